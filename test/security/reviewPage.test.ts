import fc from 'fast-check';
import { TEXTS, type Texts } from '../../nodes/ReviewImages/protocol/pageTexts';
import type { Round } from '../../nodes/ReviewImages/round/types';
import { reviewPage } from '../../nodes/ReviewImages/web/reviewPage';
import { note } from '../../nodes/ReviewImages/web/notes';
import { roundOf } from '../nodes/ReviewImages/support';
import { HOSTILE_TEXTS, hostileText, runs } from './cases';

const ADDRESSES = { data: '/webhook-waiting/1?signature=x', status: '/s', origins: [] };

/** A round in which everything that a person writes is this text, of either ballot. */
function roundWith(text: string, ballot: Round['settings']['ballot']): Round {
	const texts = Object.fromEntries(Object.keys(TEXTS).map((name) => [name, text])) as Texts;
	const settings = { ballot, texts, title: text, message: text, reviewers: [text, 'Ben'] };
	const round = roundOf(2, { ...settings, answersNeeded: 2 }, 1);
	const binary = { data: '', mimeType: 'image/png', fileName: text };
	return {
		...round,
		groups: round.groups.map((group) => ({ ...group, heading: text })),
		images: round.images.map((image) => ({
			...image,
			field: text,
			requested: text,
			preview: { ...image.preview, binary },
		})),
	};
}

/** The tags of a page with the names of their attributes: what its texts must not change. */
function skeleton(html: string): string[] {
	const tags = html.matchAll(/<(!|\/?[a-z][\w-]*)((?:\s+[\w-]+(?:="[^"]*")?)*)\s*\/?>?/gi);
	return [...tags].map(([, tag = '', attributes = '']) =>
		[tag, ...[...attributes.matchAll(/\s([\w-]+)(?:="[^"]*")?/g)].map(([, name]) => name)].join(
			' ',
		),
	);
}

const dataIn = (html: string) => {
	const [, json = ''] = /id="data"[^>]*>([^<]*)</.exec(html) ?? [];
	return JSON.parse(json) as { title: string; reviewers: string[]; images: unknown[] };
};

describe.each(['decide', 'pick'] as const)('the review page where people %s', (ballot) => {
	const pageWith = (text: string) => reviewPage(roundWith(text, ballot), ADDRESSES, 'nonce');
	const harmless = skeleton(pageWith('tea'));
	expect(harmless.length).toBeGreaterThan(20);

	const expectHarmless = (text: string) => {
		const html = pageWith(text);
		expect(skeleton(html)).toEqual(harmless);
		expect(dataIn(html)).toMatchObject({ title: text, reviewers: [text, 'Ben'] });
	};

	it.each(HOSTILE_TEXTS.map((text) => [text.slice(0, 40), text]))(
		'holds %s as text, wherever it was written',
		(_, text) => expectHarmless(text),
	);

	it('holds any text as text, wherever it was written', () => {
		fc.assert(
			fc.property(
				hostileText.filter((text) => text !== ''),
				expectHarmless,
			),
			{ numRuns: runs('reviewTexts').numRuns / 2 },
		);
	});
});

it('a note holds any text as text', () => {
	const harmless = skeleton(note('tea', 'tea').html);
	for (const text of HOSTILE_TEXTS) expect(skeleton(note(text, text).html)).toEqual(harmless);
});
