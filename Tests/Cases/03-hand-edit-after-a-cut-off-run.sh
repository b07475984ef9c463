# A run cut off between the move of mail and the last word on its account, and a hand at the store
# meanwhile, blocked every writing command for ever; now the step is given up or its item adopted,
# the run is closed, and where the mail lies is told.
sql() { sqlite3 rollbook.db "$@"; }
fresh() {
  rm -rf rollbook.yaml rollbook.db* mail
  manifest <<'M'
rollbook: 1
domain: school.example
store: sqlite:rollbook.db
policy: { minimum-admins: 0, max-removals: [100%] }
users: { tom: {}, ann: {}, eve: {} }
M
  rollbook init >/dev/null
  rollbook apply --yes >/dev/null
  home=mail/$(sql "SELECT home FROM account WHERE address LIKE 'tom@%'")
  deliver "$home" 3
  deliver "$(home_of ann)" 1
  sed -i '/^users/d' rollbook.yaml
  printf 'users: { ann: {}, eve: { comment: x } }\nleavers: [{ account: tom, purge: true }]\n' >>rollbook.yaml
}
# Ends a run between the move and the last word, as a kill does.
cut_off() {
  sql "CREATE TRIGGER cut BEFORE INSERT ON trash BEGIN SELECT RAISE(ABORT, 'cut off'); END"
  expect 5 -- rollbook apply --yes
  sql "DROP TRIGGER cut"
  [[ -e mail/.trash/tom@school.example#2/mail/Maildir ]] || fail "the mail has not moved"
}
item='mail/.trash/tom@school.example#2'
# Every writing command works, and no mark is left.
all_is_well() {
  sed -i 's/comment: x/comment: y/' rollbook.yaml
  sed -i '/^leavers/d' rollbook.yaml
  expect 0 "$@" -- rollbook apply --yes --allow shrunken-source:rollbook.yaml
  expect 0 -- rollbook undo "$(sql 'SELECT max(number) FROM run')" --yes
  expect 0 -- rollbook trash empty --yes
  [[ $(sql "SELECT count(*) FROM run WHERE outcome = 'unfinished'") == 0 ]] || fail "a run is open"
  [[ $(sql 'SELECT count(*) FROM account WHERE is_leaving') == 0 ]] || fail "a mark is left"
}
# Mail is where the account is, and nothing is left in the trash.
came_back() {
  expect 0 '3' -- bash -c "ls '$home/Maildir/new' | wc -l"
  [[ ! -e $item ]] || fail "the item is left"
  [[ $(sql 'SELECT count(*) FROM trash') == 0 ]] || fail "the trash lists it"
}
tom="address = 'tom@school.example'"

# What a hand makes of the account that still stands: it stays.
for edit in "is_leaving = 0" "id = 'zzzzzzzz'" "address = 'thomas@school.example'" \
  "home = 'school.example/else'"; do
  fresh && cut_off
  sql "UPDATE account SET $edit WHERE $tom"
  expect 0 'next apply gives up' -- rollbook plan --allow shrunken-source:rollbook.yaml
  all_is_well 'somebody changed tom@school.example meanwhile: its mail is where it was, in school.example/tom-'
  came_back
done

# Somebody made a mailbox in its place besides: what was there stays in the trash, and is told.
fresh && cut_off
sql "UPDATE account SET is_leaving = 0 WHERE $tom"
rm -f "$home" && deliver "$home" 1
all_is_well "lies in .trash/tom@school.example#2 of the mail folder"
[[ -e $item/mail/Maildir ]] || fail "the mail is lost"
# The same while the account still leaves: mail came in.
fresh && cut_off
rm -f "$home" && deliver "$home" 1
expect 0 '1 removed' "lies in .trash/tom@school.example#2" -- rollbook apply --yes
[[ -e $item/mail/Maildir && -e mail/.trash/tom@school.example#3/mail/Maildir ]] || fail "mail is lost"

# The row is gone: the trash has a record of the mail, and it can come back.
for gone in "DELETE FROM account WHERE $tom" \
  "DELETE FROM account WHERE $tom; DELETE FROM given_id WHERE id NOT IN (SELECT id FROM account)"; do
  fresh && cut_off
  sql "$gone"
  expect 2 'completes tom@school.example' -- rollbook plan --detailed-exitcode
  sed -i '/^leavers/d' rollbook.yaml
  expect 0 'tom@school.example has no account any more: its mail is in the trash as tom@school.example#2' \
    -- rollbook apply --yes
  expect 0 'tom@school.example#2 .* 3 ' -- rollbook trash
  expect 0 'with 3 messages' -- rollbook trash restore tom
  expect 0 '3' -- bash -c "ls '$home/Maildir/new' | wc -l"
done
# Gone before the mail moved: it is left where it is, and told.
fresh && cut_off
rm -f "$home" && mv "$item/mail" "$home" && rm -r "$item"
sql "DELETE FROM account WHERE $tom"
all_is_well 'its mail is where it was, in school.example/tom-'
came_back

# While an apply runs.
for edit in "UPDATE account SET is_leaving = 0 WHERE id = NEW.id" \
  "UPDATE account SET address = 'thomas@school.example' WHERE id = NEW.id"; do
  fresh
  sql "CREATE TRIGGER hand AFTER UPDATE OF state ON run_step WHEN NEW.state = 'announced'
    BEGIN $edit; END"
  expect 4 'somebody changed the account meanwhile' -- rollbook apply --yes
  came_back
  sql "DROP TRIGGER hand"
  all_is_well
done
fresh
sql "CREATE TRIGGER hand AFTER UPDATE OF state ON run_step WHEN NEW.state = 'announced'
  BEGIN DELETE FROM account WHERE id = NEW.id; END"
expect 0 -- rollbook apply --yes
sql "DROP TRIGGER hand"
expect 0 'with 3 messages' -- rollbook trash restore tom
all_is_well

# The journal itself: a step that does not know what its mail did, one that is gone, a run that is.
fresh && cut_off
sql "UPDATE run_step SET state = 'due'"
expect 0 'completed first: tom' -- rollbook apply --yes
expect 0 'tom@school.example#2 .* 3 ' -- rollbook trash
for edit in "DELETE FROM run_step" "DELETE FROM run_step; DELETE FROM run WHERE number = 2"; do
  fresh && cut_off
  sql "$edit"
  sed -i '/^leavers/d; s/comment: x/comment: z/' rollbook.yaml
  rollbook apply --yes --allow shrunken-source:rollbook.yaml >/dev/null || true
  [[ $(sql 'SELECT count(*) FROM account WHERE is_leaving') == 0 ]] || fail "a mark is left"
  [[ -e $item/mail/Maildir ]] || fail "the mail is lost"
done
# A mark that no run has set goes with the next apply, though nothing else is to do.
fresh
sed -i '/^leavers/d; s/users: {/users: { tom: {},/' rollbook.yaml
rollbook apply --yes >/dev/null
sql "UPDATE account SET is_leaving = 1 WHERE $tom"
expect 0 -- rollbook apply --yes
[[ $(sql 'SELECT count(*) FROM account WHERE is_leaving') == 0 ]] || fail "a mark is left"

# The trash's record of an item, while it comes back: given up, and told where to look.
for edit in "DELETE FROM trash" "UPDATE trash SET name = 'tim@school.example'"; do
  fresh
  rollbook apply --yes >/dev/null
  sql "CREATE TRIGGER cut BEFORE DELETE ON trash BEGIN SELECT RAISE(ABORT, 'cut off'); END"
  ! rollbook trash restore tom || fail 'it came back'
  sql "DROP TRIGGER cut; $edit"
  all_is_well
  [[ -e $home/Maildir || -e $item/mail/Maildir ]] || fail "the mail is lost"
done
# Its name or its identity was taken meanwhile: the mail goes back to the trash, and can come back.
for edit in "INSERT INTO account (address, id, home) VALUES ('tom@school.example', 'yyyyyyyy', 'y')" \
  "INSERT INTO account (address, id, home) SELECT 'tim@school.example', id, home FROM trash"; do
  fresh
  rollbook apply --yes >/dev/null
  sql "CREATE TRIGGER cut BEFORE DELETE ON trash BEGIN SELECT RAISE(ABORT, 'cut off'); END"
  ! rollbook trash restore tom || fail 'it came back'
  sql "DROP TRIGGER cut; INSERT INTO given_id VALUES ('yyyyyyyy'); $edit"
  all_is_well
  [[ -e $item/mail/Maildir ]] || fail "the mail is lost"
  sql "DELETE FROM account WHERE id = 'yyyyyyyy' OR address LIKE 'tim@%'"
  expect 0 'with 3 messages' -- rollbook trash restore tom --as tommy
done

# A mail folder that is not mounted is no hand edit: nothing is given up, and nothing is lost.
fresh && cut_off
mv mail mail.away && mkdir mail
expect 1 'is not the mail folder of this store' -- rollbook plan
expect 1 'is not the mail folder of this store' -- rollbook apply --yes
rmdir mail && mv mail.away mail
expect 0 'completed first: tom' -- rollbook apply --yes
expect 0 'with 3 messages' -- rollbook trash restore tom

# A store from before a purge gives the number once more: the item there is no move of this mail.
fresh
mkdir ../before.$$ && cp rollbook.db* ../before.$$
rollbook apply --yes >/dev/null
rm rollbook.db* && mv ../before.$$/* . && rmdir ../before.$$
rm -f "$home" && deliver "$home" 2
expect 4 'the trash holds another tom@school.example#2 already' -- rollbook apply --yes
expect 0 '1 removed' -- rollbook apply --yes
[[ $(ls "$item/mail/Maildir/new" | wc -l) == 3 ]] || fail "the mail is lost"
