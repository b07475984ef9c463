# Mail to a sub-address of an alias was answered by nobody, and arrived twice where its account sends
# on to the own group; it is answered once, and arrives once.
manifest <<'Y'
rollbook: 1
domain: school.example
store: sqlite:db/rollbook.db
policy: { minimum-admins: 0 }
groups: { staff: { address: staff }, club: { address: club } }
users:
  ann: { aliases: [annie], autoresponder: { subject: away, message: 'costs ${{5}}' } }
  bob: { aliases: [bobby], autoresponder: { subject: away, message: bye, keep: false } }
  cid: { aliases: [cidney], group: staff, forward: { to: [staff] } }
  dee: { group: club, forward: { to: [staff] } }
  eve: { aliases: [evie], group: staff, forward: { to: [club] } }
Y
expect 0 -- rollbook init
expect 0 -- rollbook apply --yes

# What went to a sender outside.
answers() {
  grep -ls "^X-Sink-To: $1\$" "$SINK"/* | wc -l
}

deliveries() {
  local n=0 to
  for to in ann annie+x annie ann+x; do
    n=$((n + 1))
    letter "$to@school.example" "a$n" | send x@away.example "$to@school.example"
  done
  letter bobby+x@school.example b | send y@away.example bobby+x@school.example
  letter everybody+x@school.example other | send z@away.example annie+x@school.example
  for to in cidney+x evie+x staff+x dee+x; do
    letter "$to@school.example" "$to" | send x@away.example "$to@school.example"
  done
  settle
  same 'answers to x' 1 "$(answers x@away.example)"
  same 'answers to y' 1 "$(answers y@away.example)"
  same 'answers to z' 0 "$(answers z@away.example)"
  grep -qs '^costs \${5}' "$SINK"/* || fail 'what looks like a variable is not sent as it stands'
  same ann 'a1 a2 a3 a4 other' "$(subjects ann)"
  same bob '' "$(subjects bob)"
  for to in cid dee eve; do
    same "$to" 'cidney+x dee+x evie+x staff+x' "$(subjects "$to")"
  done
}
beside_mail_server deliveries
expect 0 'answers' -- rollbook route annie+x
expect 0 'discards' -- rollbook route bobby+x
