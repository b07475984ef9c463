# A name that goes to somebody else takes no mailbox along: full name and comment change together in
# one plan, and the account has mail, a login or a password.
manifest <<'Y'
rollbook: 1
domain: s.example
store: sqlite:rollbook.db
groups: { y7: {} }
rosters:
  - csv: pupils.csv
    account: "{user}"
    name: "{name}"
    comment: "{number}"
    group: y7
Y
printf 'user,name,number\njsmith,John Smith,s-0041\nkim,Kim Bo,s-0042\n' >pupils.csv
expect 0 -- rollbook init
expect 0 -- rollbook apply --yes

# Nobody used it yet.
sed -i 's/John Smith,s-0041/Joan Smith,s-0050/' pupils.csv
expect 0 '1 edited' -- rollbook apply --yes

deliver "$(home_of jsmith)" 2
sed -i 's/Joan Smith,s-0050/Jane Smith,s-0977/' pupils.csv
cp pupils.csv jane.csv
expect 3 'person-changed' '2 messages' '--allow person-changed:jsmith@s\.example' -- rollbook plan
expect 3 'nothing was changed' -- rollbook apply --yes
expect 3 -- rollbook apply --yes --allow person-changed:kim
# Spelling, or one of the two alone, makes nobody another.
sed -i 's/Jane Smith,s-0977/JOAN  SMITH,S-0050/' pupils.csv
expect 0 '1 edited' -- rollbook apply --yes
sed -i 's/JOAN  SMITH,S-0050/Joan Hunt,s-0050/' pupils.csv
expect 0 '1 edited' -- rollbook apply --yes
# A rename in the same plan, and an entry of `users`, do not hide it.
grep -v jsmith pupils.csv >rest.csv && cp rest.csv pupils.csv
cat >>rollbook.yaml <<'Y'
users:
  jane: { was: jsmith, name: Jane Smith, comment: s-0977, group: y7 }
Y
expect 3 'person-changed' '--allow person-changed:jane@s\.example' -- rollbook plan
sed -i 's/jane: { was: jsmith/jsmith: { aliases: []/' rollbook.yaml
expect 3 'person-changed' '--allow person-changed:jsmith@s\.example' -- rollbook plan

# It is allowed by name: in an option, in a saved plan, or in the manifest.
sed -i '/^users/,$d' rollbook.yaml
cp jane.csv pupils.csv
cat >>rollbook.yaml <<'Y'
approvals:
  - { guard: person-changed, name: kim, until: 2999-01-01, by: grace, reason: one number more }
Y
expect 3 -- rollbook plan
sed -i 's/name: kim/name: jsmith/' rollbook.yaml
expect 0 'approved by grace' -- rollbook plan
sed -i '/^approvals/,$d' rollbook.yaml
expect 0 -- rollbook plan --allow person-changed:jsmith --out plan.json
expect 0 '1 edited' -- rollbook apply plan.json --yes
run=$(rollbook history --format json | jq '[.runs[].run] | max')
expect 0 'person-changed:jsmith@s\.example' -- rollbook history "$run"

# Taking it back gives the mailbox to somebody else once more.
expect 3 'person-changed' -- rollbook undo "$run" --yes
expect 0 -- rollbook undo "$run" --yes --allow person-changed:jsmith

# A mailbox from the trash is not for a namesake either.
printf 'user,name,number\nkim,Kim Bo,s-0042\n' >pupils.csv
cp rollbook.yaml plain.yaml
echo 'leavers: [{ account: jsmith, purge: true }]' >>rollbook.yaml
expect 0 '1 removed' -- rollbook apply --yes --allow shrunken-source:pupils.csv
cp plain.yaml rollbook.yaml
cat >>rollbook.yaml <<'Y'
users:
  jsmith: { name: Jack Smith, comment: s-2000, mail: restore }
Y
expect 3 'person-changed' '2 messages' -- rollbook plan
sed -i 's/restore/fresh/' rollbook.yaml
expect 0 -- rollbook plan
