# Helps named what does not work, or is not there; what a help says works when it is typed.
base='rollbook: 1
domain: school.example
store: sqlite:rollbook.db
'

# A catch-all is told that there is none.
manifest <<<"$base"'users: { head: { aliases: ["*@school.example"] } }'
expect 1 '^rollbook.yaml:4:28: error: .*there is no catch-all \[invalid-name\]' '!built-in' -- rollbook check

# A file without a row of names is told so, and nothing empty or a person's is named.
printf '7,,ann@school.example\n8,x,bob@school.example\n' >people.csv
manifest <<<"$base"'rosters: [ { csv: people.csv, account: "{n}" } ]'
expect 1 'the first row must name the columns' '!did you mean ``' '!ann@' -- rollbook check
printf 'login,,room\nann,,1\n' >people.csv
expect 1 'no column `n`' '!did you mean ``' -- rollbook check

# A row with one field too many is shown, as somebody must find the comma.
printf 'login,name\nann,Ann Lee\nbob,Ray, Bob\n' >people.csv
manifest <<<"$base"'rosters: [ { csv: people.csv, account: "{login}", name: "{name}" } ]'
expect 1 '^people.csv:3:9: error: .*\[ragged-row\]' '3 \| bob,Ray, Bob' 'quote the field' -- rollbook check
printf 'login,name\nann,Ann Lee\nbob,"Ray, Bob"\n' >people.csv
expect 0 -- rollbook check
printf 'login,name\nann,Ann Lee\neve,Eve\ntom,Tom\njim,Jim\nbob,Ray,Bob\n' >people.csv
expect 1 '^people.csv:6:9: error: .*\[ragged-row\]' '6 \| bob,Ray,Bob' -- rollbook check
# A column whose name is missing may hold secrets, and the help says what is hidden.
printf 'login,name\nann,Ann Lee,hunter2\nbob,Bob Ray,hunter3\n' >people.csv
expect 1 '\[ragged-row\]' '!hunter' '\*\*\* is what no column is named for' -- rollbook check

# Two people of one name: nobody is to be removed, and the way out leaves everybody else alone.
printf 'name,grade,number\nJohn Smith,7,41\nAnn Lee,8,42\nJohn Smith,8,43\n' >people.csv
manifest <<<"$base"'rosters: [ { csv: people.csv, account: "{name|slug}" } ]'
expect 1 '^people.csv:4:1: error: .*\[duplicate-row\]' '`where: \{ number: \{ not: "43" \} \}`' \
  '!remove one' -- rollbook check
manifest <<<"$base"'rosters: [ { csv: people.csv, account: "{name|slug}", where: { number: { not: "43" } } } ]
users: { john.smith2: { name: John Smith } }'
expect 0 '3 users' -- rollbook check

# Nobody of a foreign domain is to be listed, and nobody is told to forward to oneself.
manifest <<<"$base"'users: { head: {} }
assert: { reaches: { jean@outlook.com: at-least 1 mailbox } }'
expect 1 '^rollbook.yaml:5:22: error: .*\[unknown-reference\]' '!under `users`' -- rollbook check
manifest <<<"$base"'users: { head: { forward: { to: [hed] } }, pa: {} }'
expect 1 'becomes known by listing it, `hed: \{\}` under `users`' '!did you mean' -- rollbook check
manifest <<<"$base"'users: { head: { forward: { to: [hed] } }, pa: {}, hed: {} }'
expect 0 -- rollbook check

# Lists that were written without brackets, and templates without quotes.
manifest <<<"$base"'policy: { protected: "svc *-admin" }
users: { head: {} }'
expect 1 'put it in brackets: \[svc, "\*-admin"\]' -- rollbook check
manifest <<<"$base"'policy: { protected: [svc, "*-admin"] }
users: { head: {} }'
expect 0 -- rollbook check
