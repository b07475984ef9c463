# A built-in name among users passed check; it is an error at its place wherever a name stands.

# refused COLUMN LINE: the fourth line of a manifest is refused at the column.
refused() {
  printf 'rollbook: 1\ndomain: school.example\nstore: sqlite:rollbook.db\n%s\n' "$2" | manifest
  expect 1 "^rollbook.yaml:4:$1: error: .\*[A-Za-z]*. can't stand here \[invalid-(name|address)\]" \
    "help: .*built-in names" -- rollbook check
}

refused 10 "users: { '*OUTQUEUE': {}, head: {} }"
refused 10 "users: { '*outqueue': {}, head: {} }"
refused 28 "users: { head: { aliases: ['*OUTQUEUE'] } }"
refused 23 "users: { head: { was: '*OUTQUEUE' } }"
refused 34 "users: { head: { forward: { to: ['*OUTQUEUE'] } } }"
refused 36 "users: { head: { assistant: { to: ['*OUTQUEUE'] } } }"
refused 11 "groups: { '*OUTQUEUE': {} }"
refused 12 "leavers: [ '*OUTQUEUE' ]"
refused 23 "leavers: [ { account: '*OUTQUEUE' } ]"
refused 24 "policy: { protected: [ '*OUTQUEUE' ] }"
refused 22 "assert: { reaches: { '*OUTQUEUE': at-least 1 mailbox } }"

# Without quotes it is an alias of YAML, and quotes would not help.
printf 'rollbook: 1\ndomain: school.example\nleavers: [ *OUTQUEUE ]\n' | manifest
expect 1 'unknown-anchor' 'help: take it out' -- rollbook check

# In a roster the row is left out, as the help says.
printf 'login\n*OUTQUEUE\nhead\n' >people.csv
manifest <<'YAML'
rollbook: 1
domain: school.example
rosters: [ { csv: people.csv, account: "{login}" } ]
YAML
expect 1 '^people.csv:2:1: error: .*invalid-name' 'leave the row out with `where`' -- rollbook check
sed -i "s/ } \]/, where: { login: { not: '*OUTQUEUE' } } } ]/" rollbook.yaml
expect 0 -- rollbook check

# A star may begin a pattern.
printf 'rollbook: 1\ndomain: school.example\npolicy: { protected: [ "*-admin" ] }\nusers: { head: {} }\n' |
  manifest
expect 0 -- rollbook check
