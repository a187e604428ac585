# LocalStack's S3, in a Python environment of its own. Sourced by dev/servers.
#
# localstack.txt pins every package: newer ones of cbor2, pyOpenSSL and moto break this LocalStack.

localstack_installed() { [ -e "$root/localstack/done" ]; }

localstack_install() {
  local venv="$root/localstack/venv"
  command -v python3 >/dev/null 2>&1 && python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    cannot "install localstack" "python3, 3.11 or newer, on PATH" "$(python3 --version 2>&1 || true)" \
      "install python3 and python3-venv" || return 1
  rm -rf "$root/localstack"
  # Debian keeps the module that fills a new environment in a package of its own.
  if ! python3 -c 'import ensurepip' >/dev/null 2>&1; then
    apt_install localstack python3-venv
  fi
  built localstack "$root/localstack/venv.log" python3 -m venv "$venv"
  built localstack "$root/localstack/pip.log" nice "$venv/bin/python" -m pip install \
    --no-input --no-cache-dir --disable-pip-version-check --no-deps --no-compile --prefer-binary \
    --requirement "$here/localstack.txt"
  touch "$root/localstack/done"
}

localstack_start() {
  local port data="$root/run/localstack/data"
  # It takes any keys; these only have the form of real ones.
  access=bakelite
  secret=$(secret)
  port=$(free_port) || return 1
  localstack_url=http://127.0.0.1:$port
  launch localstack localstack env HOME="$data" FILESYSTEM_ROOT="$data" OVERRIDE_IN_DOCKER=0 DNS_ADDRESS=0 \
    GATEWAY_LISTEN="127.0.0.1:$port" SERVICES=s3 EAGER_SERVICE_LOADING=1 DISABLE_EVENTS=1 \
    SKIP_SSL_CERT_DOWNLOAD=1 "$root/localstack/venv/bin/python" "$here/localstack-on-loopback.py"
  wait_for localstack "S3 at $localstack_url" localstack_is_ready
}

localstack_is_ready() {
  curl --silent --fail --max-time 5 --noproxy '*' "$localstack_url/_localstack/health" |
    grep -q '"s3": "running"'
}

localstack_furnish() {
  create_buckets "$localstack_url" us-east-1 &&
    s3_env localstack "$localstack_url" us-east-1 >"$root/run/localstack/env.new" &&
    mv "$root/run/localstack/env.new" "$root/run/localstack/env"
}
