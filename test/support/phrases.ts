/** A turn of phrase that must not come back, and what to write instead. */
export interface BannedPhrase {
	pattern: RegExp;
	instead: string;
	/** Still in strings of `nodes/`, which are not checked for it yet. */
	stillInNodes?: true;
}

/** Whole phrases, not words: each is right in no text of ours, whatever is around it. */
export const BANNED_PHRASES: readonly BannedPhrase[] = [
	{
		pattern: /\ban? (row|item|column|cell|page|field|line|text|name) an? \w+/i,
		instead: 'one row per prompt',
		stillInNodes: true,
	},
	{ pattern: /, say\b|\bsay, /i, instead: 'for example, such as', stillInNodes: true },
	{ pattern: /\bput(s|ting)? out\b/i, instead: 'return, output', stillInNodes: true },
	{
		pattern: /\b(held?|holds|holding) (\w+ )?against\b/i,
		instead: 'compared with',
		stillInNodes: true,
	},
	{
		pattern: /\b(is|are|was|were) told\b(?! to)|\btold (apart|as)\b/i,
		instead: 'reported',
		stillInNodes: true,
	},
	{ pattern: /\bdear(er|est)\b/i, instead: 'more expensive, most expensive', stillInNodes: true },
	{
		pattern: /(?<!\bthere )\b(is|are|was) no (?!longer\b|more\b|less\b|\w+er\b)/i,
		instead: 'is not a',
		stillInNodes: true,
	},
	{ pattern: /\banew\b/i, instead: 'again', stillInNodes: true },
	{ pattern: /\b(stands?|stood) (in|on|beside) /i, instead: 'is in', stillInNodes: true },
	{ pattern: /\bbeside\b/i, instead: 'next to, in addition to', stillInNodes: true },
	{ pattern: /\b(nobody (says|knows)|whoever)\b/i, instead: 'the passive', stillInNodes: true },
	{ pattern: /\bby (rule|itself neither)\b|\bneither\.$/i, instead: 'not even by' },
	{ pattern: /\btells? (of|apart)\b/i, instead: 'reports, distinguishes', stillInNodes: true },
	{ pattern: /\bpictures?\b/i, instead: 'image', stillInNodes: true },
	{ pattern: /\bwithout an ending\b/i, instead: 'without the file extension', stillInNodes: true },
	{ pattern: /\bitem's own end\b/i, instead: 'a result for each item', stillInNodes: true },
	{ pattern: /\bnowhere fully\b/i, instead: 'no fully transparent area', stillInNodes: true },
	{
		pattern: /\bso that (no|nothing) \w+ (can|may)\b/i,
		instead: 'so … cannot',
		stillInNodes: true,
	},
	{ pattern: /, for (it|they|n8n) \w+/i, instead: 'because', stillInNodes: true },
	{ pattern: /\bleft out of account\b/i, instead: 'ignored', stillInNodes: true },
	{ pattern: /\bthat sees\b/i, instead: 'a vision model', stillInNodes: true },
	{ pattern: /\ba (text|figure|point) a\b/i, instead: 'one per' },
	{ pattern: /\bas a rule\b/i, instead: 'usually', stillInNodes: true },
	{ pattern: /\bare the most\b/i, instead: 'at most', stillInNodes: true },
];

/** What strings of `nodes/` are checked for. */
export const PHRASES_BANNED_IN_NODES = BANNED_PHRASES.filter(({ stillInNodes }) => !stillInNodes);

/** The phrases of a text that must not be in it. */
export function bannedPhrasesIn(
	text: string,
	phrases: readonly BannedPhrase[] = BANNED_PHRASES,
): string[] {
	return phrases.flatMap(({ pattern, instead }) => {
		const found = pattern.exec(text)?.[0];
		return found === undefined ? [] : [`"${found}": write ${instead}`];
	});
}
