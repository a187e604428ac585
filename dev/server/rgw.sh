# Ceph's object gateway over the smallest cluster that carries it: one monitor, one store in memory.
# Sourced by dev/servers.

rgw_programs=(ceph ceph-authtool ceph-mon ceph-osd monmaptool radosgw radosgw-admin)
rgw_packages=(ceph-common ceph-mon ceph-osd radosgw)

rgw_installed() {
  local program
  for program in "${rgw_programs[@]}"; do
    command -v "$program" >/dev/null 2>&1 || return 1
  done
}

rgw_install() {
  apt_install rgw "${rgw_packages[@]}"
  rgw_installed ||
    cannot "install rgw" "the programs ${rgw_programs[*]}" "that one is missing" "see $root/rgw/apt.log"
}

# apt_install NAME PACKAGE...
apt_install() {
  local name=$1 log="$root/$1/apt.log"
  shift
  if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null 2>&1; then
    cannot "install $name" "root and apt-get" "$(id -un), $(command -v apt-get || printf 'no apt-get')" \
      "install these packages: $*"
    return 1
  fi
  built "$name" "$log" apt-get -qq -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3 update
  built "$name" "$log" env DEBIAN_FRONTEND=noninteractive apt-get -qq -y -o DPkg::Lock::Timeout=300 \
    -o Acquire::Retries=3 install --no-install-recommends "$@"
}

rgw_start() {
  local monitor port
  rgw_data="$root/run/rgw/data"
  access=bakelite
  secret=$(secret)
  monitor=$(free_port) && port=$(free_port) || return 1
  rgw_url=http://127.0.0.1:$port
  export CEPH_CONF="$rgw_data/ceph.conf"
  rgw_configuration "$monitor" "$port" >"$CEPH_CONF" &&
    rgw_monitor "$monitor" &&
    rgw_store &&
    launch rgw gateway radosgw -f -n client.rgw "${rgw_as[@]}" &&
    wait_for rgw "an answer of $rgw_url" answers "$rgw_url"
}

# As whoever starts it; root would else become the user `ceph`, who may not write here.
rgw_as=(--setuser "$(id -un)" --setgroup "$(id -gn)")

rgw_configuration() {
  cat <<CONF
[global]
fsid = $(cat /proc/sys/kernel/random/uuid)
mon host = [v2:127.0.0.1:$1]
public addr = 127.0.0.1
cluster addr = 127.0.0.1
ms bind ipv6 = false
auth allow insecure global id reclaim = false
keyring = $rgw_data/keyring
run dir = $rgw_data
pid file = $rgw_data/\$name.pid
admin socket =
crash dir = $rgw_data
log file = $root/run/rgw/log/\$name.log
mon data = $rgw_data/mon
mon allow pool size one = true
mon max pg per osd = 1000
mon data avail warn = 0
mon data avail crit = 0
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 4
osd pool default pg autoscale mode = off
osd crush chooseleaf type = 0

[osd]
osd data = $rgw_data/osd
osd objectstore = memstore
memstore device bytes = 8589934592
osd class load list = *
osd class default list = *

[client.rgw]
rgw data = $rgw_data/rgw
rgw frontends = beast endpoint=127.0.0.1:$2
rgw enable usage log = false
rgw run sync thread = false
# Deleted objects give their memory back within a minute, not after two hours.
rgw gc obj min wait = 30
rgw gc processor period = 30
CONF
}

rgw_monitor() {
  local all=(--cap mon 'allow *' --cap osd 'allow *')
  rgw_do ceph-authtool --create-keyring "$rgw_data/keyring" --gen-key -n mon. --cap mon 'allow *' &&
    rgw_do ceph-authtool "$rgw_data/keyring" --gen-key -n client.admin "${all[@]}" &&
    rgw_do ceph-authtool "$rgw_data/keyring" --gen-key -n client.rgw "${all[@]}" &&
    rgw_do ceph-authtool "$rgw_data/keyring" --gen-key -n osd.0 --cap mon 'allow profile osd' --cap osd 'allow *' &&
    rgw_do monmaptool --create --fsid "$(sed -n 's/^fsid = //p' "$CEPH_CONF")" --addv a "[v2:127.0.0.1:$1]" \
      "$rgw_data/monmap" &&
    rgw_do ceph-mon --mkfs -i a --monmap "$rgw_data/monmap" --keyring "$rgw_data/keyring" "${rgw_as[@]}" &&
    launch rgw monitor ceph-mon -f -i a "${rgw_as[@]}" &&
    wait_for rgw "a monitor" timeout 10 ceph --connect-timeout 5 -s
}

rgw_store() {
  local id
  id=$(cat /proc/sys/kernel/random/uuid)
  mkdir "$rgw_data/osd" "$rgw_data/rgw" &&
    rgw_do ceph osd new "$id" &&
    rgw_do ceph-osd -i 0 --mkfs --osd-uuid "$id" "${rgw_as[@]}" &&
    launch rgw store ceph-osd -f -i 0 "${rgw_as[@]}" &&
    wait_for rgw "a store" rgw_store_is_up
}

rgw_store_is_up() { timeout 10 ceph --connect-timeout 5 osd stat 2>/dev/null | grep -q ' 1 up'; }

rgw_do() { timeout 60 "$@" >>"$root/run/rgw/log/setup.out" 2>&1 9>&-; }

rgw_furnish() {
  local writer reader
  writer=$(secret)
  reader=$(secret)
  rgw_user bakelite "$access" "$secret" &&
    rgw_user writer writer "$writer" &&
    rgw_user reader reader "$reader" &&
    create_buckets "$rgw_url" default &&
    s3_put "$rgw_url/plain?policy=" default "$(policy "$(rgw_statements writer)" "$(rgw_statements reader)")" &&
    {
      s3_env rgw "$rgw_url" default
      limited_env rgw "$writer" "$reader"
    } >"$root/run/rgw/env.new" &&
    mv "$root/run/rgw/env.new" "$root/run/rgw/env"
}

rgw_statements() { policy_statements "$1" "\"Principal\": {\"AWS\": [\"arn:aws:iam:::user/$1\"]},"; }

rgw_user() { rgw_do radosgw-admin user create --uid="$1" --display-name="$1" --access-key="$2" --secret-key="$3"; }
