#!/usr/bin/env bash
# Makes nodes/shared/images/webp/wasm.ts out of libwebp's source, as Debian packs it. On Debian 12, with the
# sources of Debian 13 in apt (deb-src … trixie main):
#   apt-get install clang lld wasi-libc libclang-rt-dev-wasm32 zopfli
#   apt-get source --download-only libwebp=1.5.0-0.1
#   dev/upkeep/webp/build.sh libwebp_1.5.0.orig.tar.gz
set -euo pipefail
source_file=$(realpath "$1")
here=$(realpath "$(dirname "$0")")
target=$(realpath "$here/../../../nodes/shared/images/webp")
echo "7d6fab70cf844bf6769077bd5d7a74893f8ffd4dfb42861745750c63c2a5c92c  $source_file" | sha256sum --check --quiet

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
tar -xzf "$source_file" -C "$folder" --strip-components=1
cd "$folder"
patch --quiet -p1 <"$here/pauses.patch"
clang --target=wasm32-wasi -O2 -DNDEBUG -DWEBP_REDUCE_SIZE -DWEBP_REDUCE_CSP -I. \
	-ffunction-sections -fdata-sections -mbulk-memory -nostartfiles \
	-Wl,--no-entry -Wl,--gc-sections -Wl,--strip-all -Wl,-O2 \
	-Wl,-z,stack-size=262144 -Wl,--max-memory=536870912 \
	"$here/glue.c" src/dec/*.c \
	src/dsp/{alpha_processing,cpu,dec,dec_clip_tables,filters,lossless,rescaler,upsampling,yuv}.c \
	src/utils/{bit_reader,color_cache,filters,huffman,quant_levels_dec,random,rescaler,thread}_utils.c \
	src/utils/{palette,utils}.c \
	-o decoder.wasm

{
	echo "/** libwebp 1.5.0's decoder as WebAssembly, in zlib's format as base64; dev/upkeep/webp/build.sh makes it. */"
	echo "export const WEBP_WASM ="
	echo "	'$(zopfli --zlib -c decoder.wasm | base64 --wrap=0)';"
} >"$target/wasm.ts"
{
	echo "libwebp 1.5.0 (BSD-3-Clause), its decoder compiled to WebAssembly"
	echo
	cat COPYING
} >"$target/LICENSE-libwebp.txt"
