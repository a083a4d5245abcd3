/** A term of the report in plain words. */
export interface Explanation {
	term: string;
	text: string;
}

/** What the numbers mean, for people who judge images and not statistics. */
export const EXPLANATIONS = {
	similarity: {
		term: 'Similarity to the baseline',
		text: 'How alike the new image and the stored one look when laid over each other, from 0 (nothing in common) to 1 (the same image). It compares brightness, contrast and shapes spot by spot (SSIM). A new image of the same prompt is drawn again, with other poses and places, so a value far below 1 is normal and not a sign of poor quality. Use it to compare variants with each other, not as a mark.',
	},
	perceptualDistance: {
		term: 'Perceptual distance',
		text: 'How far apart the rough outlines of the two images are: each is reduced to a fingerprint of 64 yes-or-no marks, and this is how many differ. 0 means the same composition, up to about 10 a close relative, around 32 two unrelated images. It does not see fine detail, so it is lenient where similarity is strict.',
	},
	refusalRate: {
		term: 'Refusal rate',
		text: 'The share of answered requests that the model declined for safety reasons, with its 95% interval. Requests that failed for technical reasons or were not sent are counted separately. With no refusal the upper end says how many are possible all the same.',
	},
	median: {
		term: 'Median time',
		text: 'The middle one of all waiting times: half of the images came faster, half slower. A single very slow image does not move it.',
	},
	p95: {
		term: 'Slowest seen, or 95% arrived within',
		text: 'With fewer than 20 images this is the slowest one; with more, the time that 95% of them stayed within. A new image can take longer. Earlier attempts, waits for rate limits and requests that brought no image are not counted.',
	},
	costPerImage: {
		term: 'Cost per image',
		text: 'What one delivered image costs on average, from the tokens that the API reported and OpenAI’s published prices. Refused and failed requests are left out of this average.',
	},
	costPerAcceptedImage: {
		term: 'Cost per accepted image',
		text: 'All that was paid for a variant, rejected images included, divided by the images that reviewers accepted. A cheap model whose images are mostly rejected can be the expensive one. It needs answers that say which images can be used: yes or no, or every letter that can be used.',
	},
	acceptanceRate: {
		term: 'Acceptance rate',
		text: 'The share of the shown images that reviewers accepted. The true share is inside the interval next to it in 95 of 100 cases; with few prompts it is wide.',
	},
	winRate: {
		term: 'Win rate',
		text: 'Of the prompts on which reviewers preferred one of two variants, the share that went to this one. Ties are not included, but they count in the test.',
	},
	rank: {
		term: 'Rank and shortlist',
		text: 'Between which places a variant can stand, as far as its pairs are settled: “1 to 3” means that nobody is shown to be above it, and that it is shown to be above all but two others. The shortlist has all variants that no other one is shown to beat.',
	},
	strength: {
		term: 'Strength',
		text: 'One number for how often a variant is taken rather than another (Bradley–Terry): all variants together have 0 on average. One that is 1 above another is taken about three times as often. The interval says how much other prompts of the same kind would move it.',
	},
	alpha: {
		term: 'Krippendorff’s alpha',
		text: 'How far reviewers of the same images agree beyond chance: 1 is full agreement, 0 is what guessing would bring. From 0.8 on conclusions stand firm, from 0.67 on with care. Little agreement means that tastes differ, not that the answers are wrong.',
	},
	wrongLetters: {
		term: 'Wrong characters',
		text: 'How many characters of the expected text would have to be added, removed or replaced in what the judge read, by the characters that were expected (character error rate). Each text is compared where it matches best, in any order and across line breaks. It is computed from what was read, without asking a model, so nothing that is written in an image can change it. The judge reads without knowing what to expect; it can still misread small or ornate characters. Text in addition to the expected one is not counted here, but an image with any is not exactly right.',
	},
	judgeScore: {
		term: 'Judge’s score',
		text: 'The grades of 1 to 5 by their weights, as points from 0 to 100; 0 where a gate was not passed. “Runs” shows how far the judge differs from itself when it sees the same images again: a difference between variants that is smaller than that says nothing.',
	},
	judgeTakes: {
		term: 'The judge would accept',
		text: 'Images that pass every gate, reach 63 points, and have every expected character right. Compare it with people’s answers with Tally before you rely on it.',
	},
	pairs: {
		term: 'Pairs won',
		text: 'Images of the same prompt shown side by side, each pair in both orders. A variant wins only where both orders name it; where they disagree it is a tie.',
	},
	chance: {
		term: 'Better, worse, practically the same, not known yet',
		text: 'Each prompt is one trial. Each line has a difference and its 95% interval; the word follows from that interval after it was widened for the number of lines on the page. Inside the smallest difference that matters: practically the same. Not containing 0: better or worse. In all other cases it is not known yet. Fewer than six prompts never show that one is better.',
	},
} as const satisfies Record<string, Explanation>;
