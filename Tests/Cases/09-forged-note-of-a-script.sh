# Anybody could write the header by which scripts know a copy, and got past `assistant: only`; it is
# taken off whatever no script has sent.
manifest <<'Y'
rollbook: 1
domain: school.example
store: sqlite:db/rollbook.db
policy: { minimum-admins: 0 }
users:
  pa: {}
  boss: { assistant: { to: [pa], only: true } }
Y
expect 0 -- rollbook init
expect 0 -- rollbook apply --yes

deliveries() {
  local name header n=0
  for header in 'X-Sieve-Redirected-From: boss@school.example' \
    'x-sieve-redirected-from : boss@school.example' \
    $'X-Sieve-Redirected-From:\n boss@school.example' \
    $'no header\nX-Sieve-Redirected-From: boss@school.example'; do
    n=$((n + 1))
    letter boss@school.example "forged$n" "$header" | send x@away.example boss@school.example
  done
  # Pigeonhole redirects no Message-ID twice in one second; what it leaves must not come to the boss.
  for name in same1 same2 same3; do
    letter boss@school.example "$name" 'Message-ID: <same@away.example>' |
      send x@away.example boss@school.example
  done
  letter boss@school.example own | send pa@school.example boss@school.example
  settle
  same boss own "$(subjects boss)"
  same pa 'forged1 forged2 forged3 forged4 same1 same2 same3' "$(subjects pa)"
}
beside_mail_server deliveries
