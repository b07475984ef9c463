# What came into an item of the trash after it was put there was erased with it, unseen.
fresh() {
  rm -rf rollbook.yaml rollbook.db* mail
  manifest <<'M'
rollbook: 1
domain: school.example
store: sqlite:rollbook.db
policy: { minimum-admins: 0, max-removals: [100%], hold: 1d }
users: { ann: {}, tom: {}, kim: {} }
M
  rollbook init >/dev/null
  rollbook apply --yes >/dev/null
  deliver "$(home_of tom)" 1
  deliver "$(home_of kim)" 2
  kim=$(home_of kim)
  sed -i 's/tom: {}, //; $a leavers: [{ account: tom, purge: true }]' rollbook.yaml
  rollbook apply --yes >/dev/null
}
item='mail/.trash/tom@school.example#2'
later() { at '+40days' rollbook trash empty --yes "$@"; }

fresh
expect 0 'erased 1 item' -- later

# Mail that came since, a note, another Maildir: each keeps the item until somebody names it.
for extra in mail/Maildir/new/late NOTE extra/Maildir/new/1 mail/Maildir.old/cur/1; do
  fresh
  mkdir -p "$(dirname "$item/$extra")"
  echo late >"$item/$extra"
  expect 3 'nothing was changed' 'to allow it: --allow changed-item:tom@school.example#2' -- later
  [[ -s $item/$extra && -e $item/record ]] || fail "$extra was erased"
  expect 3 'changed-item' -- later --allow changed-item:2
  expect 3 'changed-item' -- later --erase-before-hold tom
  expect 0 'erased 1 item' -- later --allow changed-item:tom@school.example#2
  [[ ! -e $item ]] || fail "$item is still there"
done

# What lost mail holds nothing that nobody agreed to.
fresh
rm -r "$item/mail/Maildir/new"
expect 0 'erased 1 item' -- later

# The home of an account that lives is never erased, and told wherever one looks, nor one in a folder
# that has the name of a place for messages.
fresh
mkdir "$item/new"
mv "$kim" "$item/new/"
expect 3 'refused by home-in-trash' -- later --allow changed-item:tom@school.example#2
[[ $(ls "$item/new/${kim##*/}/Maildir/new" | wc -l) == 2 ]] || fail "mail of kim was erased"

fresh
mv "$kim" "$item/"
inner="$item/${kim##*/}"
for command in plan list trash; do
  expect 0 "the mail home of kim@school.example lies in an item of the trash" -- rollbook $command
done
for words in "" "--allow changed-item:tom@school.example#2" "--erase-before-hold tom"; do
  expect 3 'refused by home-in-trash' 'takes it back' -- later $words
  [[ $(ls "$inner/Maildir/new" | wc -l) == 2 ]] || fail "mail of kim was erased"
done
mv "$inner" "$kim"
expect 0 'in sync' '!home-in-trash' -- rollbook plan
expect 0 'erased 1 item' -- later
[[ $(ls "$kim/Maildir/new" | wc -l) == 2 ]] || fail "mail of kim was erased"

# One that is kept keeps no other.
fresh
sed -i 's/ann: {}, //; s/^leavers.*/leavers: [ann]/' rollbook.yaml
rollbook apply --yes >/dev/null
echo x >"$item/NOTE"
expect 1 'not erased: tom@school.example#2 holds .*NOTE' 'erased 1 item' -- later
[[ -e $item/NOTE ]] || fail "a kept item was erased"

# Nor does an erasure that was cut off go on with what came in since.
fresh
sqlite3 rollbook.db "CREATE TRIGGER cut BEFORE DELETE ON trash BEGIN SELECT RAISE(ABORT, 'cut off'); END"
expect 5 'cut off' -- later
sqlite3 rollbook.db "DROP TRIGGER cut"
mkdir -p "$item"
mv "$kim" "$item/"
inner="$item/${kim##*/}"
expect 3 'home-in-trash' -- later
sed -i 's/ann: {}/ann: { comment: x }/' rollbook.yaml
expect 0 'given up: tom' -- at '+41days' rollbook apply --yes
[[ $(ls "$inner/Maildir/new" | wc -l) == 2 ]] || fail "mail of kim was erased"
