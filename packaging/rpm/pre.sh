getent group bakelite >/dev/null || groupadd -r bakelite
getent passwd bakelite >/dev/null ||
  useradd -r -g bakelite -d /var/lib/bakelite -M -s /sbin/nologin -c 'bakelite, backups of SQLite databases' bakelite
# A runtime must not have its files replaced while it runs: what was running is stopped before they
# are unpacked, and comes back afterwards.
if [ "$1" -gt 1 ] && [ -d /run/systemd/system ] && systemctl --quiet is-active bakelite.service; then
  : >/run/bakelite.was-running
  systemctl stop bakelite.service
fi
exit 0
