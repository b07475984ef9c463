# A folder of the trash was believed to hold what its row says, as long as the figures fitted; and a
# mail home that somebody moved was nobody's.
fresh() { # [template]
  rm -rf rollbook.yaml rollbook.db* mail backup elsewhere
  manifest <<M
rollbook: 1
domain: school.example
store: sqlite:rollbook.db
mail: maildir:${1:-mail/%d/%n-%i}
policy: { minimum-admins: 0, max-removals: [100%], hold: 1d }
users: { ann: {}, tom: {}, kim: {} }
M
  rollbook init >/dev/null
  rollbook apply --yes >/dev/null
  tom=$(home_of tom) kim=$(home_of kim)
  put "$tom" TOM-1
  put "$kim" KIM-1
}
put() { mkdir -p "$1"/Maildir/{cur,new,tmp} && echo "$2" >"$1/Maildir/new/1"; }
purge() {
  local name
  for name; do sed -i "s/$name: {}, //; s/, $name: {}//" rollbook.yaml; done
  echo "leavers: [$(printf '{ account: %s, purge: true }, ' "$@")]" >>rollbook.yaml
  rollbook apply --yes >/dev/null
}
cut() { # COMMAND
  sqlite3 rollbook.db "CREATE TRIGGER cut BEFORE DELETE ON trash BEGIN SELECT RAISE(ABORT, 'cut off'); END"
  ! "$@" >/dev/null 2>&1 || fail "$* was not cut off"
  sqlite3 rollbook.db 'DROP TRIGGER cut'
}
later() { at '+40days' rollbook trash empty --yes "$@"; }
kept() { grep -rq "^$1\$" mail || fail "$1 is gone"; }
item='mail/.trash/tom@school.example#2' other='mail/.trash/kim@school.example#2'

# A dropped record whose folder is brought back meanwhile takes nothing with it.
fresh
purge tom
mv "$item" backup
cut rollbook trash forget tom
mv backup "$item"
expect 0 'brought back tom@school.example#2 with 1 message' -- rollbook trash restore tom
kept TOM-1

# An erasure that was cut off goes on with what it has left, and with nothing that came there since.
fresh
purge tom
cut rollbook trash empty --erase-before-hold tom --yes
mkdir "$item"
mv "$kim" "$item/mail"
sed -i 's/ann: {}/ann: { comment: x }/' rollbook.yaml
expect 0 'given up' -- rollbook apply --yes
kept KIM-1
fresh
purge tom
cp -a "$item" backup
# As long as the folder is open no copy gets its inode.
exec 8<"$item"
cut rollbook trash empty --erase-before-hold tom --yes
cp -a backup "$item"
exec 8<&-
expect 0 'given up' 'brought back tom@school.example#2' -- rollbook trash restore tom
kept TOM-1

# Another folder in the place of an item's mail, with the same figures.
fresh
purge tom
mv "$item/mail" elsewhere
mv "$kim" "$item/mail"
expect 3 'another folder than the one that was put there' -- later
expect 3 'another folder than the one that was put there' -- rollbook trash restore tom
kept KIM-1

# The folders of two items swapped: the record tells.
fresh
purge tom kim
mv "$item" elsewhere
mv "$other" "$item"
mv elsewhere "$other"
expect 3 'what was removed as kim@school.example#2' -- rollbook trash restore tom --allow changed-item:1
expect 3 'what was removed as kim@school.example#2' -- later
kept TOM-1
mv "$item" elsewhere
mv "$other" "$item"
mv elsewhere "$other"
expect 0 'brought back tom' -- rollbook trash restore tom
[[ $(cat "$tom"/Maildir/new/1) == TOM-1 ]] || fail "tom has somebody else's mail"
sqlite3 rollbook.db 'DELETE FROM trash'
mv "$other" "$item"
expect 1 'nothing tells whose mail' -- rollbook trash restore "$item"

