# One item whose folder is gone kept the whole trash from being erased; it is told, and can be dropped.
manifest <<'END'
rollbook: 1
domain: school.example
store: sqlite:rollbook.db
policy: { hold: 1d }
users:
  boss: { name: B, admin: true, aliases: [postmaster, abuse] }
  tom: { name: Tom }
  kim: { name: Kim }
  eve: { name: Eve }
END
rollbook init >/dev/null
rollbook apply --yes >/dev/null
for name in tom kim eve; do deliver "$(home_of $name)" 2; done
sed -i '/tom:/d; /kim:/d; /eve:/d' rollbook.yaml
echo 'leavers: [{ account: tom, purge: true }, { account: kim, purge: true }, { account: eve, purge: true }]' >>rollbook.yaml
rollbook apply --yes --allow removal-limit:3 >/dev/null 2>&1 || rollbook apply --yes >/dev/null
[[ $(ls mail/.trash | wc -l) == 3 ]] || fail "nothing was purged"

# While the folder is there its record is of use.
expect 1 'nothing was changed' 'still has a folder' -- rollbook trash forget kim
mv mail/.trash/kim@school.example#2 elsewhere
expect 0 'kim@school.example#2 .*missing' 'trash forget kim@school.example#2' '!eve.*missing' -- rollbook trash
expect 0 '"missing" : true' -- rollbook trash --format json

# The mail of another store: nothing is missing, nothing may be dropped.
mv mail/.rollbook mark
expect 0 '!missing' -- rollbook trash
expect 1 'is not the mail folder of this store' -- rollbook trash forget kim
mv mark mail/.rollbook

sqlite3 rollbook.db "UPDATE trash SET held_until = removed"
expect 1 'error: the trash has no folder for kim@school.example#2' 'trash forget kim@school.example#2' \
  'erased 2 items' -- rollbook trash empty --yes
[[ -z $(ls mail/.trash) ]] || fail "the others were not erased"
expect 1 'no folder for kim' -- rollbook trash empty --yes
expect 1 'no folder for kim' -- rollbook trash empty --yes --erase-before-hold kim
expect 1 'no folder for kim' -- rollbook trash restore kim

expect 0 'dropped the record of kim@school.example#2' -- rollbook trash forget 'kim@school.example#2'
expect 0 'the trash is empty' -- rollbook trash
expect 0 'nothing is past its hold' -- rollbook trash empty --yes
expect 0 'empty +done' -- rollbook history
expect 1 'the trash holds no kim' -- rollbook trash forget kim
expect 0 'in sync' -- rollbook plan
