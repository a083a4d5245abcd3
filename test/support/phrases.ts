/** A turn of phrase that must not come back, and what to write instead. */
export interface BannedPhrase {
	pattern: RegExp;
	instead: string;
}

/** Whole phrases, not words: each is right in no text of ours, whatever is around it. */
export const BANNED_PHRASES: readonly BannedPhrase[] = [
	{
		pattern: /\ban? (row|item|column|cell|page|field|line|text|name) an? \w+/i,
		instead: 'one row per prompt',
	},
	{ pattern: /, say\b|\bsay, /i, instead: 'for example, such as' },
	{ pattern: /\bput(s|ting)? out\b/i, instead: 'return, output' },
	{
		pattern: /\b(held?|holds|holding) (\w+ )?against\b/i,
		instead: 'compared with',
	},
	{
		pattern: /\b(is|are|was|were) told\b(?! to)|\btold (apart|as)\b/i,
		instead: 'reported',
	},
	{ pattern: /\bdear(er|est)\b/i, instead: 'more expensive, most expensive' },
	{
		pattern: /(?<!\bthere )\b(is|are|was) no (?!longer\b|more\b|less\b|\w+er\b)/i,
		instead: 'is not a',
	},
	{ pattern: /\banew\b/i, instead: 'again' },
	{ pattern: /\b(stands?|stood) (in|on|beside) /i, instead: 'is in' },
	{ pattern: /\bbeside\b/i, instead: 'next to, in addition to' },
	{ pattern: /\b(nobody (says|knows)|whoever)\b/i, instead: 'the passive' },
	{ pattern: /\bby (rule|itself neither)\b|\bneither\.$/i, instead: 'not even by' },
	{ pattern: /\btells? (of|apart)\b/i, instead: 'reports, distinguishes' },
	{ pattern: /\bpictures?\b/i, instead: 'image' },
	{ pattern: /\bwithout an ending\b/i, instead: 'without the file extension' },
	{ pattern: /\bitem's own end\b/i, instead: 'a result for each item' },
	{ pattern: /\bnowhere fully\b/i, instead: 'no fully transparent area' },
	{
		pattern: /\bso that (no|nothing) \w+ (can|may)\b/i,
		instead: 'so … cannot',
	},
	{ pattern: /, for (it|they|n8n) \w+/i, instead: 'because' },
	{ pattern: /\bleft out of account\b/i, instead: 'ignored' },
	{ pattern: /\bthat sees\b/i, instead: 'a vision model' },
	{ pattern: /\ba (text|figure|point) a\b/i, instead: 'one per' },
	{ pattern: /\bas a rule\b/i, instead: 'usually' },
	{ pattern: /\bare the most\b/i, instead: 'at most' },
	{ pattern: /\b(something|anything) else than\b/i, instead: 'other than' },
	{ pattern: /\b(images?|requests|USD) an? (call|minute|prompt|image)\b/i, instead: 'per call' },
	{ pattern: /\b(without|added|no) blanks\b|\ba blank or\b/i, instead: 'space' },
	{ pattern: /\bas (it|they) (stands?|came)\b/i, instead: 'as it is, unchanged' },
	{ pattern: /\bgateway before the server\b/i, instead: 'in front of the server' },
	{ pattern: /\ba (time|date) to come\b/i, instead: 'in the future' },
	{ pattern: /\bchance alone (may|can) bring\b/i, instead: 'could be chance alone' },
	{ pattern: /\b(clear|decides it|shows it|opens) by itself\b/i, instead: 'on its own' },
	{ pattern: /\bleaves? through\b/i, instead: 'goes to the first output' },
	{ pattern: /\b(two|three) at least\b/i, instead: 'at least two' },
	{ pattern: /\bReplace [^.:]{1,40} by\b/i, instead: 'replace with' },
	{ pattern: /\bin the place of\b/i, instead: 'instead of' },
	{ pattern: /\b(takes?|has|have) none to give\b/i, instead: 'returned none' },
	{ pattern: /\bnothing is claimed of\b/i, instead: 'nothing is concluded from' },
	{
		pattern: /\b(under it|heads) (as their heading|the (report|sheet|page))\b/i,
		instead: 'the heading of',
	},
];

/** The phrases of a text that must not be in it. */
export function bannedPhrasesIn(text: string): string[] {
	return BANNED_PHRASES.flatMap(({ pattern, instead }) => {
		const found = pattern.exec(text)?.[0];
		return found === undefined ? [] : [`"${found}": write ${instead}`];
	});
}
