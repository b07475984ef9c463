# A scoped file made a pupil postmaster, abuse or headteacher by an alias: role names are the site's, and out of a scope.

manifest <<'Y'
rollbook: 1
domain: school.example
domains: { school.example: {}, trust.example: {} }
store: sqlite:rollbook.db
include: [seven.yaml]
policy: { role-names: [headteacher, Office] }
groups: { staff: {}, year-7: {} }
users:
  head: { group: staff, aliases: [postmaster, abuse, headteacher, root] }
  office: { group: staff }
Y
seven() { printf 'scope: { groups: [year-7] }\n%s\n' "$1" >seven.yaml; }

for name in info marketing sales support abuse noc security postmaster hostmaster usenet news \
  webmaster www uucp ftp root admin administrator headteacher; do
  seven "users: { ann: { group: year-7, aliases: [$name@trust.example] } }"
  expect 1 "seven.yaml:2:.*$name@trust.example is a role of the whole site.*\[role-outside-scope\]" \
    -- rollbook check
done
seven 'users: { ann: { group: year-7, aliases: [HostMaster] } }'
expect 1 'hostmaster@school.example is a role' -- rollbook check
seven 'users: { webmaster: { group: year-7 } }'
expect 1 'role-outside-scope' -- rollbook check
seven 'users: { ann: { group: year-7, was: admin } }'
expect 1 'admin@school.example was a role' -- rollbook check
sed -i 's/^groups.*/groups: { staff: {} }/' rollbook.yaml
seven 'groups: { year-7: { address: news } }'
expect 1 'seven.yaml:2:.*news@school.example is a role' -- rollbook check
sed -i 's/^groups.*/groups: { staff: {}, year-7: {} }/' rollbook.yaml
printf 'id,extra\nann,ftp\nsupport,\n' >pupils.csv
seven 'rosters: [{ csv: pupils.csv, account: "{id}", group: year-7, aliases: ["{extra}@trust.example"], where: { extra: ftp } }]'
expect 1 'pupils.csv:2:5: error: ftp@trust.example is a role' -- rollbook check
seven 'rosters: [{ csv: pupils.csv, account: "{id}", group: year-7 }]'
expect 1 'pupils.csv:3:1: error: support@school.example is a role' -- rollbook check
seven 'users: { ann: { group: year-7, aliases: [ann.info, admin2] } }'
expect 0 '!role-outside-scope' -- rollbook check
expect 0 'RFC 2142' -- rollbook explain role-outside-scope
