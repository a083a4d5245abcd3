import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const projectFolder = join(__dirname, '../..');

export interface Packed {
	/** The unpacked tarball. */
	folder: string;
	/** Paths in it, with forward slashes, sorted. */
	files: string[];
	/** Size of the tarball in bytes. */
	tarballBytes: number;
	remove(): void;
}

/** The package as npm would publish it now, packed and unpacked in a temporary folder. */
export function packPackage(): Packed {
	const folder = mkdtempSync(join(tmpdir(), 'gpt-image-packed-'));
	execFileSync('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder], {
		cwd: projectFolder,
	});
	const [tarball = ''] = readdirSync(folder);
	execFileSync('tar', ['-xzf', tarball], { cwd: folder });
	const unpacked = join(folder, 'package');
	return {
		folder: unpacked,
		files: readdirSync(unpacked, { recursive: true, withFileTypes: true })
			.filter((entry) => entry.isFile())
			.map((entry) => join(entry.parentPath, entry.name).slice(unpacked.length + 1))
			.sort(),
		tarballBytes: statSync(join(folder, tarball)).size,
		remove: () => rmSync(folder, { recursive: true, force: true }),
	};
}