# Another home in the place of a whole item, which has neither record nor note; also a copy of another
# item, and another Maildir in the home that was moved.
for place in '' /mail /mail/Maildir; do
  fresh
  purge tom
  mv "$item$place" elsewhere
  mkdir -p "$(dirname "$item$place")"
  from=$kim
  [[ $place != */Maildir ]] || from=$kim/Maildir
  mv "$from" "$item$place"
  for command in 'rollbook trash restore tom' later; do
    expect 3 'refused by' -- $command
    kept KIM-1
  done
done
fresh
purge tom kim
rm -r "$item"
cp -a "$other" "$item"
expect 3 'what was removed as kim@school.example#2' -- rollbook trash restore tom
expect 3 'what was removed as kim@school.example#2' -- \
  rollbook trash empty --yes --erase-before-hold tom
kept KIM-1

# The mail of an account that lives, with its record, by a store from before its removal.
fresh
purge tom
cp rollbook.db before.db
sed -i '/^leavers/d' rollbook.yaml
purge kim
cp before.db rollbook.db
rm -r "$item"
mv mail/.trash/kim@school.example#* "$item"
expect 3 'the mail of kim@school.example, who lives' -- rollbook trash restore tom
expect 3 'the mail of kim@school.example, who lives' -- later
(cd mail && mv '.trash/tom@school.example#2' .trash/kim@school.example)
expect 0 'kim@school.example has its mail back' -- rollbook trash restore kim@school.example
kept KIM-1

# What was exchanged while a way back was cut off, or before the store came from a backup: neither goes on.
swap() { mv "$1" elsewhere && mv "$2" "$1" && mv elsewhere "$2"; }
for place in '' /mail; do
  fresh
  purge tom kim
  sqlite3 rollbook.db "CREATE TRIGGER cut BEFORE UPDATE ON run_step BEGIN SELECT RAISE(ABORT, 'cut off'); END"
  expect 5 -- rollbook undo 2 --yes
  sqlite3 rollbook.db 'DROP TRIGGER cut'
  swap "$item$place" "$other$place"
  expect 3 'changed-item|what was removed as' -- rollbook undo 2 --yes
  swap "$item$place" "$other$place"
  expect 0 -- rollbook undo 2 --yes
  [[ $(cat "$tom"/Maildir/new/1) == TOM-1 ]] || fail "tom has somebody else's mail"
done
# One whose folder is away then is told, and comes back once that does.
fresh
purge tom kim
sqlite3 rollbook.db "CREATE TRIGGER cut BEFORE UPDATE ON run_step BEGIN SELECT RAISE(ABORT, 'cut off'); END"
expect 5 -- rollbook undo 2 --yes
sqlite3 rollbook.db 'DROP TRIGGER cut'
mv "$item" backup
expect 3 'first completes kim@school.example$' 'the trash has no folder for tom' -- rollbook undo 2 --yes
[[ ! -e $item ]] || fail "something stands in the place of the folder"
mv backup "$item"
expect 0 -- rollbook undo 2 --yes
[[ $(cat "$tom"/Maildir/new/1) == TOM-1 ]] || fail "tom has not his mail"
fresh
cp rollbook.db before.db
purge tom kim
cp before.db rollbook.db
swap "$item/mail" "$other/mail"
for command in "restore $item" "adopt $item --as zed"; do
  expect 3 'another folder than the one that was put there' -- rollbook trash $command
done
swap "$item/mail" "$other/mail"
expect 0 'tom@school.example has its mail back' -- rollbook trash restore "$item"

# The home of an account that lives, in a folder that is named as an item of it.
fresh
mkdir -p 'mail/.trash/kim@school.example#7'
mv "$kim" 'mail/.trash/kim@school.example#7/mail'
for name in zed kim; do
  expect 1 'mv .trash/kim@school.example#7/mail' -- \
    rollbook trash restore 'mail/.trash/kim@school.example#7' --as $name
