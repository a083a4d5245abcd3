interface Frame {
	isArray: boolean;
	/** In an object: the key whose value comes. */
	key: string | null;
	/** In an array: which entry comes. */
	index: number;
}

/** Where in a JSON text we are, as far as it takes to recognise an image. */
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

	/** @returns false where nothing was open. */
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

	/** Whether `data: […]` opens here. */
	get atData(): boolean {
		const [root] = this.frames;
		return this.depth === 1 && !root!.isArray && root!.key === 'data';
	}

	/** What the string that begins here may be: `b64_json` or `url` of `data[index]`. */
	get imageField(): { field: 'b64_json' | 'url'; index: number } | null {
		const [root, data, entry] = this.frames;
		if (this.depth !== 3 || root!.isArray || root!.key !== 'data') return null;
		if (!data!.isArray || entry!.isArray) return null;
		const field = entry!.key;
		return field === 'b64_json' || field === 'url' ? { field, index: data!.index } : null;
	}
}
