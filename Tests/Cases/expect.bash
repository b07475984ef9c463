# What the cases are written with; each runs in an empty folder, under `set -euo pipefail`.

# Ends the case as failed, with the reason as its last line.
fail() {
  printf '%s\n' "$*" >&2
  exit 1
}

# Ends the case as skipped: what it needs is not to be had here.
skip() {
  printf '%s\n' "$*" >&2
  exit 77
}

# expect STATUS [PATTERN…] -- COMMAND…
#
# Runs the command, keeps both its outputs in $output, and fails the case unless it exits with
# STATUS and its output matches every PATTERN (an extended regular expression; with `!` before it,
# one that must not match).
expect() {
  local wanted=$1 patterns=() status=0 pattern
  shift
  while [[ $1 != -- ]]; do
    patterns+=("$1")
    shift
  done
  shift
  output=$("$@" 2>&1) || status=$?
  printf '$ %s\n%s\n[exit status %s]\n' "$*" "$output" "$status"
  [[ $status == "$wanted" ]] || fail "$*: exit status $status, not $wanted: ${output:0:300}"
  for pattern in ${patterns[@]+"${patterns[@]}"}; do
    if [[ $pattern == !* ]]; then
      ! grep -qE -e "${pattern#!}" <<<"$output" || fail "$*: says ${pattern#!}"
    else
      grep -qE -e "$pattern" <<<"$output" || fail "$*: does not say: $pattern"
    fi
  done
}

# Writes standard input as the manifest.
manifest() {
  cat >rollbook.yaml
}

# deliver HOME N [FOLDER]: puts N messages into a mail home, as the mail server would.
deliver() {
  local folder=$1/Maildir${3:+/.$3} i
  mkdir -p "$folder"/{cur,new,tmp}
  for ((i = 0; i < $2; i++)); do
    printf 'From: a@away.example\nSubject: %s\n\nhello\n' "$i" \
      >"$folder/new/$(date +%s).M$RANDOM${i}P$$.host"
  done
}

# The folder of an account's mail, relative to the manifest.
home_of() {
  rollbook list --format json |
    jq -r --arg name "$1" '.accounts[] | select(.account | startswith($name + "@")) | .maildir' |
    sed 's,/Maildir$,,'
}

# beside_mail_server FUNCTION: runs a function of the case beside a private Dovecot and Postfix over
# the store of the manifest here; it finds what is below, and what Scripts/with-mail-server exports.
beside_mail_server() {
  ((EUID == 0)) || skip "only root can start Dovecot and Postfix"
  local file
  for file in /usr/bin/sqlite3 /usr/sbin/dovecot /usr/sbin/postfix \
    /usr/lib/dovecot/modules/libdriver_sqlite.so /usr/lib/dovecot/modules/lib90_sieve_plugin.so \
    /usr/lib/postfix/postfix-sqlite.so; do
    [[ -e $file ]] || skip "there is no $file"
  done
  # The servers' users walk through the folders of the case.
  chmod o+x "$PWD/.." "$PWD"
  local name
  for name in $(compgen -A function); do export -f "${name?}"; done
  "$PROJECT/Scripts/with-mail-server" bash -euo pipefail -c "$1"
}

# Reads an answer by SMTP and prints its last line.
smtp_answer() {
  local line
  while IFS= read -r line <&3 && [[ ${line:3:1} == - ]]; do :; done
  printf '%s\n' "${line%$'\r'}"
}

# send FROM TO: gives the message on standard input to the mail server, and prints what it says to
# that, or why it does not take it.
send() {
  local command answer
  exec 3<>"/dev/tcp/127.0.0.1/$SMTP_PORT"
  smtp_answer >/dev/null
  for command in 'EHLO away.example' "MAIL FROM:<$1>" "RCPT TO:<$2>" DATA; do
    printf '%s\r\n' "$command" >&3
    answer=$(smtp_answer)
    [[ $answer == [23]* ]] || break
  done
  if [[ $answer == 354* ]]; then
    { sed 's/^\./../; s/$/\r/'; printf '.\r\n'; } >&3
    answer=$(smtp_answer)
  fi
  exec 3>&-
  printf '%s\n' "$answer"
}

# letter TO SUBJECT [HEADER…]: the text of a message.
letter() {
  printf 'From: x@away.example\nTo: %s\nSubject: %s\n' "$1" "$2"
  printf '%s\n' "${@:3}"
  printf '\nhello\n'
}

# Waits until the mail server's queue is empty.
settle() {
  local try quiet=0
  for ((try = 0; try < 200; try++)); do
    [[ -z $(/usr/sbin/postqueue -c "$ROLLBOOK_POSTFIX" -j) ]] && ((++quiet)) || quiet=0
    ((quiet < 2)) || return 0
    sleep 0.1
  done
  fail "mail stays in the queue: $(/usr/sbin/postqueue -c "$ROLLBOOK_POSTFIX" -p | tail -n 5)"
}

# subjects NAME: what lies in an account's inbox, sorted, in one line.
subjects() {
  grep -rhs '^Subject: ' "$(home_of "$1")"/Maildir/{new,cur} | sed 's/^Subject: //' | sort |
    paste -sd ' '
}

# same WHAT WANTED FOUND
same() {
  printf '%s: %s\n' "$1" "$3"
  [[ $3 == "$2" ]] || fail "$1: '$3', not '$2'"
}

# at WHEN COMMAND…: runs it by a clock that shows WHEN, such as `+91 days` or a time in UTC.
#
# Not by the wrapper of Debian's faketime: what it shares between processes goes by their numbers,
# and one that was killed leaves it to the next of its number.
at() {
  local time library
  time=$(date -u -d "$1" '+%Y-%m-%d %H:%M:%S')
  library=$(find /usr/lib -name libfaketime.so.1 -print -quit 2>/dev/null)
  [[ -n $library ]] || fail "faketime is missing: Scripts/install-dependencies --with-tests"
  shift
  local memory status errors try
  errors=$(mktemp)
  # Where processes begin and end at once faketime may fail to set itself up, before the command begins.
  for try in 1 2 3 4 5; do
    memory=/case-$$-$RANDOM$RANDOM status=0
    LD_PRELOAD=$library FAKETIME="@$time" FAKETIME_SHARED="$memory $memory" "$@" 2>"$errors" ||
      status=$?
    rm -f "/dev/shm$memory" "/dev/shm/sem.${memory#/}"
    grep -q '^libfaketime: ' "$errors" || break
    ((try < 5)) || break
  done
  cat "$errors" >&2
  rm -f "$errors"
  return $status
}
