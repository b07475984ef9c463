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

# A home that somebody moved into the trash as it was: counted, taken in and brought back with its mail.
fresh
sql "$gone"
mkdir -p mail/.trash
mv "$home" mail/.trash/old
expect 0 'mail/.trash/old +\? +3 ' -- rollbook trash
expect 0 'took in tim@school.example#2 with 3 messages' -- rollbook trash adopt mail/.trash/old --as tim
expect 0 'brought back tim@school.example#2 with 3 messages' -- rollbook trash restore tim
expect 0 'tim@school.example .* 3 ' -- rollbook list
# What is no mail home is not taken in as one without mail.
mkdir -p mail/.trash/bare/cur
expect 0 'mail/.trash/bare +\? +- ' -- rollbook trash
expect 1 'needs its mail in mail/.trash/bare/Maildir' -- rollbook trash adopt mail/.trash/bare --as eve
mkdir mail/.trash/bare/Maildir && mv mail/.trash/bare/cur mail/.trash/bare/Maildir
expect 0 'took in eve@school.example' -- rollbook trash adopt mail/.trash/bare --as eve
touch mail/.trash/file
expect 0 'mail/.trash/file' -- rollbook trash

# Mail inside the home of another account, that no row knows.
fresh
deliver "$home/y.example" 2
expect 0 'unknown-mail' -- rollbook plan
expect 0 "$home/y.example +\? +2 " -- rollbook trash
sed -i 's/tom: {}, //' rollbook.yaml
echo 'leavers: [{ account: tom, purge: true }]' >>rollbook.yaml
expect 3 'refused by nested-home' "rollbook trash adopt ${home#mail/}/y.example" -- rollbook apply --yes
expect 0 'took in kit@school.example#2 with 2 messages' -- \
  rollbook trash adopt "${home#mail/}/y.example" --as kit
expect 0 '1 removed' -- rollbook apply --yes
expect 0 'with 2 messages' -- rollbook trash restore kit
expect 0 'with 3 messages' -- rollbook trash restore tom

# An item with another number of messages than was put there comes back with consent.
for change in more fewer; do
  fresh && purge_tom
  message=$(find "$item/mail/Maildir/new" -type f | head -1)
  count=4
  if [[ $change == more ]]; then cp "$message" "$message.copy"; else rm "$message" && count=2; fi
  sed -i 's/ann: {}/ann: {}, tom: { mail: restore }/' rollbook.yaml
  expect 1 'mail-not-whole' "1 message $change" "allow changed-item:$count" -- rollbook plan
  expect 1 'mail-not-whole' -- rollbook apply --yes
  expect 3 'nothing was changed' '--skip tom@school.example' -- rollbook undo 2 --yes
  expect 3 "1 message $change" "to allow it: --allow changed-item:$count" -- rollbook trash restore tom
  expect 3 -- rollbook trash restore tom --allow changed-item:9
  expect 0 "with $count messages" -- rollbook trash restore tom --allow "changed-item:$count"
  expect 0 '1 adopted' -- rollbook apply --yes
done
# One whose folder was emptied: each way out works.
fresh && purge_tom
mv "$item/mail" "$item/elsewhere" && rm "$item/record"
for command in restore forget; do
  expect 1 'trash empty --erase-before-hold tom@school.example#2' -- rollbook trash $command tom
done
mv "$item/elsewhere/Maildir" "$item/Maildir"
expect 0 'with 3 messages' -- rollbook trash restore tom

# Rows that a hand wrote or deleted while a run was cut off.
cut_off() {
  fresh
  sed -i 's/tom: {}, //' rollbook.yaml
  echo 'leavers: [{ account: tom, purge: true }]' >>rollbook.yaml
  sql "CREATE TRIGGER cut BEFORE INSERT ON trash BEGIN SELECT RAISE(ABORT, 'cut off'); END"
  expect 5 -- rollbook apply --yes
  sql "DROP TRIGGER cut"
}
fresh && purge_tom
image=$(sql 'SELECT quote(image) FROM trash')
for edit in "INSERT INTO trash (name, run, id, home, inbox, messages, bytes, newest, reason, removed,
    held_until, image) SELECT account, run, id, home, 0, 0, 0, NULL, 'by hand', 1, 2, $image FROM run_step" \
  "DELETE FROM given_id WHERE id IN (SELECT id FROM run_step)"; do
  cut_off
  sql "$edit"
  expect 0 'completed first: tom' -- rollbook apply --yes
  expect 0 -- rollbook trash empty --yes
  expect 0 'with 3 messages' -- rollbook trash restore tom
done
cut_off
sql "UPDATE run_step SET home = '../x'"
expect 4 'given up: tom' '!in ../x' -- rollbook apply --yes --hold-removals
[[ $(ls "$home/Maildir/new" | wc -l) == 3 ]] || fail "the mail is not back"
fresh && purge_tom
sql "UPDATE trash SET home = '../x'; INSERT INTO address (address) VALUES ('eve@school.example')"
expect 1 'nothing was changed' -- rollbook trash restore tom
sed -i 's/ann: {}/ann: {}, eve: {}/' rollbook.yaml
expect 0 '1 added' -- rollbook apply --yes
[[ $(sql "SELECT count(*) FROM run WHERE outcome = 'unfinished'") == 0 ]] || fail "a run is open"

# Without %i the home of an item stays the item's, and a new account of the name gets another.
fresh
sed -i 's|^store:.*|&\nmail: maildir:mail/%d/%n|; s/ann: {}/ann: {}, eve: {}/' rollbook.yaml
rollbook apply --yes >/dev/null
rollbook undo 2 --yes >/dev/null
expect 0 '1 added' -- rollbook apply --yes
deliver "$(home_of eve)" 1
expect 0 'eve@school.example .* 1 ' -- rollbook list
