# A UTF-8 file declared windows-1252 gave `ZoÃ«`; it is an error at the first letter that would come out wrong.

# people ENCODING: a roster of people.csv that names the encoding.
people() {
  manifest <<YAML
rollbook: 1
domain: school.example
rosters: [ { csv: people.csv, encoding: $1, account: "{login}", name: "{name}" } ]
YAML
}

people windows-1252
printf 'login,name\nann,Ann\nzoe,Zo\303\253\njos,Jos\303\251\n' >people.csv
expect 1 '^people.csv:3:7: error: .*\[encoding-mismatch\]' 'write `encoding: utf-8`' -- rollbook check
[[ $(grep -c "\[encoding-mismatch\]" <<<"$output") == 1 ]] || fail 'told more than once'
people utf-8
expect 0 -- rollbook check

# A byte order mark, and a last letter that was cut off, are told as well.
people windows-1252
printf '\357\273\277login,name\nann,Ann\n' >people.csv
expect 1 '^people.csv:1:1: error: .*\[encoding-mismatch\]' -- rollbook check
printf 'login,name\nzoe,Zo\303\253\nann,Ann\303' >people.csv
expect 1 '^people.csv:2:7: error: .*\[encoding-mismatch\]' -- rollbook check

# What is windows-1252 is read as such, and a byte that it does not have is told.
printf 'login,name\nzoe,Zo\353\nann,\200 \223Ann\224\n' >people.csv
expect 0 -- rollbook check
printf 'login,name\nzoe,Zo\201\n' >people.csv
expect 1 '^people.csv:2:7: error: .*\[invalid-encoding\]' 'save the file as UTF-8' -- rollbook check

# The other way round the help says windows-1252 only where all of the file may be that.
people utf-8
printf 'login,name\nzoe,Zo\353\n' >people.csv
expect 1 '^people.csv:2:7: error: .*\[invalid-encoding\]' 'say `encoding: windows-1252`' -- rollbook check
printf 'login,name\nzoe,Zo\303\253\njos,Jos\351\n' >people.csv
expect 1 '^people.csv:3:8: error: .*\[invalid-encoding\]' '!say `encoding: windows-1252`' -- \
  rollbook check

# UTF-16, with its mark and without.
printf '\377\376l\0o\0,\0n\0\n\0' >people.csv
expect 1 '^people.csv:1:1: error: .*\[utf-16\]' 'save it as UTF-8' -- rollbook check
printf 'l\0o\0,\0n\0\n\0' >people.csv
expect 1 '^people.csv:1:1: error: .*\[utf-16\]' -- rollbook check

# A joined file has an encoding of its own.
printf 'login\nann\nzoe\n' >people.csv
printf 'login,name\nann,Ann\nzoe,Zo\303\253\n' >names.csv
manifest <<'YAML'
rollbook: 1
domain: school.example
rosters:
  - csv: people.csv
    account: "{login}"
    name: "{n.name}"
    join: [ { csv: names.csv, as: n, encoding: windows-1252, match: { login: login } } ]
YAML
expect 1 '^names.csv:3:7: error: .*\[encoding-mismatch\]' -- rollbook check
