const SHADES = { black: '#101418', white: '#ffffff' };

/**
 * The colour of text on the accent colour: whichever of black and white is the easier to read. One of the two
 * always has a contrast of 4.5 or more (WCAG AA).
 * @param color `#rrggbb`
 */
export function inkOn(color: string): string {
	const light = luminance(color);
	const onWhite = 1.05 / (light + 0.05);
	const onBlack = (light + 0.05) / (luminance(SHADES.black) + 0.05);
	return onWhite >= onBlack ? SHADES.white : SHADES.black;
}

/** Relative luminance, 0–1, as WCAG 2 defines it. */
function luminance(color: string): number {
	const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
		const value = parseInt(color.slice(at, at + 2), 16) / 255;
		return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
	});
	return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
