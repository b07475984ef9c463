# Columns in the texts of a roster's defaults, and `{name}` in a user's own reply, were sent out literally; they are filled in, or an error.
printf 'login,first,room\nann,Ann,R1\n' >people.csv

# site DEFAULTS REPLY: a roster with defaults, and a user with a reply of his own.
site() {
  manifest <<YAML
rollbook: 1
domain: school.example
store: sqlite:rollbook.db
rosters:
  - { csv: people.csv, account: "{login}", name: "{first} Lee", defaults: { $1 } }
users:
  tom: { name: Tom Ray, autoresponder: { subject: away, message: "$2" } }
YAML
}

site 'comment: "in {room}", autoresponder: { subject: "{name} has left", message: "{first} of {room}, {account}" }' \
  '{name} <{account}> {{x}}'
expect 0 -- rollbook check
rollbook init >/dev/null
expect 0 -- rollbook apply --yes
expect 0 'Ann Lee has left' 'Ann of R1, ann@school.example' 'in R1' -- rollbook export
expect 0 'Tom Ray <tom@school.example> \{\{x\}\}' -- rollbook export
[[ $(sqlite3 rollbook.db "SELECT message FROM autoresponder WHERE message LIKE 'Tom%'") == *'> {x}' ]] ||
  fail 'the brace is not sent as one'

# What the store has reads back as it is, also what was written before braces meant anything.
sqlite3 rollbook.db "UPDATE autoresponder SET message = 'a {name} } {{b}}' WHERE message LIKE 'Tom%'"
rollbook export >live.yaml
expect 0 'in sync' -- rollbook plan -f live.yaml

# What can't be filled in is told where it stands, with what to write.
site 'autoresponder: { subject: "{nmae} has left", message: m }' 'm'
expect 1 '^rollbook.yaml:5:[0-9]+: error: .*no column `nmae` \[unknown-column\]' 'did you mean `name`' -- \
  rollbook check
site 'comment: "{rom}"' 'm'
expect 1 '^rollbook.yaml:5:[0-9]+: error: .*no column `rom`' 'did you mean `room`' -- rollbook check
site 'forward: { to: ["{login}@home.example"] }' 'm'
expect 1 '^rollbook.yaml:5:[0-9]+: error: .*\[placeholder-in-address\]' -- rollbook check
site 'comment: x' '{foo}'
expect 1 '^rollbook.yaml:7:[0-9]+: error: .*\[unknown-placeholder\]' '`\{\{foo\}\}`' -- rollbook check
site 'comment: x' '{{foo}}'
expect 0 -- rollbook check
site 'comment: x' 'of {group}'
expect 1 'tom@school.example has no `group`.*\[nameless-member\]' -- rollbook check
