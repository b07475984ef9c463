# A store from a backup, or a row deleted by hand, left mail that was never told and could not come back.
manifest <<'END'
rollbook: 1
domain: school.example
store: sqlite:rollbook.db
users:
  boss: { name: B, admin: true, aliases: [postmaster, abuse] }
  tom: { name: Tom Jones, comment: Year 7 }
END
rollbook init >/dev/null
rollbook apply --yes >/dev/null
home=$(home_of tom)
deliver "$home" 3
sqlite3 rollbook.db 'PRAGMA wal_checkpoint(TRUNCATE)' >/dev/null
cp rollbook.db backup.db
restore_backup() {
  rm -f rollbook.db rollbook.db-*
  cp backup.db rollbook.db
}
cp rollbook.yaml keep.yaml
purge_tom() {
  grep -v tom: keep.yaml >rollbook.yaml
  echo 'leavers: [{ account: tom, purge: true }]' >>rollbook.yaml
  rollbook apply --yes >/dev/null
}

# A store of before the purge: the account lives, its mail lies in the trash.
purge_tom
restore_backup
cp keep.yaml rollbook.yaml
folder=tom@school.example#2
before=$(find mail rollbook.db | sort | xargs -d '\n' ls -ld --time-style=full-iso)
expect 1 'mail-in-trash' "its mail lies in mail/.trash/$folder" -- rollbook plan
[[ $before == "$(find mail rollbook.db | sort | xargs -d '\n' ls -ld --time-style=full-iso)" ]] ||
  fail "plan wrote something"
expect 1 'mail-in-trash' -- rollbook apply --yes
expect 1 "mail/.trash/$folder" 'boss@school.example' -- rollbook list
expect 0 "mail/.trash/$folder +tom@school.example +3" -- rollbook trash
expect 1 'which lives' -- rollbook trash adopt "mail/.trash/$folder"
expect 0 'tom@school.example has its mail back, 3 messages' -- rollbook trash restore "$folder"
expect 0 'in sync' '!unknown-mail' -- rollbook plan
[[ $(ls "$home/Maildir/new" | wc -l) == 3 ]] || fail "the mail is not back"

# A run of a number that a folder of the trash has already: that folder is in nobody's way.
restore_backup
mkdir -p "mail/.trash/$folder/mail/Maildir/cur"
grep -v tom: keep.yaml >rollbook.yaml
echo 'leavers: [{ account: tom, purge: true }]' >>rollbook.yaml
expect 4 'the trash holds another' -- rollbook apply --yes
[[ $(ls "$home/Maildir/new" | wc -l) == 3 ]] || fail "mail was moved"
expect 0 '1 removed' -- rollbook apply --yes
rm -r "mail/.trash/$folder"
rollbook trash restore tom >/dev/null

# A placeholder of which no folder tells.
cp keep.yaml rollbook.yaml
rollbook apply --yes >/dev/null
mv "$home" away
install -m 0 /dev/null "$home"
expect 1 'mail-in-trash' "$home is what a removal leaves" -- rollbook plan
rm -f "$home"
mv away "$home"
expect 0 'in sync' -- rollbook plan

# A row deleted by hand: the old home belongs to nobody.
sqlite3 rollbook.db "PRAGMA foreign_keys = ON; DELETE FROM account WHERE address = 'tom@school.example'"
expect 0 '1 mail home belongs to no account' 'unknown-mail' "$home" -- rollbook plan
expect 0 'unknown-mail' -- rollbook list
expect 0 "$home +tom@school.example +3" -- rollbook trash
rollbook apply --yes >/dev/null 2>&1
[[ $(home_of tom) != "$home" ]] || fail "the new account has the old home"
expect 0 'in sync' 'unknown-mail' -- rollbook plan
expect 0 'run [0-9]+: brought back old-tom@school.example#[0-9]+ with 3 messages' -- \
  rollbook trash restore "$home" --as old-tom
expect 0 'old-tom@school.example +[^ ]* +3 ' '!unknown-mail' -- rollbook list
[[ $(home_of old-tom) == "$home" ]] || fail "the mail has moved"

# Taken into the trash, and from there erased or brought back.
sqlite3 rollbook.db "PRAGMA foreign_keys = ON; DELETE FROM account WHERE address = 'old-tom@school.example'"
expect 1 'is no folder of mail' -- rollbook trash adopt mail/school.example
expect 1 'is no folder of mail' -- rollbook trash adopt mail/school.example/../school.example
expect 0 'took in guest@school.example#[0-9]+ with 3 messages' -- rollbook trash adopt "$home/" --as guest
expect 0 'guest@school.example#[0-9]+ .* 3 .*found in' '!NOBODY' -- rollbook trash
expect 0 'brought back guest@school.example' -- rollbook trash restore guest
expect 0 'guest@school.example +[^ ]* +3 ' -- rollbook list
expect 0 'adopt +done' -- rollbook history

# A folder of the trash without a row: what its record says comes back with it.
cat >rollbook.yaml <<'END'
rollbook: 1
domain: school.example
store: sqlite:rollbook.db
users:
  boss: { name: B, admin: true, aliases: [postmaster, abuse] }
  kim: { name: Kim Lee, comment: Year 9 }
leavers: [{ account: tom, purge: true }]
END
rollbook apply --yes >/dev/null
deliver "$(home_of kim)" 2
sed -i '/kim:/d; s/^leavers.*/leavers: [{ account: kim, purge: true }]/' rollbook.yaml
rollbook apply --yes >/dev/null
sqlite3 rollbook.db "DELETE FROM trash WHERE name = 'kim@school.example'"
expect 0 'unknown-mail' '1 folder of the trash belongs' -- rollbook plan
sqlite3 rollbook.db "DELETE FROM trash WHERE name = 'kim@school.example'"
kim=$(ls mail/.trash | grep kim@)
expect 0 'brought back kim@school.example' '2 messages' -- rollbook trash restore "$kim"
expect 0 'kim@school.example +[^ ]* +2 .*Year 9' -- rollbook list

# Symbolic links are not followed, and what is no mail home is nobody's business.
mkdir -p mail/school.example/notes mail/lost+found outside/Maildir/new
ln -s "$PWD/outside" mail/school.example/link
ln -s "$PWD/outside/Maildir" mail/school.example/notes/Maildir
ln -s "$PWD/outside" mail/.trash/link@school.example#9
expect 0 '!mail/school.example/(link|notes)' -- rollbook list
expect 1 'nothing was changed' -- rollbook trash adopt mail/school.example/link --as x
[[ -d outside/Maildir/new ]] || fail "a link was followed"
