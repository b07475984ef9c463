# Files and folders that somebody puts into the trash, or takes out of it, stop no command, and no mail
# is erased that was not counted.
sql() { sqlite3 rollbook.db "$@"; }
fresh() {
  rm -rf rollbook.yaml rollbook.db* mail
  manifest <<'M'
rollbook: 1
domain: school.example
store: sqlite:rollbook.db
policy: { minimum-admins: 0, max-removals: [100%] }
users: { tom: {}, ann: {}, kim: {} }
M
  rollbook init >/dev/null
  rollbook apply --yes >/dev/null
  home=$(home_of tom)
  deliver "$home" 3
}
purge_tom() {
  sed -i 's/tom: {}, //' rollbook.yaml
  echo 'leavers: [{ account: tom, purge: true }]' >>rollbook.yaml
  rollbook apply --yes >/dev/null
  sed -i '/^leavers/d' rollbook.yaml
}
item='mail/.trash/tom@school.example#2'

# A note beside the mail of an item: the mail comes back, the note stays and is told.
fresh && purge_tom
echo 'keep until the matter is closed' >"$item/NOTE"
expect 0 'brought back tom@school.example#2 with 3 messages' \
  'note: .trash/tom@school.example#2 of the mail folder stays' -- rollbook trash restore tom
[[ $(ls "$home/Maildir/new" | wc -l) == 3 && -e $item/NOTE ]] || fail "something is lost"
sed -i 's/ann: {}/ann: { comment: x }/' rollbook.yaml
expect 0 'unknown-mail' -- rollbook apply --yes
expect 0 -- rollbook trash empty --yes

# The same where the mail of a run that was cut off goes back.
fresh
sed -i 's/tom: {}, //' rollbook.yaml
echo 'leavers: [{ account: tom, purge: true }]' >>rollbook.yaml
sql "CREATE TRIGGER cut BEFORE INSERT ON trash BEGIN SELECT RAISE(ABORT, 'cut off'); END"
expect 5 -- rollbook apply --yes
sql "DROP TRIGGER cut; UPDATE account SET is_leaving = 0"
echo x >"$item/.nfs0001"
sed -i '/^leavers/d; s/ann: {}/ann: { comment: x }/' rollbook.yaml
expect 0 'given up: tom' 'note: .trash/tom@school.example#2' -- rollbook apply --yes --allow shrunken-source:rollbook.yaml
[[ $(ls "$home/Maildir/new" | wc -l) == 3 && -e $item/.nfs0001 ]] || fail "something is lost"

# Mail that nobody has, and whose name somebody has by now: nothing is taken in before it can come back.
fresh
gone="PRAGMA foreign_keys = ON; DELETE FROM account WHERE address = 'tom@school.example'"
sql "$gone"
rollbook apply --yes >/dev/null
expect 1 'nothing was changed: tom@school.example is taken by now' -- rollbook trash restore "$home"
[[ $(ls "$home/Maildir/new" | wc -l) == 3 && ! -e mail/.trash ]] || fail "mail was moved"
expect 0 'brought back old-tom@school.example#[0-9]+ with 3 messages' -- \
  rollbook trash restore "$home" --as old-tom

# Cut off before the last word: the same command goes on, and says what it has done.
for command in "adopt" "restore"; do
  fresh
  sql "$gone"
  sql "CREATE TRIGGER cut BEFORE INSERT ON trash BEGIN SELECT RAISE(ABORT, 'cut off'); END"
  expect 5 'the same command goes on' '!nothing was changed' -- rollbook trash $command "$home"
  sql "DROP TRIGGER cut"
  expect 0 'tom@school.example#2 with 3 messages' -- rollbook trash $command "$home"
done
fresh
sql "$gone"
expect 3 'to allow it: --allow clock:' -- at '-2 days' rollbook trash adopt "$home"
