import { captionOf, paletteOf } from './draw';
import { randomOf } from './palette';
import type { ImageJob } from '../types';
import { posterText } from './typesetting';

/** A picture as SVG text: gradient, circles, prompt, caption. */
export function drawSvg(job: ImageJob, index: number): Buffer {
	const { width, height } = job.size;
	const palette = paletteOf(job, index);
	const random = randomOf(`${job.prompt} ${job.modelId} ${index}`);
	const short = Math.min(width, height);
	const circles = [palette.light, ...palette.accents].map((color) => {
		const [x, y] = [width * (0.35 + random() * 0.65), height * (0.55 + random() * 0.4)];
		const radius = short * (0.08 + random() * 0.18);
		return `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${radius.toFixed(1)}" fill="${color}" fill-opacity="0.85"/>`;
	});
	const { headline } = posterText(job.prompt);
	const fontSize = Math.round(short * 0.075);
	const lines = wrap(headline, Math.floor((width * 0.84) / (fontSize * 0.6))).slice(0, 6);
	const spans = lines.map(
		(line, row) =>
			`<tspan x="${width * 0.08}" dy="${row ? '1.2em' : 0}">${escapeXml(line)}</tspan>`,
	);
	const [top, middle, bottom] = palette.sky;
	const text = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">
<title>${escapeXml(job.prompt)}</title>
<defs><linearGradient id="sky" x1="0" y1="0" x2="0.35" y2="1"><stop offset="0" stop-color="${top}"/><stop offset="0.5" stop-color="${middle}"/><stop offset="1" stop-color="${bottom}"/></linearGradient></defs>
<rect width="${width}" height="${height}" fill="url(#sky)"/>
${circles.join('\n')}
<text y="${height * 0.08 + fontSize}" fill="#ffffff" font-family="DejaVu Sans, Verdana, sans-serif" font-weight="bold" font-size="${fontSize}">${spans.join('')}</text>
<text x="${width * 0.08}" y="${height * 0.94}" fill="#ffffff" font-family="DejaVu Sans, Verdana, sans-serif" font-size="${Math.round(short * 0.03)}">${escapeXml(captionOf(job, index))}</text>
</svg>
`;
	return Buffer.from(text);
}

function wrap(text: string, columns: number): string[] {
	const lines: string[] = [];
	for (const word of text.split(/\s+/)) {
		const last = lines.at(-1);
		if (last !== undefined && last.length + word.length < columns)
			lines.push(`${lines.pop()} ${word}`);
		else lines.push(word);
	}
	return lines;
}

function escapeXml(text: string): string {
	const entities: Record<string, string> = {
		'&': '&amp;',
		'<': '&lt;',
		'>': '&gt;',
		'"': '&quot;',
	};
	// XML knows no control characters, line breaks and tabs excepted.
	return text
		.replace(/(?![\t\n\r])\p{Cc}/gu, '')
		.replace(/[&<>"]/g, (character) => entities[character] ?? character);
}
