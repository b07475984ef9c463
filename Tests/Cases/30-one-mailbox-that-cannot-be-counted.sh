# One mailbox that cannot be counted stopped `list` whole; now the good rows stand, the bad one has
# no figures and says why, and the exit status is 1.
manifest <<'END'
rollbook: 1
domain: school.example
store: sqlite:rollbook.db
users: { ann: {}, bob: {}, cid: {} }
END
expect 0 -- rollbook init
expect 0 -- rollbook apply --yes
deliver "$(home_of ann)" 3
deliver "$(home_of bob)" 2
new=$(home_of bob)/Maildir/new
mv "$new" elsewhere
ln -s "$PWD/elsewhere" "$new"
expect 1 'ann@school.example +[^ ]* +3 ' 'bob@school.example +- +-$' 'cid@school.example +0 ' \
  'error: cannot count the mail in .*bob' -- rollbook list
expect 1 '"messages" : null' '"problem" : "cannot count the mail' -- rollbook list --format json
rm "$new"
mv elsewhere "$new"
expect 0 'bob@school.example +2 ' -- rollbook list

# Sizes that no disk holds are what somebody made up: the files themselves tell.
for i in $(seq 12); do
  touch "$(home_of cid)/Maildir/new/$i.M1P$i.host,S=999999999999999999" 2>/dev/null ||
    { deliver "$(home_of cid)" 0; touch "$(home_of cid)/Maildir/new/$i.M1P$i.host,S=999999999999999999"; }
done
expect 0 'cid@school.example +12 +0 B' -- rollbook list
