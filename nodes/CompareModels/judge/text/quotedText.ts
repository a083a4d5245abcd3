/** An opening mark follows no letter or digit (24" is no quotation), a closing one stands before none. */
const before = '(?<![\\p{L}\\p{N}])';
const after = '(?![\\p{L}\\p{N}])';

const QUOTATION = new RegExp(
	[
		`${before}"([^"]+)"${after}`,
		'„([^“”„]+)[“”]',
		'“([^“”]+)”',
		'«([^«»]+)»',
		'»([^«»]+)«',
		'「([^」]+)」',
		'『([^』]+)』',
		`${before}‚([^‘’‚]+)[‘’]${after}`,
		`${before}‘([^‘]+?)’${after}`,
		`${before}'([^'\\n]{2,})'${after}`,
	].join('|'),
	'gu',
);

/** What a prompt puts in quotation marks, in order: the words that the picture is to show. */
export function quotedText(prompt: string): string[] {
	return [...prompt.matchAll(QUOTATION)].flatMap((match) => {
		const text = (match.slice(1).find((group) => group !== undefined) ?? '').trim();
		return text === '' ? [] : [text];
	});
}
