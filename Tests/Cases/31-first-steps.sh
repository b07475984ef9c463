# What somebody types first: a command that is misspelt, a folder without a manifest, lines of the
# starter that are to count. Each is told the way out, and that works.

expect 64 'no command `chek`; did you mean `rollbook check`\?' -- rollbook chek
expect 64 'no command `chek`; did you mean `rollbook check`\?' '!Exit status' -- rollbook help chek
expect 64 'did you mean `rollbook trash empty`\?' -- rollbook trash emty
expect 0 'Exit status' -- rollbook help
expect 0 -- rollbook help check

for command in list trash history export; do
  expect 1 'there is no rollbook.yaml here' '--manifest FILE' '`rollbook init`' -- rollbook $command
done
for command in plan check 'apply --yes'; do
  # shellcheck disable=SC2086
  expect 1 '\[no-such-file\]' 'help: .*--manifest FILE.*`rollbook init`' -- rollbook $command
done

expect 0 -- rollbook init
expect 0 -- rollbook fmt --check
expect 0 '!warning' -- rollbook check
cp rollbook.yaml starter.yaml
# Every `#` before an example, with one blank behind it or without, and each block alone.
sed 's/^#  /  /' starter.yaml >rollbook.yaml
expect 0 '1 user' '!warning' -- rollbook check
sed 's/^# \( \)/\1/' starter.yaml >rollbook.yaml
expect 0 '1 user' -- rollbook check
for block in groups leavers; do
  sed "/^$block:/,/^\$/s/^#  /  /" starter.yaml >rollbook.yaml
  expect 0 -- rollbook check
done

# What export writes is laid out.
sed 's/^#  /  /' starter.yaml | sed '/^leavers/,$d' >rollbook.yaml
printf '  pa: { forward: { to: [head], keep: true }, autoresponder: { subject: A, message: B } }\n' >>rollbook.yaml
expect 0 -- rollbook apply --yes
rollbook export >exported.yaml
expect 0 'to: \[head\]' -- cat exported.yaml
expect 0 -- rollbook fmt --check exported.yaml
