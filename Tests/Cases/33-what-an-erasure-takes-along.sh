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

# Less than was put there may be something else in its place, such as the home of somebody who lives.
fresh
mv "$item/mail" elsewhere
mv "$kim" "$item/mail"
rm "$item"/mail/Maildir/new/*
echo letter >"$item/mail/Maildir/new/1.kim"
expect 3 'holds 1 message' 'to allow it: --allow changed-item:tom@school.example#2' -- later
[[ -s $item/mail/Maildir/new/1.kim ]] || fail "mail of kim was erased"
rm -r elsewhere

# Wherever in a Maildir something lies, it goes with the rest.
for extra in Maildir/letters.mbox Maildir/cur/old/1 Maildir/.Sent/mbox Maildir/new/.hidden; do
  fresh
  mkdir -p "$(dirname "$item/mail/$extra")"
  echo late >"$item/mail/$extra"
  expect 3 'changed-item' -- later
  [[ -s $item/mail/$extra ]] || fail "$extra was erased"
done

# A home that was moved into the Maildir goes neither away nor to whoever the item was.
fresh
mv "$kim" "$item/mail/Maildir/"
inner="$item/mail/Maildir/${kim##*/}"
expect 0 "the mail home of kim@school.example lies in an item of the trash" -- rollbook plan
expect 3 'refused by home-in-trash' -- later --allow changed-item:tom@school.example#2
expect 3 'refused by home-in-trash' 'takes it back' -- rollbook trash restore tom --allow changed-item:3
[[ $(ls "$inner/Maildir/new" | wc -l) == 2 ]] || fail "mail of kim went"

# Nor does an item leave a home behind that lies beside its mail.
fresh
mv "$kim" "$item/"
deliver "$(home_of kim)" 1
expect 3 'refused by home-in-trash' 'another one stands at' -- rollbook trash restore tom
mv "$item/${kim##*/}" mail/.trash/
expect 0 -- rollbook trash restore "${kim##*/}" --as kim.old
expect 0 'tom@school.example' -- rollbook trash restore tom

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
