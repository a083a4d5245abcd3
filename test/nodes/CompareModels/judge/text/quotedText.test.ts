import { quotedText } from '../../../../../nodes/CompareModels/judge/text/quotedText';

describe('what a prompt puts in quotation marks', () => {
	it.each([
		['straight', 'A poster that says "Summer Sale"', ['Summer Sale']],
		['curly', 'A poster that says “Summer Sale” in red', ['Summer Sale']],
		['German', 'Ein Plakat mit „Größer, schöner“ darauf', ['Größer, schöner']],
		['Polish', 'Plakat „Zażółć gęślą jaźń”', ['Zażółć gęślą jaźń']],
		['French', 'Une affiche « Été indien »', ['Été indien']],
		['German book', 'Ein Plakat mit »Sommer«', ['Sommer']],
		['Japanese', 'ポスター「夏祭り」', ['夏祭り']],
		['single', "A sign that says 'Open late' above the door", ['Open late']],
		['curly single', 'A sign that says ‘It’s open’ above', ['It’s open']],
		['several', 'A label "Rosé" with "75 cl" below', ['Rosé', '75 cl']],
		['inches', 'A poster, 24" x 36", in red', []],
		['apostrophes', "The fox's den and the owl's tree", []],
		['none', 'A fox', []],
		['empty', 'A sign ""', []],
	])('%s', (_name, prompt, expected) => {
		expect(quotedText(prompt)).toEqual(expected);
	});
});
