import { turnUpright } from '../../../../nodes/shared/images/orientation';

/** Two rows of three pixels, each named by its red value. */
const STORED = {
	width: 3,
	height: 2,
	data: Uint8Array.from([1, 2, 3, 4, 5, 6].flatMap((red) => [red, red + 10, red + 20, 255])),
};

/** As the EXIF specification draws them. */
it.each([
	[1, ['1 2 3', '4 5 6']],
	[2, ['3 2 1', '6 5 4']],
	[3, ['6 5 4', '3 2 1']],
	[4, ['4 5 6', '1 2 3']],
	[5, ['1 4', '2 5', '3 6']],
	[6, ['4 1', '5 2', '6 3']],
	[7, ['6 3', '5 2', '4 1']],
	[8, ['3 6', '2 5', '1 4']],
])('orientation %i is turned upright', async (orientation, rows) => {
	const { width, height, data } = await turnUpright(STORED, orientation);
	const shown = Array.from({ length: height }, (_, y) =>
		Array.from({ length: width }, (_column, x) => data[(y * width + x) * 4]).join(' '),
	);
	expect(shown).toEqual(rows);
	for (let at = 0; at < data.length; at += 4) {
		expect([data[at + 1], data[at + 2], data[at + 3]]).toEqual([
			data[at]! + 10,
			data[at]! + 20,
			255,
		]);
	}
});
