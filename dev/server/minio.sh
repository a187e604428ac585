# MinIO, built from source: the release of 2025-09-07. Sourced by dev/servers.
#
# `mc` is MinIO's own client, which makes users; it is never taken from PATH, where that name is
# mostly another program.

minio_module=github.com/minio/minio@v0.0.0-20250907161309-07c3a429bfed
mc_module=github.com/minio/mc@v0.0.0-20250313080218-cf909e1063a9

minio_program() {
  if [ -x "$root/minio/minio" ]; then
    printf '%s' "$root/minio/minio"
  else
    command -v minio
  fi
}

minio_installed() { minio_program >/dev/null && [ -x "$root/minio/mc" ]; }

minio_install() {
  command -v go >/dev/null 2>&1 ||
    cannot "install minio" "Go 1.24 or newer on PATH" "none" "install Go, it builds MinIO from source" ||
    return 1
  # A cache of its own that is removed afterwards; a build that was broken off goes on from it.
  local build="$root/minio/build"
  minio_program >/dev/null || minio_build minio "$minio_module"
  minio_build mc "$mc_module"
  chmod -R u+w "$build"
  rm -rf "$build"
}

minio_build() {
  local build="$root/minio/build"
  built minio "$root/minio/$1.log" env GOBIN="$build/bin" GOPATH="$build/path" GOCACHE="$build/cache" \
    nice go install -trimpath "$2"
  mv "$build/bin/$1" "$root/minio/$1"
}

minio_start() {
  local port console
  access=bakelite
  secret=$(secret)
  port=$(free_port) && console=$(free_port) || return 1
  minio_url=http://127.0.0.1:$port
  MINIO_ROOT_USER=$access MINIO_ROOT_PASSWORD=$secret MINIO_UPDATE=off MINIO_BROWSER=off MINIO_CI_CD=1 \
    launch minio minio "$(minio_program)" server --quiet --address "127.0.0.1:$port" \
    --console-address "127.0.0.1:$console" .
  wait_for minio "an answer of $minio_url" answers "$minio_url/minio/health/ready"
}

minio_furnish() {
  local writer reader
  writer=$(secret)
  reader=$(secret)
  create_buckets "$minio_url" us-east-1 &&
    minio_user writer "$writer" &&
    minio_user reader "$reader" &&
    {
      s3_env minio "$minio_url" us-east-1
      limited_env minio "$writer" "$reader"
    } >"$root/run/minio/env.new" &&
    mv "$root/run/minio/env.new" "$root/run/minio/env"
}

# A user whose policy is the least that a writer or a reader of a replica needs.
minio_user() {
  local name=$1 password=$2
  policy "$(policy_statements "$name")" >"$root/run/minio/$name.json"
  minio_mc admin user add it "$name" "$password" &&
    minio_mc admin policy create it "$name" "$root/run/minio/$name.json" &&
    minio_mc admin policy attach it "$name" --user "$name"
}

minio_mc() {
  MC_HOST_it="http://$access:$secret@${minio_url#http://}" NO_PROXY='*' \
    timeout 60 "$root/minio/mc" --config-dir "$root/run/minio/mc" "$@" \
    >>"$root/run/minio/log/mc.out" 2>&1 9>&-
}
