import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';

/** A folder with the index page, and a folder in it for each example. */
export class OutputFolder {
	private readonly taken = new Set<string>();

	constructor(readonly directory: string) {
		mkdirSync(directory, { recursive: true });
	}

	/**
	 * Writes a file, under another name where the name is taken.
	 * @param fileName as the node gave it; folders in it are ignored.
	 * @returns its path relative to the folder, with forward slashes.
	 */
	write(subfolder: string, fileName: string, bytes: Buffer | string): string {
		mkdirSync(join(this.directory, subfolder), { recursive: true });
		const name = this.freeName(subfolder, basename(fileName));
		writeFileSync(join(this.directory, subfolder, name), bytes);
		return `${subfolder}/${name}`;
	}

	/** Makes the folder that an example's own nodes may write to. @returns where it is. */
	placeFor(subfolder: string): string {
		const place = join(this.directory, subfolder);
		mkdirSync(place, { recursive: true });
		return place;
	}

	/** Writes the page that everything is looked at from. @returns where it is. */
	writeIndex(html: string): string {
		const path = join(this.directory, 'index.html');
		writeFileSync(path, html);
		return path;
	}

	private freeName(subfolder: string, wanted: string): string {
		const extension = extname(wanted);
		const stem = wanted.slice(0, wanted.length - extension.length);
		let name = wanted;
		for (let number = 2; this.taken.has(`${subfolder}/${name}`.toLowerCase()); number++) {
			name = `${stem}-${number}${extension}`;
		}
		this.taken.add(`${subfolder}/${name}`.toLowerCase());
		return name;
	}
}
