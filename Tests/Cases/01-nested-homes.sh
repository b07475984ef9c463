# A mail home inside or around another's went to the trash with it; it is refused wherever it begins.
manifest <<'END'
rollbook: 1
domain: x.example
domains: { x.example: {}, y.example: {} }
store: sqlite:rollbook.db
mail: maildir:mail/%n
users:
  boss: { name: B, admin: true, aliases: [postmaster, abuse] }
  tom: { name: Tom }
  eve: { name: Eve }
END
rollbook init >/dev/null
rollbook apply --yes >/dev/null
deliver mail/boss 1
deliver mail/tom 1

# Inside: another template puts a new account into tom's home.
sed -i 's,^mail:.*,mail: maildir:mail/%n/%d,' rollbook.yaml
cat >>rollbook.yaml <<'END'
  tom@y.example: { name: Other Tom }
END
expect 1 'mail-home-nested' 'tom/y.example.*lies inside.*tom@x.example' -- rollbook plan
expect 1 'mail-home-nested' -- rollbook apply --yes
expect 0 '!y\.example' -- rollbook list

# Inside, with an id at the end, and inside the Maildir.
sed -i 's,^mail:.*,mail: maildir:mail/%n/%i,' rollbook.yaml
expect 1 'mail-home-nested' -- rollbook plan
sed -i 's,^mail:.*,mail: maildir:mail/%n/Maildir/%d,' rollbook.yaml
expect 1 'mail-home-nested' -- rollbook plan

# The way out works when typed.
sed -i 's,^mail:.*,mail: maildir:mail/%n-%i,' rollbook.yaml
expect 0 '1 to add' -- rollbook plan
sed -i '/tom@y/d' rollbook.yaml

# Around: an account that is called like a domain.
sed -i 's,^mail:.*,mail: maildir:mail/%d/%n,' rollbook.yaml
cat >>rollbook.yaml <<'END'
  kim@y.example: { name: Kim }
END
rollbook apply --yes >/dev/null
sed -i 's,^mail:.*,mail: maildir:mail/%n,' rollbook.yaml
cat >>rollbook.yaml <<'END'
  y.example: { name: Named like a domain }
END
expect 1 'mail-home-nested' 'lies around.*kim@y.example' -- rollbook plan
sed -i '/Named like/d' rollbook.yaml

# A store that has nested homes: nobody goes who would take others along, everybody else does.
deliver mail/tom/y.example 3
nest() { sqlite3 rollbook.db "UPDATE account SET home = '$2' WHERE address = '$1'"; }
for place in tom/y.example tom/Maildir/y.example ./tom/y.example TOM/y.example tom//y.example; do
  nest kim@y.example "$place"
  expect 0 'nested-home.*|2 mail homes lie in or around another' -- rollbook plan
  cp rollbook.yaml keep.yaml
  sed -i '/tom:/d' rollbook.yaml
  echo 'leavers: [{ account: tom, purge: true }]' >>rollbook.yaml
  expect 3 'nested-home' 'kim@y.example' -- rollbook apply --yes
  mv keep.yaml rollbook.yaml
done
nest kim@y.example tom/y.example
[[ $(ls mail/tom/y.example/Maildir/new | wc -l) == 3 ]] || fail "mail is gone"
cp rollbook.yaml keep.yaml
sed -i '/kim@/d' rollbook.yaml
echo 'leavers: [{ account: kim@y.example, purge: true }]' >>rollbook.yaml
expect 3 'nested-home' 'lies inside' -- rollbook apply --yes
sed -i 's,^leavers.*,leavers: [{ account: eve\, purge: true }],; /eve:/d' rollbook.yaml
sed -i 's,^users:,users:\n  kim@y.example: { name: Kim },' rollbook.yaml
expect 0 '1 removed' -- rollbook apply --yes
mv keep.yaml rollbook.yaml

# The way out that the page shows works when typed; then tom goes alone, and kim stays.
mv mail/tom/y.example mail/kim-y
nest kim@y.example kim-y
sed -i '/tom:/d; /eve:/d; s,^mail:.*,mail: maildir:mail/%n-%i,' rollbook.yaml
echo 'leavers: [{ account: tom, purge: true }]' >>rollbook.yaml
expect 0 '1 removed' -- rollbook apply --yes
expect 0 'kim@y.example +[^ ]* +3' -- rollbook list

# Nothing comes back into another's home, by any of the three ways.
nest kim@y.example tom/kim
expect 1 'nested-home|lies around' 'nothing was changed' -- rollbook trash restore tom
sed -i '/^leavers/d; s,^users:,users:\n  tom: { name: Tom\, mail: restore },' rollbook.yaml
expect 3 'nested-home' -- rollbook apply --yes
run=$(rollbook history --format json |
  jq '[.runs[] | select(.summary.remove == 1)][0].run')
expect 3 'nested-home' -- rollbook undo "$run" --yes
nest kim@y.example kim-y
expect 0 'brought back' -- rollbook trash restore tom

# Nor does another mail folder inside the one that the store has already.
sed -i 's,^mail:.*,mail: maildir:mail/kim-y/%n,; s,^users:,users:\n  zoe: { name: Zoe },' rollbook.yaml
expect 1 'mail-home-nested' 'keeps mail already' -- rollbook apply --yes
