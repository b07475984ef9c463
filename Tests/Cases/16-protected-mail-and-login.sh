# A protected account loses neither its login nor its mail in a run: a new password and a forward
# without a copy are refused as its removal is.
manifest <<'Y'
rollbook: 1
domain: s.example
store: sqlite:rollbook.db
policy: { protected: ["svc-*"] }
groups:
  desk: {}
users:
  boss:
    name: Bo Boss
    admin: true
    group: desk
    protect: true
    aliases: [chief]
    password: "{SHA512-CRYPT}$6$salt$one"
  second: { admin: true }
  svc-scan: { name: Scanner }
  eve: { name: Eve }
Y
expect 0 -- rollbook init
expect 0 -- rollbook apply --yes
cp rollbook.yaml good.yaml

# refused NAME WORDS SED: the edit that SED makes is refused for the account, and changes nothing.
refused() {
  cp good.yaml rollbook.yaml
  sed -i -e "$3" rollbook.yaml
  expect 3 'nothing was changed' "$1@s\.example would .*$2.*protects it.*\[?protected?" \
    'in a run of its own first' -- rollbook apply --yes
}
refused boss 'send its mail to x@far\.example and keep no copy' \
  's/name: Bo Boss/&\n    forward: { to: [x@far.example], keep: false }/'
refused boss 'leave its mail to eve@s\.example alone' \
  's/name: Bo Boss/&\n    assistant: { to: [eve], only: true }/'
refused boss 'discard the mail that it answers' \
  's/name: Bo Boss/&\n    autoresponder: { subject: Away, message: away, keep: false }/'
refused boss 'get another password' 's/\$one/$two/'
refused boss 'lose its password' 's/password: .*/password: null/'
refused boss 'lose the alias chief@s\.example' 's/\[chief\]/[]/'
refused boss 'be no administrator any more' 's/^    admin: true/    admin: false/'
# By the defaults of the group, and for a name that a pattern protects.
refused boss 'send its mail to eve@s\.example and keep no copy' \
  's/desk: {}/desk: { defaults: { forward: { to: [eve], keep: false } } }/'
refused svc-scan 'get a password' \
  's/svc-scan: {/&  password: "{SHA512-CRYPT}$6$salt$one",/'
# Not for a plan that ends the protection at the same time either.
refused boss 'get another password' 's/\$one/$two/;s/protect: true/protect: false/'

# A copy does no harm, and what a run before has ended does not hold.
cp good.yaml rollbook.yaml
sed -i 's/name: Bo Boss/&\n    forward: { to: [eve], keep: true }/' rollbook.yaml
expect 0 -- rollbook apply --yes
sed -i 's/protect: true/protect: false/' rollbook.yaml
expect 0 -- rollbook apply --yes
sed -i 's/keep: true }/keep: false }/' rollbook.yaml
expect 0 -- rollbook apply --yes

# A taking back is a plan like any other.
sed -i 's/protect: false/protect: true/; s/keep: false }/keep: true }/' rollbook.yaml
expect 0 -- rollbook apply --yes
expect 3 'send its mail to eve@s\.example and keep no copy' -- rollbook undo 5 --yes
