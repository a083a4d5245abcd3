/** A workflow of the folder `examples`, in the order in which the demo shows it. */
export interface ListedExample {
	/** The file's name without its ending. */
	slug: string;
	/** How many images are asked for, refused ones counted. */
	pictures: number;
	/** Cheap enough to be run against OpenAI by `npm run demo -- --live`, and without a data table. */
	live?: true;
	/** The folder below `examples`, where it is in one. */
	place?: 'real-n8n';
}

export const EXAMPLES: readonly ListedExample[] = [
	{ slug: 'first-image', pictures: 1, live: true },
	{ slug: 'social-set', pictures: 6 },
	{ slug: 'twenty-prompts', pictures: 20 },
	{ slug: 'edit-region', pictures: 2, live: true },
	{ slug: 'key-visual-formats', pictures: 4 },
	{ slug: 'refusals', pictures: 3 },
	{ slug: 'compare-models', pictures: 16 },
	{ slug: 'compare-tally', pictures: 8 },
	{ slug: 'poster-text-judged', pictures: 20 },
	{ slug: 'overnight-catalogue', pictures: 6, place: 'real-n8n' },
];
