import { EXAMPLES } from '../../../dev/demo/examples/list';
import { EXAMPLE_SIZES } from '../../support/exampleSizes';

/** What an example brings when nobody answers. */
export interface Expected {
	status: 'success' | 'waiting';
	/** How many images ended how. */
	counts: Readonly<Record<string, number>>;
	/** Pixels of the images that came, in the order of nodes and items. */
	sizes: readonly string[];
	/** Names of the files that lie in its folder then, with the pixels of those that are images of ours. */
	files: Readonly<Record<string, string | undefined>>;
}

const waitingWith = (sizes: readonly string[], files: Expected['files']): Expected => ({
	...ended(sizes, files),
	status: 'waiting',
});

const ended = (sizes: readonly string[], files: Expected['files'] = {}): Expected => ({
	status: 'success',
	counts: { ok: sizes.length },
	sizes,
	files,
});

/** What the examples in `examples/real-n8n` bring; the images of the others are known to the demo. */
const REAL: Readonly<Record<string, Expected>> = {
	// The one image is its tool's.
	'agent-tool': { ...ended([]), counts: {} },
	approval: waitingWith(Array<string>(3).fill('1024x1024'), { 'autumn-tea-brief.txt': undefined }),
	// Twelve files; the node's last run is its last batch.
	'list-in-batches': ended(
		Array<string>(4).fill('1024x1024'),
		Object.fromEntries(
			'tea shoe lamp bag bread bike watch plant book cup hat clock'
				.split(' ')
				.map((name) => [`${name}.png`, '1024x1024']),
		),
	),
	'migration-test': waitingWith(Array<string>(3 + 6).fill('1024x1024'), {
		'migration-test-report.html': undefined,
		'migration-test-contact-sheet.png': undefined,
		'migration-test-table.csv': undefined,
	}),
	'overnight-catalogue': {
		...ended(Array<string>(5).fill('1024x1024'), {
			...Object.fromEntries(
				'mug lamp bag watch stool'.split(' ').map((name) => [`${name}.jpg`, '1024x1024']),
			),
			'not-made-1.csv': undefined,
		}),
		counts: { ok: 5, refused: 1 },
	},
	'social-set-to-disk': ended(EXAMPLE_SIZES['social-set'] ?? [], {
		'autumn-tea-instagramPortrait.png': '1080x1350',
		'autumn-tea-story.png': '1080x1920',
		'autumn-tea-linkedInPost.png': '1200x627',
		'trail-shoe-instagramPortrait.png': '1080x1350',
		'trail-shoe-story.png': '1080x1920',
		'trail-shoe-linkedInPost.png': '1200x627',
	}),
	'two-reviewers': waitingWith(Array<string>(2).fill('1024x1024'), {}),
};

/** @throws for an example that nothing is known of. */
export function expectedOf(slug: string): Expected {
	const real = REAL[slug];
	if (real) return real;
	const listed = EXAMPLES.find((example) => example.slug === slug);
	const sizes = EXAMPLE_SIZES[slug];
	if (!listed || !sizes) throw new Error(`What ${slug} should bring is not written down.`);
	const refused = listed.pictures - sizes.length;
	return {
		...ended(sizes),
		counts: { ok: sizes.length, ...(refused > 0 && { refused }) },
	};
}
