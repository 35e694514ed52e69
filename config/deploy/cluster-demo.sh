#!/bin/sh
# A cluster on this machine: two gateways and two workers of each kind, each a process; Ctrl-C ends all of them.
# ./trestle cluster-demo [DIR [KIND...]] calls it: what to serve, else the current folder; which workers, else all kinds.
set -eu

java=$1 jar=$2 folder=${3:-.}
shift $(($# < 3 ? $# : 3))
[ $# -gt 0 ] || set -- fs pty git agent

random() {
    od -An -tx1 -N32 /dev/urandom | tr -d ' \n'
}

logs=$(mktemp -d)
nodes=
port=$((20000 + $$ % 10000))
export TRESTLE_TOKEN="${TRESTLE_TOKEN:-$(random)}" TRESTLE_CLUSTER_SECRET="$(random)"
export TRESTLE_CLUSTER_ENABLED=true TRESTLE_CLUSTER_NAME="demo-$$" TRESTLE_CLUSTER_PORT="$port"
# A node passes over ports that are taken, so the first may have any of these.
export TRESTLE_CLUSTER_MEMBERS="[$(seq -s ', ' -f '127.0.0.1:%.0f' "$port" $((port + 5)))]"

end() {
    trap '' INT TERM HUP
    [ -z "$nodes" ] || kill $nodes 2>/dev/null || true
    wait
    rm -rf "$logs"
}
trap end EXIT
trap 'exit 130' INT TERM HUP

# start NAME ROLE
start() {
    "$java" -Xmx256m -XX:+UseSerialGC -jar "$jar" up "$folder" --role "$2" --port 0 >"$logs/$1.out" 2>"$logs/$1.log" &
    echo $! >"$logs/$1.pid"
    nodes="$nodes $!"
}

# ready NAME WHAT: waits for NAME, and prints its ready line as that of WHAT.
ready() {
    until grep -q '^ready' "$logs/$1.out"; do
        kill -0 "$(cat "$logs/$1.pid")" 2>/dev/null || { cat "$logs/$1.log" >&2 && exit 1; }
        sleep 0.2
    done
    sed -n "s/^ready/$2/p" "$logs/$1.out"
}

start gateway-1 gateway
ready gateway-1 gateway
start gateway-2 gateway
for kind in "$@"; do
    start "$kind-1" "$kind" && start "$kind-2" "$kind"
done
ready gateway-2 gateway
for kind in "$@"; do
    ready "$kind-1" "worker $kind" && ready "$kind-2" "worker $kind"
done
url=$(sed -n 's/^ready //; s/\/?.*//p' "$logs/gateway-1.out")
printf 'logs are in %s\nTRESTLE_TOKEN=%s ./trestle nodes --url %s\nCtrl-C ends all.\n' "$logs" "$TRESTLE_TOKEN" "$url"
wait
