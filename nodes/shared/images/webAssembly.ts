import { unpackedBase64 } from './codec/zlibStreams';

/**
 * A module that is compiled when it is first needed, once in a process.
 * @param packed the module in zlib's format as base64.
 */
export function moduleOf(packed: string): () => Promise<WebAssembly.Module> {
	let compiled: Promise<WebAssembly.Module> | undefined;
	const compile = async () =>
		await WebAssembly.compile((await unpackedBase64(packed)) as Buffer<ArrayBuffer>);
	return async () => await (compiled ??= compile());
}
