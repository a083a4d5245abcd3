/** A colour in CIE L*a*b* under D65, the white of sRGB. */
export type Lab = readonly [lightness: number, a: number, b: number];

const LINEAR = Float64Array.from({ length: 256 }, (_, level) => {
	const value = level / 255;
	return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
});
const WHITE = [0.95047, 1, 1.08883] as const;
const EDGE = (6 / 29) ** 3;

// Looked up once, as in pngFilter.ts.
const { abs, atan2, cbrt, cos, exp, hypot, PI, sin, sqrt } = Math;

const root = (value: number) => (value > EDGE ? cbrt(value) : value / (3 * (6 / 29) ** 2) + 4 / 29);

/** L*a*b* of sRGB levels, 0 to 255. */
export function labOf(red: number, green: number, blue: number): Lab {
	const r = LINEAR[red]!;
	const g = LINEAR[green]!;
	const b = LINEAR[blue]!;
	const x = root((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / WHITE[0]);
	const y = root(0.2126729 * r + 0.7151522 * g + 0.072175 * b);
	const z = root((0.0193339 * r + 0.119192 * g + 0.9503041 * b) / WHITE[2]);
	return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

const DEGREE = PI / 180;
const FULL = 2 * PI;
const POWER_25_7 = 25 ** 7;

const angle = (b: number, a: number) => {
	if (a === 0 && b === 0) return 0;
	const value = atan2(b, a);
	return value < 0 ? value + FULL : value;
};

/**
 * How different two colours look: CIEDE2000 (CIE 142-2001), as Sharma, Wu and Dalal give it (2005). About
 * 1 is just visible side by side, 2 to 3 is seen at a glance, 10 is plainly another colour.
 */
export function deltaE2000([l1, a1, b1]: Lab, [l2, a2, b2]: Lab): number {
	const meanChroma7 = ((hypot(a1, b1) + hypot(a2, b2)) / 2) ** 7;
	const stretch = 1 + 0.5 * (1 - sqrt(meanChroma7 / (meanChroma7 + POWER_25_7)));
	const c1 = hypot(a1 * stretch, b1);
	const c2 = hypot(a2 * stretch, b2);
	const h1 = angle(b1, a1 * stretch);
	const h2 = angle(b2, a2 * stretch);
	const gray = c1 * c2 === 0;

	let turn = gray ? 0 : h2 - h1;
	if (turn > PI) turn -= FULL;
	else if (turn < -PI) turn += FULL;
	let hue = h1 + h2;
	if (!gray) {
		if (abs(h1 - h2) > PI) hue += hue < FULL ? FULL : -FULL;
		hue /= 2;
	}
	const lightness = (l1 + l2) / 2;
	const chroma = (c1 + c2) / 2;
	const weight =
		1 -
		0.17 * cos(hue - 30 * DEGREE) +
		0.24 * cos(2 * hue) +
		0.32 * cos(3 * hue + 6 * DEGREE) -
		0.2 * cos(4 * hue - 63 * DEGREE);
	const fromMiddle = (lightness - 50) ** 2;
	const chroma7 = chroma ** 7;
	const rotation =
		-2 *
		sqrt(chroma7 / (chroma7 + POWER_25_7)) *
		sin(60 * DEGREE * exp(-(((hue / DEGREE - 275) / 25) ** 2)));

	const light = (l2 - l1) / (1 + (0.015 * fromMiddle) / sqrt(20 + fromMiddle));
	const color = (c2 - c1) / (1 + 0.045 * chroma);
	const shade = (2 * sqrt(c1 * c2) * sin(turn / 2)) / (1 + 0.015 * chroma * weight);
	return sqrt(light * light + color * color + shade * shade + rotation * color * shade);
}
