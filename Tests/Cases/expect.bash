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
