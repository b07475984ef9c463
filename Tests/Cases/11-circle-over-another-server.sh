# An address outside that sends everything back filled the own mailbox with 48 copies; what came back
# is kept once, and the third time is refused as a loop.
manifest <<'Y'
rollbook: 1
domain: school.example
store: sqlite:db/rollbook.db
policy: { minimum-admins: 0 }
users:
  ann: { forward: { to: [far@away.example] } }
  cid: { forward: { to: [dee] } }
  dee: { forward: { to: [away@away.example], keep: false } }
Y
expect 0 -- rollbook init
expect 0 -- rollbook apply --yes

# echo_of OUTSIDE NAME: sends back to NAME what came to OUTSIDE, until nothing comes any more.
echo_of() {
  local round file answer
  for ((round = 0; round < 12; round++)); do
    settle
    file=$(grep -ls "^X-Sink-To: $1@" "$SINK"/* | head -n 1) || return 0
    answer=$(sed '/^X-Sink-/d' "$file" | send x@away.example "$2@school.example")
    printf '%s again: %s\n' "$2" "$answer"
    rm "$file"
    [[ $answer == 250* || $answer == '550 5.4.6 '* ]] || fail "$2: $answer"
  done
  fail "$2: mail goes round and round"
}

deliveries() {
  letter ann@school.example one | send x@away.example ann@school.example
  echo_of far ann
  same ann 'one one' "$(subjects ann)"
  letter cid@school.example two | send x@away.example cid@school.example
  echo_of away cid
  same cid 'two two' "$(subjects cid)"
  # Many messages of one Message-ID are no circle.
  local n
  for n in 1 2 3 4; do
    letter ann@school.example "scan$n" 'Message-ID: <scan@away.example>' |
      send x@away.example ann@school.example
  done
  settle
  same ann 'one one scan1 scan2 scan3 scan4' "$(subjects ann)"
}
beside_mail_server deliveries
