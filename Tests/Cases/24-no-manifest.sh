# fmt rewrote what is no manifest, through a link too, and check printed lines of it: it stays untouched, and nothing of it is shown.

mkdir site private
printf 'root:x:0:0:root:/root:/bin/bash\n\n\n\nann:hunter2:1:1:Ann:/:/bin/bash\n' >private/passwd
printf 'api_key:    hunter2\nother:   [  hunter2 ]\n' >private/secrets.yaml
printf -- '-   hunter2\n-   x\n' >private/list.yaml
printf '"hunter2"\n\n\n\n' >private/scalar
printf 'ann:$6$hunter2:1:\n\tb: [hunter2\n' >private/broken
sha256sum private/* >before

for file in private/*; do
  rm -f site/rollbook.yaml
  ln -s "../$file" site/rollbook.yaml
  for command in check fmt 'fmt --check' plan 'apply --yes' list export 'check --format json' \
    'check --format github' 'check --format sarif'; do
    # shellcheck disable=SC2086
    (cd site && expect 1 '!hunter2' '!/bin/bash' '!api_key' '!^ +[0-9]+ \|' -- rollbook $command)
  done
  expect 1 '!hunter2' '!api_key' -- rollbook fmt "$file"
  [[ $file == */broken ]] || expect 1 'not-a-manifest' -- rollbook fmt "$file"
  expect 1 '!hunter2' '!api_key' -- bash -c 'rollbook fmt - <"$1"' - "$file"
done
[[ -L site/rollbook.yaml ]] || fail 'the link is gone'
expect 0 -- sha256sum --check --quiet before

# What a manifest includes is held to the same.
cd site
rm rollbook.yaml
cp ../private/secrets.yaml part.yaml
manifest <<'Y'
rollbook: 1
domain: school.example
include: [part.yaml]
Y
expect 1 'part.yaml:1:1: error: the file is no manifest.*\[not-a-manifest\]' '!hunter2' '!api_key' \
  -- rollbook check
expect 1 'not-a-manifest' '!hunter2' -- rollbook fmt
cmp part.yaml ../private/secrets.yaml
mkfifo pipe
expect 1 'not a regular file' -- timeout 5 rollbook fmt pipe
expect 1 'not a regular file' -- timeout 5 rollbook check /dev/zero

# A link to a manifest elsewhere is a way to keep it in a repository, and mistakes are shown.
mkdir ../repo
rm rollbook.yaml
printf 'rollbook:   1\ndomain: school.example\nusers: { ann: { quota: 5X } }\n' >../repo/rollbook.yaml
ln -s ../repo/rollbook.yaml rollbook.yaml
expect 1 'users: \{ ann: \{ quota: 5X' -- rollbook check
expect 0 'rollbook.yaml' -- rollbook fmt
expect 0 'rollbook: 1' -- head -1 ../repo/rollbook.yaml
printf 'users:   { bea: {} }\n' >part.yaml
expect 0 'part.yaml' -- rollbook fmt part.yaml
: >empty.yaml
expect 0 -- rollbook fmt empty.yaml

# A manifest with mistakes stops nobody who names store and mail; what the store remembers of it holds.
rm -rf rollbook.yaml rollbook.db* mail
manifest <<'M'
rollbook: 1
domain: school.example
store: sqlite:rollbook.db
policy: { minimum-admins: 0, max-removals: [100%], seats: 2 }
users: { ann: {}, kim: {} }
M
rollbook init >/dev/null
rollbook apply --yes >/dev/null
sed -i 's/, kim: {}//; $a leavers: [{ account: kim, purge: true }]' rollbook.yaml
rollbook apply --yes >/dev/null
sed 's/ann: {}/ann: {}, may: {}/; /^leavers/d' rollbook.yaml >full.yaml
rollbook apply --yes -f full.yaml --allow shrunken-source:rollbook.yaml >/dev/null
echo '  x: [' >>rollbook.yaml
named=(--store sqlite:rollbook.db --mail maildir:mail/%d/%n-%i)
for command in 'trash restore kim' 'undo 3 --yes'; do
  expect 1 'invalid-yaml' '!had stopped' -- rollbook $command
done
expect 1 'all 2 seats are taken' -- rollbook trash restore kim "${named[@]}"
expect 0 'what the store remembers of it is kept to' -- rollbook undo 3 --yes "${named[@]}"
expect 0 'brought back kim@school.example#2' -- rollbook trash restore kim "${named[@]}"
