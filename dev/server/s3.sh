# The few requests that furnish a server, signed by curl. Sourced by dev/servers.

versioning='<VersioningConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Status>Enabled</Status></VersioningConfiguration>'

# s3_put URL REGION BODY HEADER...: signed as $access and $secret, which never are arguments; what
# $server answers goes to its log.
s3_put() {
  local url=$1 region=$2 body=$3 digest headers=()
  shift 3
  digest=$(printf '%s' "$body" | sha256sum | cut -d ' ' -f 1)
  while [ $# -gt 0 ]; do
    headers+=(-H "$1")
    shift
  done
  printf 'user = "%s:%s"\n' "$access" "$secret" |
    curl --config - --silent --show-error --fail-with-body --max-time 30 --noproxy '*' \
      --aws-sigv4 "aws:amz:$region:s3" -X PUT -H "x-amz-content-sha256: $digest" "${headers[@]}" \
      -H 'Content-Type: application/xml' --data-binary "$body" "$url" >>"$root/run/$server/log/requests.out" 2>&1
}

# Three buckets: one as it comes, one with versions, one with object lock.
create_buckets() {
  local url=$1 region=$2
  s3_put "$url/plain" "$region" '' &&
    s3_put "$url/versioned" "$region" '' &&
    s3_put "$url/versioned?versioning=" "$region" "$versioning" &&
    s3_put "$url/locked" "$region" '' 'x-amz-bucket-object-lock-enabled: true'
}

answers() { curl --silent --fail --max-time 5 --noproxy '*' --output /dev/null "$@"; }

# What every server tells the tests: its address, its keys and its buckets.
s3_env() {
  local name=$1
  env_line "$name" ENDPOINT "$2"
  env_line "$name" REGION "$3"
  env_line "$name" ACCESS_KEY "$access"
  env_line "$name" SECRET_KEY "$secret"
  env_line "$name" BUCKET plain
  env_line "$name" VERSIONED_BUCKET versioned
  env_line "$name" LOCKED_BUCKET locked
}

# policy_statements WHICH [PRINCIPAL]: what docs/stores.md prints as the rights of a `writer` or of a
# `reader`, for limited/ in the bucket `plain`. A policy of a bucket names whom it is for.
policy_statements() {
  local number=1
  [ "$1" = writer ] || number=2
  awk -v number="$number" '/^```/ { on = ($0 == "```json" && ++found == number); next } on' "$here/../../docs/stores.md" |
    sed -n '/"Statement": \[/,/^  ]/{//!p}' |
    sed -e 's|arn:aws:s3:::acme-backups|arn:aws:s3:::plain|; s|app/\*|limited/*|' \
      -e "s|\"Effect\": \"Allow\",|& ${2:-}|"
}

# policy STATEMENTS...: joined.
policy() {
  local IFS=,
  printf '{"Version": "2012-10-17", "Statement": [%s]}\n' "$*"
}

# limited_env NAME WRITERS_SECRET READERS_SECRET
limited_env() {
  env_line "$1" LIMITED_ACCESS_KEY writer
  env_line "$1" LIMITED_SECRET_KEY "$2"
  env_line "$1" LIMITED_PREFIX limited/
  env_line "$1" READER_ACCESS_KEY reader
  env_line "$1" READER_SECRET_KEY "$3"
}
