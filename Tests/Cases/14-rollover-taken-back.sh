# A rollover that was taken back can be done again with a mended manifest: what the undo itself left
# in the trash, without mail, is in nobody's way.
school() {
  cat >rollbook.yaml <<Y
rollbook: 1
domain: s.example
store: sqlite:rollbook.db
policy: { mode: ${mode:-additive}, max-removals: [100%] }
groups: { year-7: ${defaults:-{\}}, year-13: {} }
rosters:
  - { csv: pupils.csv, account: "{user}", group: "{group}"${more-} }
${leavers-}
Y
}
pupils() {
  echo 'user,group'
  for number in $(seq 1 12); do echo "stay$number,year-8"; done
  for number in $(seq 1 6); do echo "$1$number,$2"; done
}
groups_too() { sed -i 's/year-13: {}/year-13: {}, year-8: {}/' rollbook.yaml; }
school && groups_too
pupils old year-13 >pupils.csv
expect 0 -- rollbook init
expect 0 -- rollbook apply --yes
deliver "$(home_of old1)" 2

# The rollover, and its undo.
pupils new year-7 >pupils.csv
leavers='leavers: [{ group: year-13, purge: true, until: 2999-01-01, reason: left }]'
school && groups_too
expect 0 '6 added, 6 removed' -- rollbook apply --yes \
  --allow group-emptied:year-13 --allow removal-budget:6 --allow removal-limit:6
expect 0 -- rollbook undo 2 --yes --allow removal-limit:6 --allow removal-budget:6 --allow group-emptied:year-7

# The mended manifest: the pupils again, and the leavers by a text of its own.
leavers='leavers: [{ group: year-13, purge: true, until: 2999-01-01, reason: left again }]'
school && groups_too
expect 0 '!name-reuse\] ' '!spent-leaver' '6 to add, 6 to remove' -- rollbook plan \
  --allow group-emptied:year-13 --allow removal-budget:12 --allow removal-limit:6

# The sentence on a spent entry is what the plan does with its people.
leavers='leavers: [{ group: year-13, purge: true, until: 2999-01-01, reason: left }]'
school && groups_too
expect 0 'and stay; change' '6 to add;' -- rollbook plan
mode=authoritative school && groups_too
expect 3 'and leave for another reason than this entry' '!and stay;' '6 to remove' -- rollbook plan

# What holds mail is in the way as before, and the refusal names the undo of the run that removed it.
leavers='leavers: [{ group: year-13, purge: true, until: 2999-01-01, reason: left again }]'
school && groups_too
expect 0 -- rollbook apply --yes \
  --allow group-emptied:year-13 --allow removal-budget:12 --allow removal-limit:6
leavers=''
pupils new year-7 >pupils.csv
echo 'old1,year-13
old2,year-13' >>pupils.csv
school && groups_too
expect 3 'name-reuse' 'rollbook undo 4. brings back all 2 that run 4 removed' -- rollbook plan
# One word for the whole roster, or for a group; a user has the last word.
more=', mail: fresh' school && groups_too
expect 0 '2 to add' -- rollbook plan
more=', defaults: { mail: fresh }' school && groups_too
expect 0 '2 to add' -- rollbook plan
defaults='{ defaults: { mail: fresh } }' school && groups_too
sed -i 's/year-13: {}/year-13: { defaults: { mail: restore } }/' rollbook.yaml
expect 0 'comes back from the trash as old1@s\.example#4, with 2 messages' -- rollbook plan
cat >>rollbook.yaml <<'Y'
users:
  old1: { mail: null }
Y
expect 3 'refused by name-reuse: old1@s\.example' '!refused by name-reuse: old2' -- rollbook plan
sed -i 's/mail: null/mail: sometimes/' rollbook.yaml
expect 1 'fresh or restore' -- rollbook plan
