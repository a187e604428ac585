# Processes, ports and waiting. Sourced by dev/servers.

# Seconds that a server has to answer after its start, and a process to end after it was asked to.
ready_s=120
end_s=15

need_programs() {
  local program
  for program in "$@"; do
    command -v "$program" >/dev/null 2>&1 ||
      cannot "run dev/servers" "the program $program on PATH" "none" "install $program" || exit 1
  done
}

# A port of loopback on which nobody listens, below those that the system hands out by itself.
free_port() {
  local port tries
  for ((tries = 0; tries < 200; tries++)); do
    port=$((20000 + RANDOM % 12000))
    if ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
      printf '%s' "$port"
      return
    fi
  done
  cannot "start a server" "a free port from 20000 to 31999" "none in 200 tries" "see what listens there: ss -ltn"
}

# When a process began, in ticks since the boot: with it a pid that was given anew is told apart.
born() {
  local stat
  stat=$(cat "/proc/$1/stat" 2>/dev/null) || return 1
  stat=${stat##*) }
  # shellcheck disable=SC2086
  set -- $stat
  [ "$1" != Z ] && printf '%s' "${20}"
}

# launch NAME PART COMMAND...: in a session of its own, its output in the log PART.out.
launch() {
  local name=$1 part=$2 pid
  shift 2
  (cd "$root/run/$name/data" && exec setsid "$@") \
    >>"$root/run/$name/log/$part.out" 2>&1 </dev/null 9>&- &
  pid=$!
  printf '%s %s\n' "$pid" "$(born "$pid" || printf 0)" >>"$root/run/$name/pids"
}

# Whether a line of a file of pids is of a process that still runs.
lives() { [ "$(born "$1" || true)" = "$2" ]; }

all_live() {
  local pid birth
  [ -s "$root/run/$1/pids" ] || return 1
  while read -r pid birth; do
    lives "$pid" "$birth" || return 1
  done <"$root/run/$1/pids"
}

# The file `env` is the last that a start writes.
is_running() { [ -s "$root/run/$1/env" ] && all_live "$1"; }

# wait_for NAME WHAT COMMAND...: until the command succeeds; fails when a process of NAME ends.
wait_for() {
  local name=$1 what=$2 until=$((SECONDS + ready_s))
  shift 2
  until "$@" >/dev/null 2>&1; do
    if ! all_live "$name"; then
      cannot "start $name" "$what" "that a process of it ended" "see the logs below"
      return 1
    fi
    if [ "$SECONDS" -ge "$until" ]; then
      cannot "start $name" "$what within $ready_s s" "none" "see the logs below"
      return 1
    fi
    sleep 0.2
  done
}

# The last that was started goes first.
stop_processes() {
  local pid birth until
  [ -s "$root/run/$1/pids" ] || return 0
  while read -r pid birth; do
    lives "$pid" "$birth" || continue
    kill -TERM "$pid" 2>/dev/null || true
    until=$((SECONDS + end_s))
    while lives "$pid" "$birth" && [ "$SECONDS" -lt "$until" ]; do
      sleep 0.1
    done
    if lives "$pid" "$birth"; then
      say "$1: process $pid does not end, killing it"
      kill -KILL "$pid" 2>/dev/null || true
    fi
  done < <(tac "$root/run/$1/pids")
}

show_logs() {
  local log
  for log in "$root/run/$1/log"/*; do
    [ -s "$log" ] || continue
    printf -- '--- %s, the end of %s\n' "$1" "${log##*/}" >&2
    tail -n 25 "$log" >&2
  done
}

# built NAME LOG COMMAND...: within the patience, its output in a log that is shown when it fails.
built() {
  local name=$1 log=$2 code=0
  shift 2
  mkdir -p "${log%/*}"
  timeout --kill-after=10 "$patience_s" "$@" >"$log" 2>&1 </dev/null 9>&- || code=$?
  [ "$code" -eq 0 ] && return
  printf -- '--- %s, the end of what %s said\n' "$name" "$1" >&2
  tail -n 25 "$log" >&2
  if [ "$code" -eq 124 ]; then
    cannot "install $name" "an end within $patience_s s" "none" "set BAKELITE_SERVERS_PATIENCE to more seconds"
  else
    cannot "install $name" "success" "exit code $code of: $*" "see above what it said"
  fi
}

# What the tests read: env_line NAME KEY VALUE
env_line() { printf "export BAKELITE_TEST_%s_%s='%s'\n" "${1^^}" "$2" "$3"; }

endpoint_of() { sed -n "s/^export BAKELITE_TEST_${1^^}_ENDPOINT='\(.*\)'\$/\1/p" "$root/run/$1/env"; }

secret() { od -An -N20 -tx1 /dev/urandom | tr -d ' \n'; }
