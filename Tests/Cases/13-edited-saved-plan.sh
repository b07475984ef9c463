# A saved plan is carried out as it was saved or not at all: an edited one is refused, and one made to
# look whole can't loosen what the site says of policy, approvals, preconditions and runs.
manifest <<'Y'
rollbook: 1
domain: s.example
store: sqlite:rollbook.db
policy: { protected: [boss], forward-domains: [s.example], seats: 20 }
groups: { y7: {} }
users:
  boss: { name: Bo Boss }
  cleo: { name: Cleo, admin: true }
  amy: { name: Amy, comment: one, group: y7 }
  bea: { name: Bea }
Y
for name in a b c d e f g h; do echo "  p$name: {}" >>rollbook.yaml; done
expect 0 -- rollbook init
expect 0 -- rollbook apply --yes
cp rollbook.yaml site.yaml
sed -i 's/comment: one/comment: two/' rollbook.yaml
expect 0 'rollbook apply plan\.json --expect sha256:[0-9a-f]{64}' -- rollbook plan --out plan.json
cp plan.json whole.json
before=$(rollbook history --format json)

# refused STATUS WORDS [OPTION…]: plan.json is refused, and nothing was done.
refused() {
  expect "$1" "$2" -- rollbook apply plan.json --yes "${@:3}"
  [[ $(rollbook history --format json) == "$before" ]] || fail "something was done"
}
# edited SED: whole.json with an edit is refused.
edited() {
  sed -E "$1" whole.json >plan.json
  cmp -s whole.json plan.json && fail "no edit: $1"
  refused 1 'it was edited'
}
edited 's/"minimumAdmins" : 1/"minimumAdmins" : 0/'
edited 's/"seats" : 20/"seats" : 21/'
edited '/"precondition" : /d'
edited 's/"two"/"twq"/'
edited 's/^  "groups" : /  "undoes" : 1,\n&/'
edited 's/^  "groups" : /  "unknown" : 1,\n&/'
edited 's/^  "groups" : /  "policy" : null,\n&/'
edited 's/"action" : "edit",/"action" : "edit",\n      "action" : "edit",/'
edited 's/"measured" : 0,/"measured" : 0.0,/'
edited 's/"measured" : 0,/"measured" : 99999999999999999999,/'
edited 's/"two"/"t\\u0077o"/'
edited 's/^  "allowances" : \[/  "allowances" : [ /'
edited 's/"allowances" : \[\]|"allowances" : \[$/"allowances" : ["removal-limit:9"], "x" : [/'
edited 's/"two"/"t\\u0000wo"/'
edited 's/"changesDigest" : "sha256:./"changesDigest" : "sha256:g/'
edited 's/^  "digest" : "sha256:./  "digest" : "sha256:g/'
edited 's/"name" : "amy@/"name" : "boss@/'
jq . whole.json >plan.json && refused 1 'it was edited or laid out anew'
jq 'del(.digest)' whole.json >plan.json && refused 1 'no digest over the whole'
jq 'del(.changesDigest)' whole.json >plan.json && refused 1 'no digest over the whole'
(cat whole.json; echo '{}') >plan.json && refused 1 'no saved plan|it was edited'
(cat whole.json; printf '\0') >plan.json && refused 1 'no saved plan|it was edited'
sed 's/"two"/"tw\xff"/' whole.json >plan.json && refused 1 'no saved plan'
head -c 900 whole.json >plan.json && refused 1 'no saved plan'

