import { EXAMPLES } from '../../../demo/examples/list';

/** How an example ends when nobody answers its form, and how many pictures it has made by then. */
export interface Expected {
	status: 'success' | 'waiting';
	pictures: number;
}

/** What the examples in `examples/real-n8n` bring; the others are listed in the demo. */
const REAL: Readonly<Record<string, Expected>> = {
	'agent-tool': { status: 'success', pictures: 0 },
	approval: { status: 'waiting', pictures: 3 },
	'migration-test': { status: 'waiting', pictures: 3 + 6 },
	'social-set-to-disk': { status: 'success', pictures: 6 },
};

export function expectedOf(slug: string): Expected | undefined {
	const listed = EXAMPLES.find((example) => example.slug === slug);
	return REAL[slug] ?? (listed && { status: 'success', pictures: listed.pictures });
}
