/** What each example of the folder `examples` must bring: pixels of its images in their order. */
export const EXAMPLE_SIZES: Readonly<Record<string, readonly string[]>> = {
	'first-image': ['1536x1024'],
	'social-set': [
		...['1080x1350', '1080x1920', '1200x627'],
		...['1080x1350', '1080x1920', '1200x627'],
	],
	'twenty-prompts': Array<string>(20).fill('1024x1024'),
	'edit-region': ['1024x1024', '1024x1024'],
	'key-visual-formats': ['1536x1024', '1080x1920', '1080x1080', '1500x500'],
	refusals: ['1024x1024', '1024x1024'],
	'compare-models': Array<string>(16).fill('1024x1024'),
	'compare-tally': Array<string>(8).fill('1024x1024'),
	'poster-text-judged': Array<string>(20).fill('1024x1536'),
	'overnight-catalogue': Array<string>(5).fill('1024x1024'),
};