# An edit by somebody who knows how the digest is made: all lines but that of `created`, with nothing
# in the place of the digest.
forged() {
  sed -E "$1" "${2:-whole.json}" | sed -E 's/^(  "digest" : ")[^"]*/\1/' >open.json
  cmp -s "${2:-whole.json}" open.json && fail "no edit: $1"
  local digest
  digest=$(grep -v '^  "created" : ' open.json | sha256sum | cut -d' ' -f1)
  sed -E "s/^(  \"digest\" : \")/\\1sha256:$digest/" open.json >plan.json
}
# What was reviewed is what is asked for: by its own digest, or by that of the file.
own=$(jq -r .digest whole.json)
sum=sha256:$(sha256sum whole.json | cut -d' ' -f1)
forged 's/"two"/"twq"/'
refused 1 'is not the plan with the digest' --expect "$own"
refused 1 'is not the plan with the digest' --expect "$sum"
refused 64 '64 digits' --expect sha256:12
# Neither may it be made younger than it is.
sed -E 's/^(  "created" : "2...)./\12/' whole.json >plan.json
refused 1 'is not the plan with the digest' --expect "$sum"
expect 64 'saved plan' -- rollbook apply --yes --expect "$own"
# The sum is what it is said to be: an edit of nothing makes the same file.
forged 's/$//;s/^  "digest" : "[^"]*/  "digest" : "/'
cmp plan.json whole.json || fail 'the digest is made in another way'

forged '/"precondition" : /d'
refused 1 'amy@s\.example does not say what it assumes'
forged 's/^  "verdict" : /  "undoes" : 1,\n&/'
refused 6 'amy@s\.example: taking run 1 back does not do this'
forged 's/^  "verdict" : /  "undoes" : 9,\n&/'
refused 1 'there is no run 9'

# A plan of a laxer manifest somewhere else, and of this very store: what the site says still holds,
# its manifest at hand or, in an empty folder, what the store remembers.
mkdir lax empty
cp site.yaml rollbook.yaml
# lax EDIT [OPTION…]: plan.json is such a plan.
lax() {
  sed -E -e 's,rollbook\.db,../rollbook.db,' -e '/^policy/d' -e "$1" site.yaml >lax/rollbook.yaml
  expect 0 -- rollbook plan -f lax/rollbook.yaml --mail maildir:mail/%d/%n-%i --out plan.json "${@:2}"
  cp plan.json empty/
}
# held WORDS [OPTION…]: both refuse it.
held() {
  refused 3 "$@"
  (cd empty && expect 3 "$1" -- rollbook apply plan.json --yes --store sqlite:../rollbook.db \
    --mail 'maildir:../mail/%d/%n-%i' "${@:2}")
}
lax 's/^users:/policy: { minimum-admins: 0 }\n&/; s/admin: true/admin: false/'
held 'refused by minimum-admins'
lax 's/name: Bea/name: Bea, forward: { to: [x@far.example] }/'
held 'refused by forward-domain'
lax 's/^users:/&\n  qa: {}\n  qb: {}\n  qc: {}\n  qd: {}\n  qe: {}\n  qf: {}\n  qg: {}\n  qh: {}\n  qi: {}/'
held 'refused by seats'
lax '/  p[a-e]:/d; $s/$/\nleavers: [pa, pb, pc, pd, pe]\napprovals: [{ guard: removal-limit, count: 9, until: 2999-01-01, by: eve, reason: mine }]/' \
  --allow shrunken-source:rollbook.yaml
held 'the manifest at hand does not have it'
held 'refused by removal-limit'

# Carried out where no manifest is at hand, such a plan does not make the store forget either.
lax 's/comment: one/comment: three/'
(cd empty && expect 0 -- rollbook apply plan.json --yes --store sqlite:../rollbook.db \
  --mail 'maildir:../mail/%d/%n-%i')
sed -i 's/comment: one/comment: three/' site.yaml rollbook.yaml
before=$(rollbook history --format json)
lax 's/^users:/policy: { minimum-admins: 0 }\n&/; s/admin: true/admin: false/'
held 'refused by minimum-admins'

# Whole, reviewed and asked for: carried out once.
sed -i 's/comment: three/comment: two/' rollbook.yaml
expect 0 -- rollbook plan --out plan.json
expect 0 '1 edited' -- rollbook apply plan.json --yes --expect "$(jq -r .digest plan.json)"
expect 6 'has carried this plan out already' -- rollbook apply plan.json --yes
