/**
 * What stands for another character in HTML, in addresses, in JSON and in code, encoded once or more often; and
 * what nobody sees. Bounded, so that no run of a sign is looked at from each of its places.
 */
const SPELLED =
	/&(?:amp;){0,3}(?:#0{0,6}(\d{1,7})|#x0{0,6}([\da-f]{1,6})|([a-z]{2,8}));?|%(?:25){0,3}([\da-f]{2})|\\{1,4}(?:u00|x)([\da-f]{2})|\\{1,4}(?=["/\\])|[\u00ad\u200b-\u200d\u2060\ufeff]/gi;
const MAY_BE_SPELLED = /[&%\\\u00ad\u200b-\u200d\u2060\ufeff]/;

/** The names of the signs that keys have. */
const NAMED: Readonly<Record<string, string>> = {
	amp: '&',
	lt: '<',
	gt: '>',
	quot: '"',
	apos: "'",
	sol: '/',
	plus: '+',
	equals: '=',
	lowbar: '_',
	period: '.',
	hyphen: '-',
};

/** Replaces what `wanted` finds in a text as it reads once its spellings are undone. Linear in the text. */
export function replaceInSpelled(text: string, wanted: RegExp, replacement: string): string {
	if (!MAY_BE_SPELLED.test(text)) return text;
	const { plain, from } = unspelled(text);
	let [replaced, end] = ['', 0];
	for (const { 0: found, index } of plain.matchAll(wanted)) {
		replaced += text.slice(end, from[index]) + replacement;
		end = from[index + found.length]!;
	}
	return replaced + text.slice(end);
}

/** @returns where in `text` each unit of `plain` begins, and where `text` ends. */
function unspelled(text: string): { plain: string; from: number[] } {
	const parts: string[] = [];
	const from: number[] = [];
	const copy = (start: number, end: number) => {
		parts.push(text.slice(start, end));
		for (let at = start; at < end; at++) from.push(at);
	};
	let end = 0;
	for (const match of text.matchAll(SPELLED)) {
		const [spelled, decimal, hexadecimal, name, percent, escape] = match;
		copy(end, match.index);
		end = match.index + spelled.length;
		const code = decimal ? Number(decimal) : parseInt(hexadecimal ?? percent ?? escape ?? '', 16);
		const sign = name ? NAMED[name.toLowerCase()] : code <= 0xffff && String.fromCharCode(code);
		if (sign) {
			parts.push(sign);
			from.push(match.index);
		} else if (name) {
			copy(match.index, end);
		}
	}
	copy(end, text.length);
	from.push(text.length);
	return { plain: parts.join(''), from };
}
