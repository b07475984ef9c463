# One value that no rollbook writes stopped every command with a trap; now it is an error that
# names table, row and column, and lists go on with the rest.
manifest <<'END'
rollbook: 1
domain: school.example
store: sqlite:rollbook.db
policy: { minimum-admins: 0 }
groups: { staff: {} }
users:
  ann:
    group: staff
    autoresponder: { subject: Away, message: Soon back, from: 2026-01-01, until: 2030-01-01 }
  bob: {}
  cid: {}
END
expect 0 -- rollbook init
expect 0 -- rollbook apply --yes
sed -i '/cid/d' rollbook.yaml
echo 'leavers: [cid]' >>rollbook.yaml
expect 0 -- rollbook apply --yes
sqlite3 rollbook.db 'PRAGMA wal_checkpoint(TRUNCATE)' >/dev/null
cp rollbook.db whole

# spoil TABLE COLUMN VALUE [WHERE]
spoil() {
  rm -f rollbook.db rollbook.db-*
  cp whole rollbook.db
  sqlite3 rollbook.db "PRAGMA foreign_keys = OFF; UPDATE $1 SET $2 = $3 ${4-}"
}

while read -r table column value where; do
  spoil "$table" "$column" "$value" "$where"
  expect 1 "error: .*table $table, row .*, column $column: " -- rollbook plan
  expect 1 "column $column: " -- rollbook apply --yes
  expect 1 '[12] accounts?, ' "column $column: " -- rollbook list
done <<'END'
autoresponder from_day '2026-1-5'
autoresponder until_day '2026-01-05T12:00:00'
autoresponder every -1
account owned_fields -1 WHERE address LIKE 'bob%'
account owned_fields 1048576 WHERE address LIKE 'bob%'
account address 'Bob@school.example' WHERE address LIKE 'bob%'
account id 'éééééééé' WHERE address LIKE 'bob%'
account last_login -9223372036854775808 WHERE address LIKE 'bob%'
trash image x''
trash image x'ffff'
trash held_until 9223372036854775807
trash messages -3
mail_group owned_fields -1
setting value '-1' WHERE name = 'hold'
END

for value in 'started = 9223372036854775807' 'finished = -9223372036854775808' "counts = ''" \
  "outcome = 'gone'" 'owned_before = -1'; do
  spoil run "${value%% *}" "${value#*= }" 'WHERE number = 1'
  expect 1 '^ +2 ' "table run, row 1, column ${value%% *}: " -- rollbook history
done

# The last day that a calendar of four digits has, in a zone where it is over.
spoil setting value value
sed -i 's/minimum-admins: 0/minimum-admins: 0, time-zone: Pacific\/Kiritimati/' rollbook.yaml
for command in plan list history trash export 'route ann'; do
  # shellcheck disable=SC2086
  expect 0 -- at '9999-12-31 12:00:00' rollbook $command
done
