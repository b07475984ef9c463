# An address of somebody who leaves is given to another without a moment in which its mail is turned
# away: the refusal says how, and as said it works.
manifest <<'Y'
rollbook: 1
domain: s.example
store: sqlite:rollbook.db
users:
  jane: { name: Jane Head, aliases: [head] }
  deputy: { name: Tom Deputy, aliases: [] }
Y
expect 0 -- rollbook init
expect 0 -- rollbook apply --yes

# The alias of a leaver.
cp rollbook.yaml first.yaml
sed -i -e '/jane:/d' -e 's/aliases: \[\]/aliases: [head]/' rollbook.yaml
echo 'leavers: [jane]' >>rollbook.yaml
cp rollbook.yaml wanted.yaml
expect 1 'address-still-leaving' '!apply twice' \
  'apply once with jane@s\.example listed without it and not among the leavers' \
  -- rollbook plan
sed -e 's/aliases: \[\]/aliases: [head]/' -e 's/aliases: \[head\] }$/aliases: [] }/;t' first.yaml |
  sed -e '/deputy/s/\[\]/[head]/' >rollbook.yaml
expect 0 -- rollbook apply --yes
expect 0 'deputy@s\.example' -- rollbook route head@s.example
cp wanted.yaml rollbook.yaml
expect 0 '1 removed' -- rollbook apply --yes
expect 0 'deputy@s\.example' -- rollbook route head@s.example

# The very name of a leaver.
manifest <<'Y'
rollbook: 1
domain: s.example
store: sqlite:rollbook.db
users:
  office: { name: Olive Office }
  deputy: { name: Tom Deputy, aliases: [head] }
Y
expect 0 -- rollbook apply --yes
manifest <<'Y'
rollbook: 1
domain: s.example
store: sqlite:rollbook.db
policy: { mode: authoritative }
users:
  deputy: { name: Tom Deputy, aliases: [head, office] }
Y
cp rollbook.yaml wanted.yaml
expect 1 'address-still-leaving' \
  '`office-left@s\.example: \{ was: office@s\.example \}` and its other keys listed and office@s\.example not among' \
  -- rollbook plan
echo '  office-left@s.example: { was: office@s.example }' >>rollbook.yaml
expect 0 '1 renamed' -- rollbook apply --yes
expect 0 'deputy@s\.example' -- rollbook route office@s.example
cp wanted.yaml rollbook.yaml
expect 0 '1 removed' -- rollbook apply --yes --allow shrunken-source:rollbook.yaml
expect 0 'deputy@s\.example' -- rollbook route office@s.example

# The same where nothing removes its holder yet.
cat >>rollbook.yaml <<'Y'
  post: { name: Olive Post }
Y
expect 0 -- rollbook apply --yes
sed -i -e '/mode/d' -e '/post:/d' -e 's/head, office/head, office, post/' rollbook.yaml
expect 1 'address-taken' '`post-left@s\.example: \{ was: post@s\.example \}`' -- rollbook plan
echo '  post-left@s.example: { was: post@s.example }' >>rollbook.yaml
expect 0 '1 renamed' -- rollbook apply --yes
expect 0 'deputy@s\.example' -- rollbook route post@s.example

# A rename onto a name that somebody has.
manifest <<'Y'
rollbook: 1
domain: s.example
store: sqlite:rollbook.db
users:
  exams: { name: Eve Exams }
  deputy: { name: Tom Deputy }
  bursar: { name: Ben Bursar }
Y
expect 0 -- rollbook apply --yes
sed -i -e '/exams/d' -e 's/bursar: {/exams: { was: bursar,/' rollbook.yaml
expect 1 'rename-onto-account' '`exams-left@s\.example: \{ was: exams@s\.example \}`' -- rollbook plan
echo '  exams-left@s.example: { was: exams@s.example }' >>rollbook.yaml
expect 0 '2 renamed' -- rollbook apply --yes
expect 0 '!Apply the removal first' 'while its holder stays' -- rollbook explain address-still-leaving
