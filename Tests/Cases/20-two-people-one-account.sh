# Two rosters that gave one account to two people were a warning, and the second got no mailbox; it is an error.

# rosters KEYS: two rosters, the second with further keys.
rosters() {
  manifest <<YAML
rollbook: 1
domain: school.example
store: sqlite:rollbook.db
rosters:
  - { csv: pupils.csv, account: "{login}", name: "{name}" }
  - { csv: staff.csv, account: "{login}", $1 }
YAML
}

printf 'login,name\nj.smith,John Smith\n' >pupils.csv
printf 'phone,login,name\n12,j.smith,Jane Smith\n' >staff.csv
rosters 'name: "{name}"'
expect 1 '^staff.csv:2:4: error: .*`John Smith` and `Jane Smith` \[rosters-disagree\]' \
  'pupils.csv:2:1: note' 'extends: true' -- rollbook check

# One person in two rosters is one account.
printf 'phone,login,name\n12,j.smith,John Smith\n' >staff.csv
rosters 'name: "{name}", comment: "{phone}"'
expect 0 '1 user' '!warning' -- rollbook check

# A roster that extends others adds keys and makes nobody, wherever it stands.
printf 'phone,login,name\n12,j.smith,Jane Smith\n13,ghost,Nobody\n' >staff.csv
rosters 'comment: "{phone}", extends: true'
expect 0 '1 user' '^staff.csv:3:4: warning: .*\[row-without-account\]' -- rollbook check
rollbook init >/dev/null
expect 0 -- rollbook apply --yes
expect 0 'j.smith@.*12' '!ghost' -- rollbook list
sed -i '/pupils/d' rollbook.yaml
expect 0 'row-without-account' '0 users' -- rollbook check
