# In a folder that was not mounted, or in another one, a new account's mail home always looked free; and
# `init` took any folder for one of a store whose mail lies elsewhere.
fresh() {
  rm -rf rollbook.yaml rollbook.db* mail away other
  manifest <<M
rollbook: 1
domain: school.example
store: sqlite:rollbook.db
mail: maildir:mail/$1
policy: { minimum-admins: 0, max-removals: [100%] }
users: { ann: {}, tom: {} }
M
  rollbook init >/dev/null
  rollbook apply --yes >/dev/null
  deliver "$(home_of tom)" 1
}

fresh %n
deliver mail/eve 1
sed -i 's/tom: {}/tom: {}, eve: {}/' rollbook.yaml
expect 1 'mail-home-exists' -- rollbook plan
mv mail away
expect 1 'there is no mail folder mail; mount it' -- rollbook plan
mkdir mail
expect 1 'mail is not the mail folder of this store' -- rollbook plan
expect 1 'mail is not the mail folder of this store' -- rollbook apply --yes
expect 0 '!eve@' -- sqlite3 rollbook.db 'SELECT address FROM account'
# What adds nobody needs no mail.
sed -i 's/eve: {}/pa: {}/; s/ann: {}/ann: { comment: x }/; s/, pa: {}//' rollbook.yaml
expect 0 '1 edited' -- rollbook apply --yes

# With an id in the template a host without the mail may plan; in a folder of others it may not.
fresh %d/%n-%i
sed -i 's/tom: {}/tom: {}, eve: {}/' rollbook.yaml
mv mail away
expect 0 'warning: there is no mail folder mail here' 'mail-folder-missing' '1 to add' -- rollbook plan
mkdir mail
expect 1 'not the mail folder of this store' -- rollbook plan
rmdir mail
mv away mail
expect 0 '1 added' '!mail-folder-missing' -- rollbook apply --yes

# A store without any mail yet: its first apply marks the folder, and says so where there is none.
rm -rf rollbook.db* mail
rollbook init >/dev/null
rm -r mail
expect 0 '3 to add' '!mail-folder-missing' -- rollbook plan
expect 1 'nothing was changed: there is no mail folder mail.*`rollbook init` makes one' -- rollbook apply --yes
mkdir mail
expect 0 '3 added' -- rollbook apply --yes
expect 0 -- test -s mail/.rollbook

# Another `mail` in the manifest: no folder takes the mark without a word while the mail lies elsewhere.
fresh %d/%n-%i
sed -i 's,^mail:.*,mail: maildir:other/%d/%n-%i,; s/, tom: {}//; $a leavers: [tom]' rollbook.yaml
expect 1 'there is no mail folder other; mount it' -- rollbook plan
expect 1 '2 of 2 mail homes of this store are not in the mail folder other' \
  '--missing-homes 2' -- rollbook init
[[ ! -e other ]] || fail "a folder was made"
expect 1 -- rollbook init --missing-homes 1
mkdir -p "other/school.example"
cp -a "$(ls -d mail/school.example/tom-*)" other/school.example/
expect 0 'warning: 1 of 2 mail homes' -- rollbook init
rm -r other
expect 0 'warning: 2 of 2 mail homes' 'made the mail folder other' -- rollbook init --missing-homes 2
expect 0 'kept the mail folder' '!warning' -- rollbook init

# A manifest is no folder.
expect 64 'x.yaml is no folder' -- rollbook init x.yaml
expect 64 'rollbook.yaml is no folder' -- rollbook init rollbook.yaml
[[ ! -e x.yaml ]] || fail "a folder was made"
