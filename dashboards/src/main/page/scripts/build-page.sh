#!/bin/sh
# Maven calls this: builds the page into the directory OUTPUT if anything of it has changed since it was last built there.
#
#   build-page.sh build OUTPUT      build-page.sh test
set -eu
cd "$(dirname "$0")/.."

needs="the web page needs Node.js 20.19 or newer and npm to be built"
if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
    echo "build-page: $needs; install them (https://nodejs.org) and build again." >&2
    exit 1
fi
if ! node -e 'const [major, minor] = process.versions.node.split(".").map(Number); process.exit(major > 20 || (major === 20 && minor >= 19) ? 0 : 1)'; then
    echo "build-page: $needs; this is $(node --version)." >&2
    exit 1
fi

digest() {
    cat "$@" | sha256sum | cut -d' ' -f1
}

lock=$(digest package.json package-lock.json)
if [ "$(cat node_modules/.installed 2>/dev/null)" != "$lock" ]; then
    npm ci --no-progress --loglevel=error
    echo "$lock" >node_modules/.installed
fi

case $1 in
build)
    output=$2
    inputs=$(find . ../openapi -type f -not -path './node_modules/*' -not -path './src/paraglide/*' -not -path './project.inlang/cache/*' \
        -not -path './src/api/schema.d.ts' -print | LC_ALL=C sort)
    # Names of files of the page have no spaces.
    # shellcheck disable=SC2086
    state=$(digest $inputs)
    if [ "$(cat "$output.built" 2>/dev/null)" = "$state" ] && [ -f "$output/index.html" ]; then
        exit 0
    fi
    rm -f "$output.built"
    MOWS_PAGE_OUTPUT=$output npm run --silent build
    echo "$state" >"$output.built"
    ;;
test)
    npm run --silent test
    ;;
esac
