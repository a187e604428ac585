if [ ! -e /var/lib/bakelite ]; then
  mkdir -m 0700 /var/lib/bakelite && chown bakelite:bakelite /var/lib/bakelite
fi
if [ -d /run/systemd/system ]; then
  systemctl daemon-reload || :
fi
exit 0
