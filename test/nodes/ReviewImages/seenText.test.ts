import { seenText } from '../../../nodes/ReviewImages/answers/seenText';
import { ownTime } from '../../support/ownTime';

describe('what a reviewer writes', () => {
	it.each([
		['a family', '👨‍👩‍👧‍👦 smiling'],
		['a profession with a skin tone', '👩🏽‍🚀'],
		['a heart on fire', '❤️‍🔥'],
		['the flag of Wales', '🏴󠁧󠁢󠁷󠁬󠁳󠁿 in the corner'],
		['Persian', 'می‌خواهم روشن‌تر'],
		['Persian with a vowel mark', 'مِی‌خواهم'],
		['Hindi', 'क्‌ष, क्‍ष'],
		['lines and tabs', 'One\n\tTwo'],
	])('keeps %s', (_, text) => {
		expect(seenText(text)).toBe(text);
	});

	it.each([
		['an override of direction', 'a\u202Egnp.exe\u202C', 'agnp.exe'],
		['isolates and marks of direction', '\u2066a\u2069\u200E\u200F\u061C', 'a'],
		['a joiner in a Latin name, which would look like another', 'A\u200Dd\u200Ca', 'Ada'],
		['joiners in a row', 'ب\u200C\u200Cب', 'بب'],
		['a joiner at an end', '\u200Dب\u200C', 'ب'],
		['a joiner after an emoji alone', '👩\u200D!', '👩!'],
		['letters that only a machine reads', 'Warmer\u{E0069}\u{E0067}\u{E006E}\u{E007F}', 'Warmer'],
		['the same behind a flag', `🏴${'\u{E0061}'.repeat(40)}`, '🏴'],
		['a soft hyphen, a zero-width space, a byte order mark', 'a\u00AD\u200B\uFEFFb', 'ab'],
		['control characters', 'a\u0000\u001b[31m\u0085b', 'a[31mb'],
		['half of a pair', 'a\uD83Db', 'ab'],
	])('loses %s', (_, text, seen) => {
		expect(seenText(text)).toBe(seen);
	});

	it('has one kind of line break', () => {
		expect(seenText('a\r\nb\rc')).toBe('a\nb\nc');
	});

	it('is read in a moment, however long its marks are', () => {
		const took = ownTime();
		seenText(`ب${'\u0301\u200C'.repeat(50_000)}`);
		seenText(`a${'\u0301'.repeat(50_000)}\u200C`.repeat(2));
		expect(took()).toBeLessThan(1000);
	});
});
