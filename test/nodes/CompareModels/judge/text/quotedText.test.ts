import { quotedText } from '../../../../../nodes/CompareModels/judge/text/quotedText';

describe('what a prompt puts in quotation marks', () => {
	it.each([
		['straight', 'A poster that says "Summer Sale"', ['Summer Sale']],
		['curly', 'A poster that says “Summer Sale” in red', ['Summer Sale']],
		['German', 'Ein Plakat mit „Größer, schöner“ darauf', ['Größer, schöner']],
		['German, typed', 'Ein Plakat mit „Größer" und „schöner" darauf', ['Größer', 'schöner']],
		['German, typed in two ways', 'Ein Plakat mit „Größer" und „schöner“', ['Größer', 'schöner']],
		['German single', 'Ein Schild mit ‚Offen‘ darauf', ['Offen']],
		['Polish', 'Plakat „Zażółć gęślą jaźń”', ['Zażółć gęślą jaźń']],
		['French', 'Une affiche « Été indien »', ['Été indien']],
		['French single', 'Une affiche ‹Été› ici', ['Été']],
		['Russian', 'Плакат «Лето» и «Зима»', ['Лето', 'Зима']],
		['German book', 'Ein Plakat mit »Sommer«', ['Sommer']],
		['German book, single', 'Ein Plakat mit ›Sommer‹', ['Sommer']],
		['Swedish and Finnish', 'Affisch med ”Blå timme” i guld', ['Blå timme']],
		['Swedish and Finnish, pointed', 'Affisch med »Blå time» i guld', ['Blå time']],
		['Swedish and Finnish, single', 'Affisch med ’Blå timme’ i guld', ['Blå timme']],
		['Hebrew', 'שלט עם ״מבצע קיץ״ באדום', ['מבצע קיץ']],
		['Hebrew, straight after a prefix', 'שלט עם ה"מבצע" כאן', ['מבצע']],
		['Arabic, straight without blanks', 'لوحة عليها"تخفيضات"بالأحمر', ['تخفيضات']],
		['Thai, straight without blanks', 'ป้ายเขียนว่า"ลดราคา"สีแดง', ['ลดราคา']],
		['Chinese, straight without blanks', '海报上写着"夏日特卖"四个大字', ['夏日特卖']],
		['Chinese, curly', '海报上写着“夏日特卖”四个大字', ['夏日特卖']],
		['Chinese, single', "海报上写着'夏日'和‘特卖’", ['夏日', '特卖']],
		['Chinese, wide', '海报上写着＂夏日特卖＂四个大字', ['夏日特卖']],
		['Chinese, before a number', '写着"夏"2024', ['夏']],
		['Chinese brackets', '海报标题【夏日特卖】,封面《红楼梦》', ['夏日特卖', '红楼梦']],
		['Japanese', 'ポスター「夏祭り」', ['夏祭り']],
		['Japanese, straight without blanks', 'ポスターに"夏の大セール"と書いて', ['夏の大セール']],
		['Japanese, other marks', '『夏』と｢秋｣と〝冬〟と﹁春﹂', ['夏', '秋', '冬', '春']],
		['Korean', '포스터에 "여름 세일"이라고', ['여름 세일']],
		['single', "A sign that says 'Open late' above the door", ['Open late']],
		['single with an apostrophe', "A sign that says 'Don't panic'", ["Don't panic"]],
		['single with an owner', "A sign 'The dogs' home' here", ["The dogs' home"]],
		['single beside an owner', "'Fresh eggs' beside the farmer's gate", ['Fresh eggs']],
		['single after an owner', "the kids' room has 'Play' on it", ['Play']],
		['curly single', 'A sign that says ‘It’s open’ above', ['It’s open']],
		['several', 'A label "Rosé" with "75 cl" below', ['Rosé', '75 cl']],
		['twice the same', 'A label "Rosé", and "Rosé" is in gold', ['Rosé']],
		['doubled', 'A label ""Rosé""', ['Rosé']],
		['with inches', 'A 24" wide sign that says "Open"', ['Open']],
		['with a short year', 'A \'90s poster "Rock n\' Roll" in red', ["Rock n' Roll"]],
	])('a quoted text is found: %s', (_name, prompt, expected) => {
		expect(quotedText(prompt)).toEqual(expected);
	});

	it.each([
		['« dit «intérieur» fin »', 'dit «intérieur» fin'],
		['«a «b» c»', 'a «b» c'],
		['“She said ‘Go’ now”', 'She said ‘Go’ now'],
		['“A “B” C”', 'A “B” C'],
		['„Er sagte "Hallo" laut“', 'Er sagte "Hallo" laut'],
		['ポスター「夏『祭』り」', '夏『祭』り'],
		['"He said "hi" now"', 'He said "hi" now'],
	])('a quoted text is the outer quotation: %s', (prompt, expected) => {
		expect(quotedText(prompt)).toEqual([expected]);
	});

	it.each([
		['inches', 'A poster, 24" x 36", in red'],
		['feet and inches', 'A man of 5\'10" beside one of 6\'2"'],
		['apostrophes', "The fox's den and the owl's tree"],
		['a word without its beginning', "'Twas the night at the dogs' home"],
		['the same with curly marks', '’Twas the night at the dogs’ home'],
		["an n'", "rock 'n' roll in the '90s"],
		['Hebrew abbreviations', 'צה"ל וחז"ל'],
		['a mark that nothing closes', 'A sign that says "Open'],
		['a style', 'A hotel in the style of "Wes Anderson"'],
		['a style in front', 'A "Wes Anderson" style hotel'],
		['an inspiration', 'A hotel inspired by the film “The Grand Budapest Hotel”'],
		['a style in German', 'Ein Hotel im Stil von „Wes Anderson“'],
		['a style in French', 'Un hôtel dans le style de « Wes Anderson »'],
		['a style in Chinese', '“宫崎骏”风格的海报'],
		['a style in Japanese', '「ジブリ」風の絵'],
		['a style in Korean', '"지브리" 스타일의 그림'],
		['headings', '【主体】一只猫\n【背景】雪'],
		['none', 'A fox'],
		['nothing', 'A sign ""'],
	])('a quoted text is not %s', (_name, prompt) => {
		expect(quotedText(prompt)).toEqual([]);
	});

	it('is what is to be read, not the style beside it', () => {
		expect(quotedText('In the style of "Wes Anderson", with a sign "Grand Hotel"')).toEqual([
			'Grand Hotel',
		]);
	});
});
