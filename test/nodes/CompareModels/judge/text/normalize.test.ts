import { scoreText } from '../../../../../nodes/CompareModels/judge/text/textScore';

const anyCase = { ignoreCase: true, ignoreWhitespace: false };
const strict = { ...anyCase, ignoreCase: false };
const edits = (expected: string, read: string, rules = anyCase) => [
	scoreText([expected], [read], rules).edits,
	scoreText([read], [expected], rules).edits,
];

describe('two spellings that look the same', () => {
	it.each([
		['full width', 'SUMMER SALE 50%', 'ＳＵＭＭＥＲ　ＳＡＬＥ　５０％'],
		['half-width kana', 'サマーセール', 'ｻﾏｰｾｰﾙ'],
		['half-width kana with marks', 'ガラスのパン', 'ｶﾞﾗｽのﾊﾟﾝ'],
		['a wide exclamation mark', 'Sale！', 'Sale!'],
		['wide brackets', '（限定）', '(限定)'],
		['half-width punctuation', '「夏、春。」', '｢夏､春｡｣'],
		['composed and decomposed', 'Zoë', 'Zoe\u0308'],
		['curly marks', '“Zoë’s”', '"Zoë\'s"'],
		['Hebrew marks', 'צה״ל ג׳', 'צה"ל ג\''],
		['dashes', '5–6', '5-6'],
		['an ellipsis', 'Wait…', 'Wait...'],
		['a wave dash', '10〜12', '10～12'],
		['middle dots', 'ジョン・スミス', 'ジョン･スミス'],
		['a no-break blank', '75 cl', '75\u00a0cl'],
		['a soft hyphen', 'Sommer', 'Som\u00admer'],
		['marks of direction', 'سلام', '\u200fسلام\u200f'],
		['a joiner that cannot be seen', 'می‌خواهم', 'میخواهم'],
		['a stretched Arabic word', 'سلام', 'ســـلام'],
		['Arabic contextual forms', 'سلام', 'ﺳﻼم'],
		['Hebrew presentation forms', 'שׁלום', '\ufb2aלום'],
		['ligatures', 'fish office', 'ﬁsh oﬃce'],
		['bold letters of mathematics', 'SALE', '𝐒𝐀𝐋𝐄'],
		['Roman numerals', 'XII', 'Ⅻ'],
		['a variation selector', '❤', '❤\ufe0f'],
	])('two spellings that look the same are right: %s', (_name, expected, read) => {
		expect(edits(expected, read)).toEqual([0, 0]);
		expect(edits(expected, read, strict)).toEqual([0, 0]);
	});
});

describe('capitals and small letters', () => {
	it.each([
		['English', 'Open Late', 'OPEN LATE'],
		['ß and SS', 'Straße', 'STRASSE'],
		['ẞ and SS', 'STRAẞE', 'STRASSE'],
		['ß and ẞ', 'Straße', 'STRAẞE'],
		['İ and i', 'İstanbul', 'istanbul'],
		['İ and i in capitals', 'İSTANBUL', 'istanbul'],
		['I and ı', 'ISPARTA', 'ısparta'],
		['I and i', 'ISTANBUL', 'istanbul'],
		['both sigmas', 'ΟΔΟΣ', 'οδος'],
		['Greek capitals without their accents', 'Καλημέρα κόσμε', 'ΚΑΛΗΜΕΡΑ ΚΟΣΜΕ'],
		['a Greek capital that begins with one', 'Άνοιξη', 'ΑΝΟΙΞΗ'],
		['Greek capitals with their accents', 'Άνοιξη', 'ΆΝΟΙΞΗ'],
		['a Greek diaeresis with an accent', 'Μαΐου', 'ΜΑΪΟΥ'],
		['Cyrillic', 'Ёлка', 'ЁЛКА'],
		['full width', 'sale', 'ＳＡＬＥ'],
	])('uppercase and lowercase letters are the same: %s', (_name, expected, read) => {
		expect(edits(expected, read)).toEqual([0, 0]);
		expect(edits(expected, read, strict)[0]).toBeGreaterThan(0);
	});
});

describe('a difference that can be seen', () => {
	it.each([
		['ı and i', 'ısparta', 'isparta', 1],
		['İ and I', 'İSTANBUL', 'ISTANBUL', 1],
		['a missing accent', 'Καλημέρα', 'Καλημερα', 1],
		['a missing accent after a capital', 'Άνοιξη', 'Ανοιξη', 1],
		['a wrong accent', 'Été', 'Étè', 1],
		['a missing diaeresis', 'ΜΑΪΟΥ', 'ΜΑΙΟΥ', 1],
		['a power', 'm²', 'm2', 1],
		['a circled digit', '①', '1', 1],
		['Ё and Е', 'Ёлка', 'Елка', 1],
		['a small kana', 'シャツ', 'シヤツ', 1],
		['a voiced kana', 'ガラス', 'カラス', 1],
		['Arabic and European digits', '٣', '3', 1],
	])('a difference that can be seen counts: %s', (_name, expected, read, wrong) => {
		expect(edits(expected, read)).toEqual([wrong, wrong]);
	});
});
