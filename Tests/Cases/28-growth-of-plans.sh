# Plans about mail that goes from one to another grew with the square of the site, or worse; four times the size takes four times the time.

# people N TEXT: N users, the text of each an awk expression in i and n; `to(…)` is a forward.
people() {
  awk -v n="$1" "
    function name(i) { return sprintf(\"u%06d\", i) }
    function to(names) { return \"forward: { to: [\" names \"], keep: \" keep \" }\" }
    function others(i, j, all) {
      all = \"\"
      for (j = 0; j < n; j++) if (j != i) all = all (all == \"\" ? \"\" : \", \") name(j)
      return all
    }
    BEGIN {
      keep = \"true\"
      ${3-}
      print \"users:\"
      for (i = 0; i < n; i++) print \"  \" name(i) \": { \" ($2) \" }\"
    }"
}

opening() {
  printf 'rollbook: 1\ndomain: school.example\nstore: sqlite:rollbook.db\nmail: maildir:mail/%%d/%%n-%%i\n'
  printf 'policy: { minimum-admins: 0, max-removals: [100%%] }\n'
}

# site: a new folder with the manifest of standard input applied.
site() {
  cd ..
  rm -rf site
  mkdir site
  cd site
  rollbook init . >/dev/null
  { opening; cat; } >rollbook.yaml
  rollbook apply --yes >/dev/null
}

# The least processor time of a command, in milliseconds: other work can only add to it.
cost() {
  local i best=999999 spent TIMEFORMAT='%3U'
  for i in 1 2 3; do
    spent=$({ time "$@" >output 2>&1 || true; } 2>&1)
    spent=$((10#${spent/./}))
    ((spent >= best)) || best=$spent
    # What is applied once is done.
    ((spent < 1000)) && [[ $2 != apply ]] || break
  done
  echo "$best"
}

# grows SHAPE N: makes the shape with `before N` and `after N`, and with 4 × N.
grows() {
  local small large
  site < <(before "$2")
  { opening; after "$2"; } >rollbook.yaml
  expect "${status:-3}" "${says:-edit-limit}" -- rollbook "${command[@]}"
  if [[ ${command[0]} == apply ]]; then
    site < <(before "$2")
    { opening; after "$2"; } >rollbook.yaml
  fi
  small=$(cost rollbook "${command[@]}")
  site < <(before $(($2 * 4)))
  { opening; after $(($2 * 4)); } >rollbook.yaml
  large=$(cost rollbook "${command[@]}")
  echo "$1: $2 in $small ms, $(($2 * 4)) in $large ms"
  ((large <= small * 6 + 150)) || fail "$1: $2 take $small ms, $(($2 * 4)) take $large ms"
}

command=(plan)
mkdir -p site
cd site
before() { people "$1" '""'; }

after() { people "$1" 'i + 1 < n ? to(name(i + 1)) : ""'; }
grows chain 500
command=(plan --format json)
says='"gains"' grows 'chain in JSON' 500
command=(plan)

after() { people "$1" 'to(name((i + 1) % n))'; }
grows circle 500

after() { people "$1" 'to(name((i + 1) % n)) ", assistant: { to: [" name((i + 1) % n) "] }"'; }
grows 'circle of assistants too' 100

# Twice as many people have four times as many ways.
after() { people "$((40 * $1 / 100))" 'to(others(i))'; }
before() { people "$((40 * $1 / 100))" '""'; }
site < <(before 100)
{ opening; after 100; } >rollbook.yaml
small=$(cost rollbook plan)
site < <(before 200)
{ opening; after 200; } >rollbook.yaml
large=$(cost rollbook plan)
echo "clique: 40 in $small ms, 80 in $large ms"
((large <= small * 6 + 150)) || fail "clique: 40 take $small ms, 80 take $large ms"

before() { printf 'groups: { all: { address: everybody } }\n'; people $(($1 * 2)) 'i % 2 ? "group: all" : ""'; }
after() { printf 'groups: { all: { address: everybody } }\n'; people $(($1 * 2)) 'i % 2 ? "group: all" : to("everybody")'; }
grows 'forwards to a large group' 200

many() { awk -v n="$1" 'BEGIN { for (i = 0; i < n; i++) printf "a%06d, ", i }'; }
before() { printf 'users:\n  box: { aliases: [%s] }\n' "$(many "$1")"; }
after() { printf 'users:\n  box: { aliases: [%s one-more] }\n' "$(many "$1")"; }
status=0 says='one-more' grows 'one alias more' 4000
command=(apply --yes)
status=0 says='run 2' grows 'one alias more, applied' 4000

# Who comes back from the trash is put among the others once, not one by one.
before() { people "$1" '""'; }
restored() {
  site < <(before "$1")
  { opening; printf 'users: { stays: {} }\nleavers:\n'; people "$1" '""' | sed -n 's/^  \(u[0-9]*\).*/  - \1/p'; } >rollbook.yaml
  rollbook apply --yes >/dev/null
  { opening; people "$1" '"mail: restore"'; } >rollbook.yaml
  expect 0 'comes back|adopt' -- rollbook plan
}
restored 200
small=$(cost rollbook plan)
restored 800
large=$(cost rollbook plan)
echo "mail: restore: 200 in $small ms, 800 in $large ms"
((large <= small * 6 + 150)) || fail "mail: restore: 200 take $small ms, 800 take $large ms"

# A circle that nobody keeps a copy in is told, and of a tangle of them some, one of which is new.
command=(check)
before() { printf 'users: {}\n'; }
after() { people "$1" 'to(name((i + 1) % n))' 'keep = "false"'; }
status=1 says=forwarding-circle grows 'ring without a copy' 1000
{ opening; people 60 'to(others(i))' 'keep = "false"'; } >rollbook.yaml
expect 1 'forwarding-circle' '^[12]?[0-9] errors' -- rollbook check
