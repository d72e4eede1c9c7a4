# Sourced by the other scripts: goes to the project's folder and installs what is missing there on Debian 12.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

packages=(g++ cmake ninja-build pkg-config ccache tao-pegtl-dev libfmt-dev libboost-dev libboost-test-dev libcli11-dev
  nlohmann-json3-dev libhwy-dev libsodium-dev nettle-dev libutfcpp-dev libutf8proc-dev libz3-dev libgit2-dev zlib1g-dev
  libexpat1-dev libsqlite3-dev libpq-dev libxlsxwriter-dev coinor-libcbc-dev)
# What tests with programs that read and write workbooks need besides (ctest -L partner), which .ci/run runs alone.
partner_packages=(python3 python3-openpyxl python3-pandas python3-odf python3-xlsxwriter libreoffice-calc-nogui)

install_missing() {
  local missing=()
  local package
  for package in "$@"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return
  local root=()
  [ "$(id -u)" -eq 0 ] || root=(sudo)
  echo "Installing: ${missing[*]}"
  if ! "${root[@]}" apt-get -o DPkg::Lock::Timeout=300 -qq update ||
    ! "${root[@]}" env DEBIAN_FRONTEND=noninteractive \
      apt-get -o DPkg::Lock::Timeout=300 -qq install -y --no-install-recommends "${missing[@]}" >/dev/null; then
    echo "These packages could not be installed. As root: apt-get install ${missing[*]}" >&2
    exit 1
  fi
}

if ! command -v dpkg-query >/dev/null; then
  echo "This script installs Debian packages. Elsewhere install: ${packages[*]}" >&2
  exit 1
fi
install_missing "${packages[@]}"

# build PRESET [TARGET…]: quick where nothing has changed.
build() {
  local preset=$1
  shift
  if [ ! "build/$preset/configured" -nt CMakePresets.json ]; then
    cmake --preset "$preset" >/dev/null
    touch "build/$preset/configured"
  fi
  cmake --build --preset "$preset" ${1:+--target "$@"} |
    grep -vE '^ninja: (no work|Entering)|Re-checking globbed directories' || [ "${PIPESTATUS[0]}" -eq 0 ]
}

# The licences of what is inside the WebAssembly modules: headers of this machine's packages, and sources that were fetched.
wasm_notices() {
  local library
  for library in libfmt-dev tao-pegtl-dev libboost-dev nlohmann-json3-dev libhwy-dev libutfcpp-dev libcli11-dev emscripten; do
    printf '%s\n\n' "=== $library" && cat "/usr/share/doc/$library/copyright"
  done
  for library in build/wasm/sources/*/; do
    printf '%s\n\n' "=== $(basename "$library")" && cat "$library/debian/copyright"
  done
}

# The library and the command line for WebAssembly: build/wasm/spanne.js, build/wasm/spanne_cli.js.
build_wasm() {
  install_missing emscripten nodejs dpkg-dev
  export NODE_PATH=/usr/share/nodejs # where Debian keeps what the linker's JavaScript needs
  bindings/wasm/fetch-sources build/wasm/sources zlib expat libsodium libxlsxwriter utf8proc
  build wasm
}
