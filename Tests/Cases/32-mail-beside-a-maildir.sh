# What an administrator's repair left beside a Maildir was no mail to anybody, and was erased.
manifest <<'M'
rollbook: 1
domain: school.example
store: sqlite:rollbook.db
policy: { minimum-admins: 0, max-removals: [100%] }
users: { ann: {}, tom: {}, kim: {} }
M
rollbook init >/dev/null
rollbook apply --yes >/dev/null
home=$(home_of tom)
deliver "$home" 2
mv "$home/Maildir" "$home/Maildir.old"
deliver "$(home_of ann)" 0
mkdir -p "$(home_of ann)/sieve"
echo keep >"$(home_of ann)/sieve/own.sieve"
touch "$(home_of ann)/.dovecot.lda-dupes"
expect 0 'tom@school.example .* 0 +[1-9]' -- rollbook list
sed -i 's/tom: {}, //; $a leavers: [tom]' rollbook.yaml
expect 3 'still holds 2 messages' 'beside its mail: Maildir.old' -- rollbook plan
expect 3 'nothing was changed' -- rollbook apply --yes
[[ $(ls "$home/Maildir.old/new" | wc -l) == 2 ]] || fail "mail was moved"

# A file that is no message stops a removal too, by its name.
mv "$home/Maildir.old" away
mkdir -p "$home"
echo 'From x' >"$home/mbox"
expect 3 'still holds 0 messages, 7 bytes, also beside its mail: mbox' -- rollbook plan

# With consent it goes to the trash and comes back as it was.
sed -i 's/^leavers.*/leavers: [{ account: tom, purge: true }]/' rollbook.yaml
expect 0 '1 removed' -- rollbook apply --yes
expect 0 'brought back' -- rollbook trash restore tom
[[ -s $home/mbox ]] || fail "the file is lost"

# What the mail server writes is no mail.
sed -i 's/ann: {}, //; s/^leavers.*/leavers: [ann]/' rollbook.yaml
expect 0 '1 to remove' -- rollbook plan
