interface Frame {
	isArray: boolean;
	/** In an object: the key whose value comes. */
	key: string | null;
	/** In an array: which entry comes. */
	index: number;
}

/** Where in a JSON text we are. */
export class JsonPlace {
	private readonly frames: Frame[] = [];

	get depth(): number {
		return this.frames.length;
	}

	/** Whether the next string is a key. */
	get awaitsKey(): boolean {
		const top = this.frames.at(-1);
		return top !== undefined && !top.isArray && top.key === null;
	}

	open(isArray: boolean): void {
		this.frames.push({ isArray, key: null, index: 0 });
	}

	/** @returns false if nothing was open. */
	close(): boolean {
		return this.frames.pop() !== undefined;
	}

	key(name: string): void {
		const top = this.frames.at(-1);
		if (top) top.key = name;
	}

	comma(): void {
		const top = this.frames.at(-1);
		if (!top) return;
		top.index++;
		top.key = null;
	}

	/** Whether `data: …` comes at the top. */
	get atData(): boolean {
		const [root] = this.frames;
		return this.depth === 1 && !root!.isArray && root!.key === 'data';
	}

	/** The key whose value comes; in an array, that of the array. */
	get field(): string {
		const named = this.frames.findLast(({ isArray }) => !isArray);
		return named?.key ?? '';
	}

	/** Keys and indexes from the top to the value that comes, see `pathOf`. */
	get path(): string {
		return pathOf(this.frames.map(({ isArray, key, index }) => (isArray ? index : (key ?? ''))));
	}
}

/** Names a place in a JSON value: `data/0/b64_json`. */
export function pathOf(steps: ReadonlyArray<string | number>): string {
	return steps.join('/');
}
