#!/usr/bin/env bash
# Makes nodes/shared/images/kernels/wasm.ts out of the C files beside this one. On Debian 12:
#   apt-get install clang lld zopfli
#   dev/upkeep/kernels/build.sh
set -euo pipefail
export LC_ALL=C
here=$(realpath "$(dirname "$0")")
target=$(realpath "$here/../../../nodes/shared/images/kernels")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

clang --target=wasm32 -Os -msimd128 -mbulk-memory -Wall -Wextra -Werror -ffreestanding -nostdlib \
	-Wl,--no-entry -Wl,--gc-sections -Wl,--strip-all -Wl,-O2 -Wl,--export=__heap_base -Wl,-z,stack-size=65536 \
	"$here"/*.c -o "$folder/kernels.wasm"
{
	echo "/** The loops over pixels as WebAssembly, in zlib's format as base64; dev/upkeep/kernels/build.sh makes it. */"
	echo "// Made of sources with the SHA-256 $(cat "$here"/*.[ch] | sha256sum | cut -c -64)"
	echo "export const KERNELS_WASM ="
	echo "	'$(zopfli --zlib -c "$folder/kernels.wasm" | base64 --wrap=0)';"
} >"$target/wasm.ts"
