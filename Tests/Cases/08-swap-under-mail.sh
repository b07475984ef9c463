# Mail that was accepted while two accounts swapped names came to the other person; names that change
# hands must be shut (450) before the queue is looked at, also for a sender who is slow, and open again
# whatever becomes of the apply.

((EUID == 0)) || skip "a private mail server needs root"
[[ -x /usr/sbin/dovecot && -x /usr/sbin/postfix ]] || skip "Dovecot and Postfix are not installed"

# write ANN BOB ALIAS-OWNER: users ann and bob, with what follows their names.
write() {
  manifest <<YAML
rollbook: 1
domain: s.example
store: sqlite:db/rollbook.db
policy: { minimum-admins: 0 }
users:
  ann: { $1 }
  bob: { $2 }
  cid: {}
YAML
}
chmod 755 .
write 'aliases: [office]' ''
expect 0 -- rollbook init
expect 0 -- rollbook apply --yes
home_of_ann=$(home_of ann)
home_of_bob=$(home_of bob)

cat >story.sh <<'STORY'
set -euo pipefail
source "$CASES/expect.bash"
connect() {
  exec {client}<>"/dev/tcp/127.0.0.1/$SMTP_PORT"
  hear
  say "EHLO client.example"
  say "MAIL FROM:<x@out.example>"
}
hear() {
  while read -r -t 20 answer <&"$client"; do [[ ${answer:3:1} == - ]] || return 0; done
  fail "no answer from Postfix"
}
say() {
  printf '%s\r\n' "$1" >&"$client"
  hear
}
# until_held NAME: waits until the name is shut.
until_held() {
  for ((i = 0; i < 100; i++)); do
    connect
    say "RCPT TO:<$1@s.example>"
    exec {client}>&-
    [[ $answer != 450* ]] || return 0
    sleep 0.1
  done
  fail "$1 is not shut while it changes hands: $answer"
}
# delivered HOME: waits until the message is there.
delivered() {
  for ((i = 0; i < 100; i++)); do
    ! grep -qrs 'Subject: slow' "$1/Maildir/new" || return 0
    sleep 0.1
  done
  fail "the message did not come to $1"
}

# A slow sender holds up a swap; without the time for it nothing is changed, and the names are open.
connect; slow=$client
say "RCPT TO:<ann@s.example>"
[[ $answer == 250* ]] || fail "$answer"
write 'was: bob' 'was: ann, aliases: [office]'
expect 1 'nothing was changed: .*slow sender.*ann@s.example, bob@s.example' -- \
  rollbook apply --yes --drain-timeout 0s
expect 0 '!run 2' -- rollbook history
connect; say "RCPT TO:<ann@s.example>"; exec {client}>&-
[[ $answer == 250* ]] || fail "ann stays shut: $answer"

# Meanwhile the names are shut, others are not, and the message reaches who had the name.
rollbook apply --yes >apply.log 2>&1 &
until_held ann
connect; say "RCPT TO:<cid@s.example>"; exec {client}>&-
[[ $answer == 250* ]] || fail "cid is shut too: $answer"
client=$slow
say "DATA"
say $'Subject: slow\r\n\r\nhello\r\n.'
[[ $answer == 250* ]] || fail "$answer"
wait %1 || fail "apply: $(cat apply.log)"
delivered "$home_of_ann"
connect; say "RCPT TO:<ann@s.example>"; exec {client}>&-
[[ $answer == 250* ]] || fail "ann stays shut: $answer"

# So it is with an alias that goes to somebody else; and a killed apply leaves nothing shut.
connect; slow=$client
say "RCPT TO:<cid@s.example>"
write 'aliases: [office]' 'aliases: []'
rollbook apply --yes >apply.log 2>&1 &
until_held office
kill -9 %1
wait %1 || true
client=$slow
say "RSET"
exec {slow}>&-
expect 0 -- rollbook apply --yes
connect; say "RCPT TO:<office@s.example>"; exec {client}>&-
[[ $answer == 250* ]] || fail "office stays shut: $answer"
STORY
export -f write manifest
export home_of_ann home_of_bob
expect 0 -- "$PROJECT/Scripts/with-mail-server" -- bash story.sh
