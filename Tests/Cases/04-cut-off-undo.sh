# An undo, an erasure or a restore that was cut off near its end did not know itself when it was
# asked for once more, and an account stayed deferred; now the same command goes on to the end.
sql() { sqlite3 rollbook.db "$@"; }
# The next write of this kind fails, and the run with it, as if it was killed there.
cut() {
  sql "CREATE TRIGGER cut BEFORE $1 BEGIN SELECT RAISE(ABORT, 'cut off'); END"
  shift
  ! "$@" >/dev/null 2>&1 || fail "$* was not cut off"
  sql "DROP TRIGGER cut"
  [[ $(sql "SELECT count(*) FROM run WHERE outcome = 'unfinished'") == 1 ]] || fail "no run is open"
}
# Nobody is deferred, no run is open, and these accounts live.
lives() {
  [[ $(sql "SELECT count(*) FROM run WHERE outcome = 'unfinished'") == 0 ]] || fail "a run is open"
  local found
  found=$(sql "SELECT group_concat(substr(address, 1, instr(address, '@') - 1), ' ') FROM
    (SELECT address FROM account WHERE NOT is_leaving ORDER BY address)")
  [[ $found == "$*" ]] || fail "there live $found, not $*"
}
# Run 1 adds ann, run 2 bob and tom.
two_runs() {
  rm -rf rollbook.yaml rollbook.db* mail
  manifest <<'M'
rollbook: 1
domain: school.example
store: sqlite:rollbook.db
policy: { minimum-admins: 0, max-removals: [100%] }
users: { ann: {} }
M
  rollbook init >/dev/null
  rollbook apply --yes >/dev/null
  sed -i 's/ann: {}/ann: {}, bob: {}, tom: {}/' rollbook.yaml
  rollbook apply --yes >/dev/null
}
last="INSERT ON trash WHEN NEW.name LIKE 'tom@%'" first="INSERT ON trash WHEN NEW.name LIKE 'bob@%'"
end="UPDATE OF outcome ON run"

# The same undo goes on, wherever it was cut off.
for moment in "$last" "$first" "$end"; do
  two_runs
  cut "$moment" rollbook undo 2 --yes
  expect 0 -- rollbook undo 2 --yes
  lives ann
done
# What is done is told as before.
expect 1 'has taken run 2 back already' -- rollbook undo 2 --yes
# The undo of it is cut off in turn, and goes on.
cut "$end" rollbook undo 3 --yes
expect 0 -- rollbook undo 3 --yes
lives ann bob tom
# An undo, or an apply, that was cut off can be taken back at once.
two_runs
cut "$last" rollbook undo 2 --yes
expect 0 -- rollbook undo 3 --yes
lives ann bob tom
two_runs
sed -i 's/bob: {}, tom: {} }/bob: {} }\nleavers: [tom]/' rollbook.yaml
cut "$last" rollbook apply --yes --allow shrunken-source:rollbook.yaml
expect 0 -- rollbook undo 3 --yes
lives ann bob tom

# bob and tom lie in the trash with mail.
purged() {
  two_runs
  deliver "$(home_of bob)" 2
  deliver "$(home_of tom)" 3
  sed -i 's/, bob: {}, tom: {} }/ }\nleavers: [{ account: bob, purge: true }, { account: tom, purge: true }]/' rollbook.yaml
  rollbook apply --yes >/dev/null
}
erase() {
  local names=() name
  for name in "$@"; do names+=(--erase-before-hold "$name"); done
  rollbook trash empty --yes "${names[@]}"
}
forgotten() {
  [[ $(sql "SELECT count(*) FROM trash WHERE name LIKE '$1@%'") == 0 ]] || fail "$1 is in the trash"
  ! sql .dump | grep -E "($1@school.example|run_step.*sha256)" | grep -v "'spent_leaver'" || fail "$1 is known"
}
for moment in "DELETE ON trash WHEN OLD.name LIKE 'tom@%'" "$end"; do
  purged
  cut "$moment" erase tom
  expect 1 'the trash holds no tim' -- erase tim
  expect 0 'nothing was left to erase' -- erase tom
  forgotten tom
  lives ann
  purged
  cut "$moment" erase bob 'tom#3'
  expect 1 'the trash holds no tim' -- erase bob tom tim
  expect 0 -- erase bob 'tom#3'
  forgotten tom && forgotten bob
  lives ann
done
purged
cut "DELETE ON trash WHEN OLD.name LIKE 'bob@%'" erase bob tom
expect 0 'erased 1 item' -- erase bob tom
forgotten tom && forgotten bob
# Once another run has closed it, nothing tells the name any more.
purged
cut "$end" erase tom
rollbook trash restore bob >/dev/null
expect 1 'the trash holds no tom' -- erase tom
forgotten tom
# What is past its hold.
purged
sql 'UPDATE trash SET held_until = 0'
cut "$end" rollbook trash empty --yes
expect 0 'nothing was left to erase' -- rollbook trash empty --yes
lives ann

# A restore, under its own name or another.
purged
cut "$end" rollbook trash restore tom
expect 0 'brought back tom@school.example' -- rollbook trash restore tom
lives ann tom
cut "$end" rollbook trash restore bob --as bert
expect 0 'brought back bert@school.example' -- rollbook trash restore bob --as bert
lives ann bert tom
# One that the store refuses: the account is gone again, and its mail lies where it was.
purged
sql "CREATE TRIGGER refuse BEFORE DELETE ON trash BEGIN SELECT RAISE(ABORT, 'refused'); END"
expect 1 'refused' -- rollbook trash restore tom
lives ann
sql "DROP TRIGGER refuse"
expect 0 'brought back tom@school.example#3 with 3 messages' -- rollbook trash restore tom
lives ann tom

# A full disk, with so many KiB left on it.
if unshare --mount true 2>/dev/null; then
  purged
  rollbook undo 3 --yes >/dev/null
  site=$PWD
  export -f fail expect
  full() {
    unshare --mount bash -euo pipefail -c '
      site=$1 free=$2; shift 2
      mount -t tmpfs -o size=6m none /mnt && cp -a "$site/." /mnt && cd /mnt
      left=$(df --output=avail -k . | tail -1)
      head -c $(((left - free) * 1024)) /dev/zero >filler
      status=0; rollbook "$@" >said 2>&1 || status=$?
      rm -f filler
      [[ $status == 0 ]] || expect 0 -- rollbook "$@"
      sqlite3 rollbook.db "SELECT count(*) FROM run WHERE outcome = '\''unfinished'\''" >"$site/open"
      sqlite3 rollbook.db "SELECT count(*) FROM account WHERE is_leaving" >>"$site/open"
      ' - "$site" "$@"
    [[ $(cat open) == $'0\n0' ]] || fail "a run is open, or a mark is left"
  }
  for free in 12 40; do full "$free" undo 4 --yes; done
  rollbook undo 4 --yes >/dev/null
  for free in 12 40; do full "$free" trash empty --yes --erase-before-hold tom; done
fi
