#!/bin/sh
# Makes an authority and a certificate for each node of a cluster, for cluster.tls; needs openssl.
# Usage: certificates.sh FOLDER NODE...
# FOLDER gets authority.pem (cluster.tls.trust), and for each NODE NODE.pem and NODE.key. Keep authority.key elsewhere:
# whoever has it can make nodes. An authority that is there already is used again.
set -eu

[ $# -ge 2 ] || {
    echo "usage: certificates.sh FOLDER NODE..." >&2
    exit 2
}
folder=$1
shift
umask 077
mkdir -p "$folder"
cd "$folder"

new_key() {
    openssl genpkey -quiet -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$1"
}

if [ ! -f authority.key ]; then
    new_key authority.key
    openssl req -x509 -new -key authority.key -days 3650 -subj "/CN=trestle nodes" -out authority.pem
fi
for node in "$@"; do
    new_key "$node.key"
    openssl req -new -key "$node.key" -subj "/CN=$node" -out "$node.csr"
    openssl x509 -req -in "$node.csr" -CA authority.pem -CAkey authority.key -CAcreateserial -days 825 -out "$node.pem" 2>/dev/null
    rm "$node.csr"
done
