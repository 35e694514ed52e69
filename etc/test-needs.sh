#!/bin/sh
# Sets up what the tests need beside a JDK and Maven, as far as it can be had here; says plainly what cannot.
# Run by ./trestle test.
set -u

home=$1

say() {
    printf 'trestle: %s\n' "$1" >&2
}

# Each line: a command, and the Debian package that has it.
needs='git git
rg ripgrep
bwrap bubblewrap
node nodejs
npm npm
redis-server redis-server
setpriv util-linux'

missing_packages() {
    printf '%s\n' "$needs" | while read -r command package; do
        command -v "$command" >/dev/null || printf '%s ' "$package"
    done
}

install_packages() {
    packages=$(missing_packages)
    [ -n "$packages" ] || return 0
    if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
        say "the tests need $packages; install them, or the tests that use them fail"
        return 0
    fi
    say "installing what the tests need: $packages..."
    # shellcheck disable=SC2086 # One word for each package.
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $packages; } \
        >/dev/null 2>&1
    packages=$(missing_packages)
    [ -z "$packages" ] || say "$packages could not be installed; the tests that use them fail"
}

# Packages of npm, once for each lock file.
install_npm_packages() {
    find "$home" -name target -prune -o -name node_modules -prune -o -path '*/src/test/*/package-lock.json' -print |
        while read -r lock; do
            folder=$(dirname "$lock")
            [ "$folder/node_modules/.package-lock.json" -nt "$lock" ] && continue
            say "installing the npm packages of ${folder#"$home"/}"
            (cd "$folder" && npm ci --silent --no-audit --no-fund </dev/null >&2) ||
                say "the npm packages of ${folder#"$home"/} could not be installed; the tests that use them fail"
        done
}

install_packages
install_npm_packages
