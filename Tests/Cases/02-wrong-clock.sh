# A run at a wrong clock ended holds at once, or disarmed the doubt about the clock; such a run is
# refused, and a hold never ends before one that begins with the latest run.
site() {
  rm -rf rollbook.yaml rollbook.db* mail
  manifest <<'M'
rollbook: 1
domain: school.example
store: sqlite:rollbook.db
policy: { minimum-admins: 0, max-removals: [100%], hold: 30d }
users: { tom: {}, ann: {} }
M
  rollbook init >/dev/null
  rollbook apply --yes >/dev/null
  deliver "$(home_of tom)" 3
  deliver "$(home_of ann)" 1
}
leavers() {
  sed -i '/^users/d' rollbook.yaml
  printf 'users: { ann: { comment: %s } }\nleavers: [{ account: tom, purge: true }]\n' "$1" >>rollbook.yaml
}
day() { date -u -d "$1" +%F; }
wrong='nothing was changed' named='refused by clock'

# A clock at 2000: refused in plan and apply, with the words to paste.
site
leavers x
for command in 'plan' 'apply --yes'; do
  expect 3 "$wrong" "$named" 'to allow it: --allow clock:2000-01-01' -- at 2000-01-01 rollbook $command
done
expect 0 '^ *1 ' !'^ *2 ' -- rollbook history
# Another day is no consent, nor is anything that is no guard.
expect 3 "$named" -- at 2000-01-01 rollbook apply --yes --allow clock:2000-01-02
# Even with consent the hold goes by the latest run.
expect 0 '1 removed' -- at 2000-01-01 rollbook apply --yes --allow clock:2000-01-01
expect 0 "$(day '+30 days')|$(day '+29 days')" -- rollbook trash
expect 0 'nothing is past its hold' -- rollbook trash empty --yes
expect 0 'clock:2000-01-01' -- rollbook history 2
# The right clock is now far ahead, which is said once.
sed -i 's/comment: x/comment: y/' rollbook.yaml
expect 3 "$named" "clock:$(day now)" -- rollbook apply --yes
expect 0 -- rollbook apply --yes --allow "clock:$(day now)"
sed -i 's/comment: y/comment: z/' rollbook.yaml
expect 0 -- rollbook apply --yes

# Ahead: nobody disarms it, neither by an apply nor by any other run, killed or not.
site
leavers x
expect 0 -- rollbook apply --yes
sed -i 's/comment: x/comment: y/' rollbook.yaml
for jump in '+91 days' '+20 years'; do
  expect 3 "$named" -- at "$jump" rollbook plan
  expect 3 "$named" -- at "$jump" rollbook apply --yes
  expect 3 "$named" -- at "$jump" rollbook undo 2 --yes
  expect 3 "$named" "clock:$(day "$jump")" -- at "$jump" rollbook trash restore tom
  expect 3 "$named" 'refused by trash-erasure' -- at "$jump" rollbook trash empty --yes
  expect 3 "$named" -- at "$jump" rollbook trash empty --yes --allow trash-erasure:1
  expect 3 "$named" -- at "$jump" rollbook trash empty --yes --erase-before-hold tom
done
for jump in '-1 hour' '-2 days'; do
  expect 3 "$named" -- at "$jump" rollbook apply --yes
  expect 3 "$named" -- at "$jump" rollbook undo 2 --yes
  expect 3 "$named" -- at "$jump" rollbook trash restore tom
  expect 3 "$named" -- at "$jump" rollbook trash empty --yes --erase-before-hold tom
done
expect 0 '^ *2 ' !'^ *3 ' -- rollbook history
# A run that was cut off is closed by the refused one, which is not on record as a moment seen.
sqlite3 rollbook.db "UPDATE run SET outcome = 'unfinished', finished = NULL WHERE number = 2"
expect 3 "$named" -- at '+91 days' rollbook apply --yes
expect 3 "$named" -- at '+91 days' rollbook trash empty --yes --allow trash-erasure:1
# A few minutes are let pass; a plan with nothing to do is no run.
expect 0 -- at '-2 minutes' rollbook apply --yes
expect 0 'warning: the clock says' 'in sync' -- at '+200 days' rollbook plan
expect 0 'in sync' -- at '+200 days' rollbook apply --yes
expect 0 '^ *3 ' !'^ *4 ' -- rollbook history

# After the summer: one consent, by an option or in the manifest, and all goes on.
sed -i 's/comment: y/comment: autumn/' rollbook.yaml
sed -i '/^policy/s/ }/, time-zone: UTC }/' rollbook.yaml
cat >>rollbook.yaml <<M
approvals: [{ guard: clock, name: $(day '+120 days'), until: $(day '+120 days'), by: grace, reason: summer }]
M
expect 3 "$named" -- at '+119 days' rollbook apply --yes
expect 0 'approved by grace: summer' -- at '+120 days' rollbook apply --yes
expect 0 'erased 1 item' -- at '+120 days' rollbook trash empty --yes
sed -i 's/name: 20/name: x20/' rollbook.yaml
expect 1 'invalid-date' -- rollbook check

# The trash after the summer, without an apply before it.
site
leavers x
expect 0 -- rollbook apply --yes
expect 3 'refused by clock' -- at '+120 days' rollbook trash empty --yes --allow trash-erasure:1
expect 0 'erased 1 item' -- at '+120 days' rollbook trash empty --yes \
  --allow trash-erasure:1 --allow "clock:$(day '+120 days')"
expect 64 'clock:DAY' -- rollbook trash empty --allow seats:1
