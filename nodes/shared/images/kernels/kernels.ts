import { moduleOf } from '../webAssembly';
import { KERNELS_WASM } from './wasm';

/** What the module gives away; the C files in dev/upkeep/kernels say what it does. Addresses are bytes of `memory`. */
interface Kernels {
	memory: WebAssembly.Memory;
	/** Where free memory begins. */
	__heap_base: WebAssembly.Global<'i32'>;
	pngOpen(input: number, window: number, batch: number, pixels: number): void;
	pngPass(rowBytes: number, pixelBytes: number, channelsToRgba: number): void;
	pngBatch(): void;
	pngRoom(): number;
	pngFeed(bytes: number, isLast: boolean): void;
	pngRead(wanted: number): number;
	halve(from: number, to: number, width: number, height: number): void;
	scaleAcross(
		row: number,
		pixels: number,
		line: number,
		scaled: number,
		width: number,
		starts: number,
		weights: number,
		taps: number,
		opaque: number,
	): void;
	scaleDown(
		ring: number,
		first: number,
		width: number,
		weights: number,
		taps: number,
		to: number,
		opaque: number,
	): void;
	jpegBand(
		state: number,
		band: number,
		width: number,
		height: number,
		side: number,
		from: number,
		end: number,
		to: number,
	): number;
	jpegEnd(state: number, to: number): number;
}

/** An instance of the kernels, with all memory that its user needs. */
export interface Workspace<Room extends string> {
	kernels: Omit<Kernels, 'memory' | '__heap_base'>;
	/** The whole memory. It is not to be used after `close`. */
	memory: Uint8Array;
	/** Where each room begins. */
	at: Record<Room, number>;
}

const PAGE_BYTES = 0x10000;
const ALIGNMENT = 16;
/** Bytes behind each room that may be read along with it. */
const SPARE = 64;

/** Instances that nobody uses. */
const idle: Kernels[] = [];
const MOST_IDLE = 4;
/** Memory never gets smaller: an instance with more is not kept. */
const MOST_IDLE_BYTES = 0x400000;

const kernelsModule = moduleOf(KERNELS_WASM);

/**
 * An instance of one's own, for who reads files: a hostile one has nothing to break but itself.
 * @param rooms bytes of each.
 */
export async function ownKernels<Room extends string>(
	rooms: Record<Room, number>,
): Promise<Workspace<Room>> {
	return withRooms(await newInstance(), rooms);
}

/**
 * An instance for who works on pixels, until it is given back.
 * @param rooms bytes of each; what is in them is undefined.
 */
export async function borrowKernels<Room extends string>(
	rooms: Record<Room, number>,
): Promise<Workspace<Room> & { giveBack(): void }> {
	const instance = idle.pop() ?? (await newInstance());
	return {
		...withRooms(instance, rooms),
		giveBack: () => {
			const { byteLength } = instance.memory.buffer;
			if (idle.length < MOST_IDLE && byteLength <= MOST_IDLE_BYTES) idle.push(instance);
		},
	};
}

async function newInstance(): Promise<Kernels> {
	const { exports } = await WebAssembly.instantiate(await kernelsModule());
	return exports as unknown as Kernels;
}

/** @throws {RangeError} where there is no such memory. */
function withRooms<Room extends string>(
	kernels: Kernels,
	rooms: Record<Room, number>,
): Workspace<Room> {
	const { memory } = kernels;
	const at = {} as Record<Room, number>;
	let end = kernels.__heap_base.value;
	for (const [room, bytes] of Object.entries(rooms) as Array<[Room, number]>) {
		at[room] = Math.ceil(end / ALIGNMENT) * ALIGNMENT;
		end = at[room] + bytes + SPARE;
	}
	const missing = Math.ceil((end - memory.buffer.byteLength) / PAGE_BYTES);
	if (missing > 0) memory.grow(missing);
	return { kernels, memory: new Uint8Array(memory.buffer), at };
}
