#!/usr/bin/env bash
# Judges the pages: the W3C's HTML checker (Java), and Chromium with axe (Node). Screenshots go to target/judges/screenshots.
# usage: [KLIPING=PROGRAM] tests/judges/browser.sh [CONFIG]
set -euo pipefail
cd "$(dirname "$0")/../.."
config=${1:-config.toml}
feeds=$(dirname "$config")/feeds
chromium=$(command -v chromium || command -v chromium-browser || command -v google-chrome)

mkdir -p target/judges
cp tests/judges/package.json target/judges
npm install --prefix target/judges --silent --no-audit --no-fund
[ -n "${KLIPING:-}" ] || cargo build --quiet --locked

java -jar target/judges/node_modules/vnu-jar/build/dist/vnu.jar --Werror $(find "$feeds" -name '*.html')
node tests/judges/browser.mjs "${KLIPING:-target/debug/kliping}" "$config" "$chromium" target/judges/screenshots index.html semua.html \
    $(cd "$feeds" && ls -S -- *.html | grep -v -e '^index' -e '^semua' | head -n 3; find arsip -name '*.html' 2>/dev/null | sort | head -n 1)
