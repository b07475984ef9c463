# A number alone was a quota of so many bytes, and every message bounced; it is refused with a unit to write.

# refused HELP LINE: the fourth line of a manifest is refused, and the help says what to write.
refused() {
  printf 'rollbook: 1\ndomain: school.example\nstore: sqlite:rollbook.db\n%s\n' "$2" | manifest
  expect 1 '^rollbook.yaml:4:[0-9]+: error: quota .*\[invalid-quota\]' "help: .*$1" -- rollbook check
}

refused 'write 500M' 'users: { head: { quota: 500 } }'
refused 'write 500M' 'users: { head: { quota: "500" } }'
refused 'write 500M' 'groups: { staff: { defaults: { quota: 500 } } }'
refused 'write 500M' 'rosters: [ { csv: people.csv, account: "{login}", quota: 500 } ]'
refused 'write 500M' 'rosters: [ { csv: people.csv, account: "{login}", defaults: { quota: 500 } } ]'
refused 'write unlimited' 'users: { head: { quota: 0 } }'
refused 'write unlimited' 'users: { head: { quota: -1 } }'
refused 'write 1536M' 'users: { head: { quota: 1.5G } }'
refused '5G' 'users: { head: { quota: 5 GiB } }'
refused '5G' 'users: { head: { quota: 5gb } }'

# In a roster's column the unit is written once, in the roster.
printf 'login,space\nhead,500\n' >people.csv
manifest <<'YAML'
rollbook: 1
domain: school.example
store: sqlite:rollbook.db
rosters: [ { csv: people.csv, account: "{login}", quota: "{space}" } ]
YAML
expect 1 '^people.csv:2:6: error: quota needs a unit' 'write `quota: "\{space\}M"`' -- rollbook check
sed -i 's/{space}"/{space}M"/' rollbook.yaml
expect 0 -- rollbook check
rollbook init >/dev/null
expect 0 -- rollbook apply --yes
expect 0 '500M' -- rollbook export

# What the store has already is exported so that it reads back, and planned to nothing.
sqlite3 rollbook.db "UPDATE account SET quota = 1001 WHERE address LIKE 'head@%'"
rollbook export --out live.yaml 2>/dev/null || rollbook export >live.yaml
expect 0 'quota: 1001B' -- cat live.yaml
expect 0 'in sync' -- rollbook plan -f live.yaml
