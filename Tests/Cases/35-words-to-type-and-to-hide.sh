# Words to type were printed as no shell takes them, and the login in a mistyped place was printed at all.
mkdir inc
manifest <<'M'
rollbook: 1
domain: school.example
store: sqlite:rollbook.db
policy: { minimum-admins: 0, max-removals: [100%] }
include: ["inc/staff list.yaml"]
users: { ann: {} }
M
printf 'users: { a: {}, b: {}, c: {}, d: {}, e: {}, f: {}, g: {}, h: {}, i: {}, j: {} }\n' >"inc/staff list.yaml"
rollbook init >/dev/null
rollbook apply --yes >/dev/null
printf 'users: { a: {}, b: {} }\n' >"inc/staff list.yaml"
sed -i 's/ann: {}/ann: { comment: x }/' rollbook.yaml
expect 3 "to allow it: --allow 'shrunken-source:inc/staff list.yaml'" -- rollbook plan
words=$(sed -n 's/.*to allow it: //p' <<<"$output")
eval "expect 0 'my plan.json' -- rollbook plan --out 'my plan.json' $words"
words=$(sed -n 's/.*this very plan: //p' <<<"$output")
eval "expect 0 '1 edited' -- $words --yes"

sed -i 's,^store:.*,&\nmail: imap://u:hunter2@h,' rollbook.yaml
expect 1 'no place for mailboxes: `imap://\*\*\*@h`' '!hunter2' -- rollbook check
sed -i '/^mail:/d' rollbook.yaml
expect 1 'no mail location' '!hunter2' -- rollbook plan --mail imap://u:hunter2@h
for store in pg://u:hunter2@h sqlite://u:hunter2@h; do
  expect 1 'is not a store' '!hunter2' -- rollbook plan --store "$store"
done
