import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The project's folder. */
export const directory = resolve(__dirname, '../../..');

/** The slugs of all examples, for a test a example. */
export const exampleSlugs: string[] = ['examples', 'examples/real-n8n'].flatMap((folder) =>
	readdirSync(join(directory, folder))
		.filter((file) => file.endsWith('.json'))
		.map((file) => file.replace('.json', ''))
		.sort(),
);
