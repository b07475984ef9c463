# An open IMAP session went on after its account or group was disabled, or its password changed; it
# must end with the apply that takes this away, and where it can't be ended the apply must say so.

((EUID == 0)) || skip "a private mail server needs root"
[[ -x /usr/sbin/dovecot && -x /usr/sbin/postfix ]] || skip "Dovecot and Postfix are not installed"

hash='{SHA256}K7gNU3sdo+OL0wNhqoVWhr3g6s1xYv72ol/pe/Unols='
write() {
  manifest <<YAML
rollbook: 1
domain: s.example
store: sqlite:db/rollbook.db
policy: { minimum-admins: 0, max-removals: [100%] }
groups: { year-7: { enabled: $1 }, gone: { enabled: false } }
users:
  ann: { password: "$2", enabled: $3 }
  bob: { password: "$hash", group: $4 }
  cid: { password: "$hash" }
  dee: { group: year-7 }
YAML
}
chmod 755 .
write true "$hash" true year-7
expect 0 -- rollbook init
expect 0 -- rollbook apply --yes

cat >story.sh <<'STORY'
set -euo pipefail
source "$CASES/expect.bash"
logged_in() {
  exec {client}<>"/dev/tcp/127.0.0.1/$IMAP_PORT"
  local line
  read -r -t 10 line <&"$client"
  printf 'a LOGIN %s@s.example secret\r\n' "$1" >&"$client"
  while read -r -t 10 line <&"$client"; do [[ $line != "a OK"* ]] || return 0; done
  fail "$1 cannot log in: $line"
}
# goes_on CLIENT: whether the server still answers, within a moment.
goes_on() {
  local line
  printf 'b NOOP\r\n' >&"$1" 2>/dev/null || return 1
  while read -r -t 3 line <&"$1"; do [[ $line != "b OK"* ]] || return 0; done
  return 1
}
# ends WHO WHAT: the manifest that was written ends the session of WHO, and not that of cid.
ends() {
  logged_in "$1"; mine=$client
  logged_in cid; other=$client
  expect 0 -- rollbook apply --yes
  ! goes_on "$mine" || fail "$1 is still connected: $2"
  goes_on "$other" || fail "cid was thrown out: $2"
  exec {mine}>&- {other}>&-
}
write true "$hash" false year-7;  ends ann "disabled"
write true "$hash" true year-7;   expect 0 -- rollbook apply --yes
other_hash='{SHA256}XohImNooBHFR0OVvjcYpJ3NgPQ1qq73WKhHvch0VQtg='
write true "$other_hash" true year-7; ends ann "another password"
write true "$hash" true year-7;   expect 0 -- rollbook apply --yes
write false "$hash" true year-7;  ends bob "group disabled"
write true "$hash" true year-7;   expect 0 -- rollbook apply --yes
write true "$hash" true gone;     ends bob "moved into a disabled group"

# Where Dovecot cannot be asked, that is told, with who is meant.
mkdir bin
printf '#!/bin/sh\necho "Fatal: no permission for that" >&2\nexit 75\n' >bin/doveadm
chmod +x bin/doveadm
write true "$other_hash" true gone
PATH=$PWD/bin:$PATH expect 0 'warning: open sessions could not be ended: doveadm.* ann@s.example' \
  -- rollbook apply --yes
STORY
export -f write manifest
export hash
expect 0 -- "$PROJECT/Scripts/with-mail-server" -- bash story.sh
