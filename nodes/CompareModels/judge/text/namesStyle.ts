/** How languages lead up to the name of a style, an artist or a work that is only a model. */
const BEFORE = [
	'(?:style|manner|spirit|vein|aesthetic) of(?: the)?(?: (?:film|movie|series|artist|painting|game))?',
	'inspired by(?: the)?(?: (?:film|movie|series|artist|painting|game))?',
	'reminiscent of',
	'(?:à|a) la',
	'(?:im|in) stil (?:von|des|der)',
	"dans le style d[e’']",
	'(?:al|en el|con el) estilo de',
	'(?:nello|in) stile(?: di)?',
	'(?:no|ao) estilo d[eao]',
	'in de stijl van',
	'i stil(?:en)? (?:med|av|som)',
	'tyyliin',
	'w stylu',
	've stylu',
	'в стиле',
	'у стилі',
	'στο (?:στυλ|ύφος)(?: του| της)?',
	'بأسلوب',
	'בסגנון',
];
/** And what follows such a name. */
const AFTER = [
	'[-–]?\\s?(?:style|esque|aesthetic|inspired)\\b',
	'[-–]Stil\\b',
	'(?:tarzında|stilinde|tyyli)',
	'的?(?:风格|風格|画风|畫風)',
	'(?:スタイル|風(?=[のにでな、。\\s]|$)|調(?=[のにでな、。\\s]|$))',
	'(?:스타일|풍(?=[의으]))',
];

const LEADS_UP = new RegExp(`(?<!\\p{L})(?:${BEFORE.join('|')})\\s*$`, 'iu');
const FOLLOWS = new RegExp(`^\\s?(?:${AFTER.join('|')})`, 'iu');

/**
 * Whether a quotation is the name of a style, which an image follows and does not show.
 * @param before some characters before the mark that opens.
 * @param after some characters after the mark that closes.
 */
export function namesStyle(before: string, after: string): boolean {
	return LEADS_UP.test(before) || FOLLOWS.test(after);
}
