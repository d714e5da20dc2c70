#!/usr/bin/env bash
# Makes attention.aot beside an extracted attention.jar: starts the service, uses it a little, and keeps what the JVM
# loaded, linked and learnt meanwhile, so that the next start need not do it again. The cache counts for the same Java,
# jars and flags; with others the JVM starts without it.
#
#   train.sh <folder of the jar> <flags of the JVM>...
#
# Listens at the port PORT of 127.0.0.1 meanwhile. The plain kernel runs: what the fast one is made of belongs to a module
# that Java loads after the start, and has no place in a cache.
set -euo pipefail
cd "$1"
shift
port="${PORT:-18080}"

# Neither curl nor wget need be there.
request() { # method, path, body
  local body="${3:-}"
  exec 3<>"/dev/tcp/127.0.0.1/$port"
  printf '%s %s HTTP/1.0\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s' \
    "$1" "$2" "${#body}" "$body" >&3
  cat <&3
  exec 3>&-
}

java "$@" -XX:AOTCacheOutput=attention.aot -jar attention.jar --attention.kernel=scalar \
  --server.port="$port" --server.address=127.0.0.1 &
service=$!
for _ in {1..600}; do
  kill -0 $service
  if { request GET /readyz | head -1 | grep -q ' 200'; } 2>/dev/null; then
    ready=yes
    break
  fi
  sleep 0.1
done
[ "${ready:-no}" = yes ]

for round in {1..50}; do
  for example in tutorial causal multi-head; do
    body="$(request GET "/api/v1/examples/$example" | sed '1,/^\r$/d')"
    for path in '' /weights /queries/0; do
      request POST "/api/v1/attention$path" "$body" | head -1 | grep -q ' 200'
    done
  done
done

kill $service
wait $service || [ $? = 143 ] # ended as told
[ -s attention.aot ]
