# A disk with less than 40 K free was called an I/O error; it is called full, whatever file has no room.
[[ $(id -u) == 0 ]] || skip "a small disk of its own needs root"
manifest <<'END'
rollbook: 1
domain: school.example
store: sqlite:rollbook.db
mail: maildir:mail/%n
users:
  boss: { name: B, admin: true, aliases: [postmaster, abuse] }
  tom: { name: Tom }
END
export -f expect fail
unshare -m bash -euo pipefail -c '
  mkdir disk
  mount -t tmpfs -o size=4m none disk 2>/dev/null || exit 77
  cp rollbook.yaml disk
  cd disk
  rollbook init >/dev/null
  rollbook apply --yes >/dev/null
  sed -i "/tom:/d" rollbook.yaml
  echo "leavers: [tom]" >>rollbook.yaml
  cp rollbook.db ../keep.db
  for free in 0 4 16 28 36; do
    cp ../keep.db rollbook.db
    rm -f rollbook.db-* filler
    left=$(df --output=avail -k . | tail -1)
    head -c $(((left - free) * 1024)) /dev/zero >filler
    expect 1 "disk is full" "!I/O error" -- rollbook apply --yes
  done

  # An undo that has begun to bring mail back says that it stopped, and the same command ends it.
  cp ../keep.db rollbook.db
  rm -f rollbook.db-* filler
  rollbook apply --yes >/dev/null
  cp rollbook.db ../keep.db
  cp -a mail ../mail.keep
  for free in 40 60 80 100 120 140 160 200; do
    rm -rf mail rollbook.db-* filler
    cp ../keep.db rollbook.db
    cp -a ../mail.keep mail
    left=$(df --output=avail -k . | tail -1)
    head -c $(((left - free) * 1024)) /dev/zero >filler
    status=0
    rollbook undo 2 --yes >../said 2>&1 || status=$?
    rm filler
    runs=$(rollbook history --format json | jq ".runs | length")
    [[ $status == 0 || $status == $((runs > 2 ? 5 : 1)) ]] ||
      fail "with $free K: $status after run $runs: $(cat ../said)"
    ((status == 0)) || expect 0 -- rollbook undo 2 --yes
    rollbook list | grep -q "^tom@" || fail "with $free K: tom is not back"
  done
' || { [[ $? == 77 ]] && skip "nothing can be mounted here"; fail "see above"; }

# A trial of the trash that fails leaves nothing, where entries come and never go.
rollbook init >/dev/null
rollbook apply --yes >/dev/null
sed -i '/tom:/d' rollbook.yaml
echo 'leavers: [tom]' >>rollbook.yaml
mkdir mail/.trash
if chattr +a mail/.trash 2>/dev/null; then
  left=$(rollbook apply --yes 2>&1; ls -A mail/.trash)
  chattr -a mail/.trash
  [[ $left != *.probe* ]] || fail "a probe is left: $left"
  [[ $left == *'not permitted'* ]] || fail "the trash is no use, and that is not said: $left"
fi
expect 0 '1 removed' -- rollbook apply --yes