done
(cd mail && mv '.trash/kim@school.example#7/mail' "${kim#mail/}")
expect 0 '!kim@school.example +0' -- rollbook list
kept KIM-1

# A copy of a whole item, as from a backup or on another disk, is the item.
fresh
purge tom
cp -a "$item" backup
rm -r "$item"
mv backup "$item"
expect 0 'erased 1 item' -- later

# The home of an account that lives, wherever it was moved to, and by whatever template.
for template in mail/%d/%n-%i mail/%d/%n; do
  for place in .trash/ old.example/ .trash/tom@school.example#2/ .trash/tom@school.example#2/mail/; do
    # By name alone it is looked for in the same places.
    [[ $template == *%i || $place == .trash/ || $place == *mail/ ]] || continue
    fresh "$template"
    purge tom
    mkdir -p mail/old.example
    mv "$kim" "mail/$place"
    moved=mail/$place${kim##*/}
    expect 0 'the mail home of kim@school.example lies' -- rollbook plan
    case $place in
      *tom*)
        expect 3 'refused by home-in-trash' -- later --allow changed-item:tom@school.example#2
        expect 3 'refused by home-in-trash' -- rollbook trash restore tom --allow changed-item:2
        ;;
      *)
        expect 1 'the mail home of kim' 'takes it back' -- rollbook trash restore "$moved" --as other
        expect 1 'the mail home of kim' 'takes it back' -- rollbook trash adopt "$moved" --as kim
        ;;
    esac
    kept KIM-1
    (cd mail && mv "${moved#mail/}" "${kim#mail/}")
    expect 0 '!the mail home of kim' -- rollbook plan
  done
done

# What is the owner's in a home that lies in the trash itself: files named as the trash names its own,
# a folder named so, and what only looks like the mail server's.
lose() {
  sqlite3 rollbook.db "PRAGMA foreign_keys = ON; DELETE FROM account WHERE address = 'tom@school.example'"
  mkdir -p mail/.trash
  mv "$tom" mail/.trash/old
}
fresh
echo TOM-2 >"$tom/record"
echo TOM-3 >"$tom/record.new"
lose
expect 0 'brought back tim@school.example' -- rollbook trash restore mail/.trash/old --as tim
for text in TOM-1 TOM-2 TOM-3; do grep -rq "^$text\$" mail/school.example || fail "$text is gone"; done
fresh
put "$tom/mail" TOM-2
lose
expect 1 'both mail/.trash/old/Maildir and mail/.trash/old/mail' -- \
  rollbook trash restore mail/.trash/old --as tim
kept TOM-2
for file in Maildir/dovecot-backup-2025.mbox .dovecot.export.tar Maildir/.Sent/dovecot.notes; do
  fresh
  mkdir -p "$(dirname "$tom/$file")"
  rm "$tom/Maildir/new/1"
  echo TOM-2 >"$tom/$file"
  sed -i 's/tom: {}, //; $a leavers: [tom]' rollbook.yaml
  expect 3 'mailbox-not-empty' "$(basename "$file")" -- rollbook apply --yes
  kept TOM-2
done

# Mail that lies at its home again, by a store of before.
fresh
purge tom
mv "$item/mail" elsewhere
rm -r "$item" "$tom"
mv elsewhere "$tom"
expect 1 "mail lies at ${tom#mail/}" -- rollbook trash restore tom
rollbook trash forget tom >/dev/null
expect 0 'brought back' -- rollbook trash restore "${tom#mail/}"
kept TOM-1

# Another file system in an item: nothing of it is erased.
if unshare --mount true 2>/dev/null; then
  fresh
  mkdir -p "$tom/Maildir/.Sent"
  purge tom
  unshare --mount bash -c '
    mount -t tmpfs none "$1/mail/Maildir/.Sent"
    rollbook trash empty --yes --erase-before-hold tom >said 2>&1' - "$item" || true
  grep -q 'another file system is mounted there' said || fail "it does not say what is in the way"
  kept TOM-1
fi
