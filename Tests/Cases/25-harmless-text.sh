# Values behind keys that are no keys were printed, arguments came out raw, and invisible characters stood in names: nothing secret is printed, and what is printed is harmless.

check_hides() {
  manifest
  for format in text json github sarif; do
    expect 1 '!hunter2' -- rollbook check --format $format
  done
}
check_hides <<'Y'
rollbook: 1
domain: school.example
users:
  ann: { pw: hunter2, quota: 5X }
  bea:
    kennwort: hunter2
    pin: |
      hunter2
    name: { code: hunter2 }
  cid: hunter2
groups: { staff: { defaults: { geheim: [hunter2] } } }
policy: { lockout: { key: hunter2 } }
token: hunter2
Y
expect 1 'quota: 5X' -- rollbook check
check_hides <<'Y'
rollbook: 1
domain: school.example
users: { ann: { name: Ann, pw: hunter2 ]
Y
printf 'id,kennwort,name\nann!,hunter2,Ann\n' >people.csv
check_hides <<'Y'
rollbook: 1
domain: school.example
rosters: [{ csv: people.csv, account: "{id}", name: "{name}" }]
Y
expect 1 'ann!,\*\*\*,Ann' -- rollbook check

# Arguments and names of files.
evil=$'x\e[2J\n::error::pwned\r'
plain() {
  ! grep -q "$(printf '\033\|\r')" <<<"$output" || fail "steers the terminal: $output"
  ! grep -q '^ *::error::' <<<"$output" || fail "is a command to a pipeline: $output"
}
manifest <<'Y'
rollbook: 1
domain: school.example
store: sqlite:rollbook.db
users: { ann: {} }
Y
rollbook init >/dev/null
for command in "check $evil" "check ::error::pwned" "fmt $evil" "plan -f $evil" "$evil" "plan --$evil" \
  "plan --store $evil" "plan --store sqlite:$evil" "plan --mail $evil" "plan --allow $evil" \
  "plan --operator $evil" "apply $evil" "route $evil" "messages $evil" "unlock $evil" "list --group $evil" \
  "list --sort $evil" "explain $evil" "trash restore $evil" "undo $evil" "history $evil" \
  "init --domain $evil" "plan --color $evil" "apply --drain-timeout $evil" "apply --lock-timeout $evil" \
  "server-config $evil" "server-config dovecot --mail-user $evil" "export --out /nowhere/$evil" \
  "trash restore ann --as $evil" "trash empty --erase-before-hold $evil" "trash empty --allow $evil"; do
  IFS=' ' read -r -d '' -a words <<<"$command" || true
  words[-1]=${words[-1]%$'\n'}
  output=$(rollbook "${words[@]}" 2>&1 </dev/null) || true
  [[ -n $output ]] || fail "says nothing: ${words[*]@Q}"
  plain
done
mkdir -- '::error::pwned' && printf 'rollbook:   1\nuserz: {}\n' >'::error::pwned/a.yaml'
output=$(rollbook fmt '::error::pwned/a.yaml' 2>&1)
plain
output=$(rollbook check '::error::pwned/a.yaml' 2>&1) || true
plain
printf 'users: {}\nx: 1\n' >$'a\e[2J.yaml'
for format in text json github sarif; do
  output=$(rollbook check --format $format $'a\e[2J.yaml' 2>&1) || true
  plain
done

# Characters that nobody sees.
for code in 3164 115F FFA0 034F 00AD 200B 200D FE0F 2028 202E 2066 2060 2800 000E0100 000E0041; do
  [[ ${#code} == 4 ]] && escape="\\u$code" || escape="\\U$code"
  for field in name comment; do
    manifest <<Y
rollbook: 1
domain: school.example
users: { ann: { $field: "An${escape}n" } }
Y
    expect 1 "$field holds a character that can't stand there" -- rollbook check
    printf 'id,name\nann,An%bn\n' "$escape" >people.csv
    manifest <<Y
rollbook: 1
domain: school.example
rosters: [{ csv: people.csv, account: "{id}", $field: "{name}" }]
Y
    expect 1 "$field holds a character that can't stand there" -- rollbook check
  done
done
printf 'rollbook: 1\ndomain: school.example\nusers: { ann: { name: "%b" } }\n' 'می\u200cخواهم ❤\ufe0f é' >rollbook.yaml
expect 0 -- rollbook check
