# One address at outlook.com made the site take all mail to outlook.com: a domain is the site's own only when it is declared.

manifest <<'Y'
rollbook: 1
domain: school.example
store: sqlite:rollbook.db
users:
  head: { forward: { to: [ann@home.example] } }
  jean.craig@outlook.com: {}
Y
expect 1 'rollbook.yaml:6:3: error: jean.craig@outlook.com is in outlook.com, .*\[undeclared-domain\]' \
  'add `domains: \{ outlook.com: \{\} \}`' '!home.example' -- rollbook check
expect 1 'undeclared-domain' -- rollbook plan
expect 1 'undeclared-domain' -- rollbook apply --yes

# A column of private addresses, a group's address, sub-domains, another case, a misspelt domain.
printf 'id,private\nann,ann.long@GMAIL.com\nbea,bea@sub.school.example\n' >people.csv
manifest <<'Y'
rollbook: 1
domain: school.example
store: sqlite:rollbook.db
rosters: [{ csv: people.csv, account: "{id}", aliases: ["{private}"] }]
groups: { staff: { address: staff@schol.example } }
Y
expect 1 'people.csv:2:5: error: ann.long@gmail.com, an alias of ann@school.example,' \
  'people.csv:3:5: error: bea@sub.school.example' 'did you mean `school.example`' \
  'staff@schol.example, the address of group `staff`' -- rollbook check

# What the help says works when typed; names of foreign domains are nobody to list.
manifest <<'Y'
rollbook: 1
domain: school.example
domains: { outlook.com: {}, SCHÜLE.example: {} }
store: sqlite:rollbook.db
users:
  head: { forward: { to: [ann@gmail.com] } }
  ann: {}
  bea: {}
  cid: {}
  jean.craig@outlook.com: { aliases: [jean@xn--schle-mva.example] }
Y
expect 0 -- rollbook check
rollbook init >/dev/null
expect 0 '\+ outlook.com  all mail to outlook.com will be taken here' '\+ schüle.example' \
  '\+ school.example' -- rollbook plan
expect 2 -- rollbook plan --detailed-exitcode
[[ $(rollbook plan --format json | jq -c '.domains[0]') == '{"change":"begins","domain":"outlook.com"}' ]] ||
  fail "the JSON does not name the domain"
rollbook apply --yes >/dev/null
expect 0 '!all mail to' 'in sync|nothing' -- rollbook plan --detailed-exitcode
rollbook export >exported.yaml
expect 0 -- rollbook plan --detailed-exitcode -f exported.yaml
expect 0 'outlook.com: \{\}' -- cat exported.yaml

# What the store has already is told, and stays; the last address that goes ends the domain.
manifest <<'Y'
rollbook: 1
domain: school.example
store: sqlite:rollbook.db
users:
  head: { forward: { to: [jean.craig@outlook.com] } }
  ann: {}
  bea: {}
  cid: {}
Y
expect 0 -- rollbook check
expect 0 'warning: all mail to outlook.com is taken here.*\[undeclared-domain\]' 'jean.craig@outlook.com' \
  -- rollbook plan
sed -i 's/jean.craig@outlook.com/x@gmail.com/' rollbook.yaml
echo 'leavers: [jean.craig@outlook.com]' >>rollbook.yaml
expect 0 '- outlook.com  mail to outlook.com will no longer be taken here' -- rollbook plan
rollbook apply --yes >/dev/null 2>&1

# Nor does it come back by another way.
expect 3 'undeclared-domain' 'all mail to outlook.com would be taken here' -- rollbook undo 2
expect 1 'nothing was changed: .*all mail to outlook.com' '--as NAME' -- rollbook trash restore jean.craig@outlook.com
expect 1 'nothing was changed: .*all mail to (gmail.com|schüle.example|xn--schle-mva.example)' \
  -- rollbook trash restore jean.craig@outlook.com --as j@gmail.com
sed -i 's/^domain:.*/&\ndomains: { outlook.com: {}, schüle.example: {} }/' rollbook.yaml
expect 0 'all mail to outlook.com is taken here' -- rollbook trash restore jean.craig@outlook.com

# Without `domain` the site's own have to be said as well; settings of a domain are not there yet.
manifest <<'Y'
rollbook: 1
store: sqlite:rollbook.db
users: { head@school.example: {} }
Y
expect 1 'undeclared-domain' 'domains: \{ school.example: \{\} \}' -- rollbook check
sed -i '2i domains: { school.example: {} }' rollbook.yaml
expect 0 -- rollbook check
sed -i 's/school.example: {} }$/school.example: { alias-of: x.example, colour: red } }/' rollbook.yaml
expect 1 'rollbook.yaml:2:.*`alias-of` of a domain is not there yet' 'colour' -- rollbook check
