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

# The least that a writer of a replica below limited/ needs: no deleting, no other prefix.
# writer_policy [PRINCIPAL]: a policy of a bucket names whom it is for, one of a user does not.
writer_policy() {
  cat <<POLICY
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow", ${1:-}
      "Action": ["s3:PutObject", "s3:GetObject", "s3:AbortMultipartUpload", "s3:ListMultipartUploadParts"],
      "Resource": ["arn:aws:s3:::plain/limited/*"]
    },
    {
      "Effect": "Allow", ${1:-}
      "Action": ["s3:ListBucket"],
      "Resource": ["arn:aws:s3:::plain"],
      "Condition": {"StringLike": {"s3:prefix": ["limited/*"]}}
    }
  ]
}
POLICY
}

limited_env() {
  env_line "$1" LIMITED_ACCESS_KEY "$2"
  env_line "$1" LIMITED_SECRET_KEY "$3"
  env_line "$1" LIMITED_PREFIX limited/
}
