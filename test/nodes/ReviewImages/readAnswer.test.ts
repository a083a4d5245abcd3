import fc from 'fast-check';
import { openDrawing } from '../../../nodes/ReviewImages/answers/drawing';
import { readAnswer } from '../../../nodes/ReviewImages/answers/readAnswer';
import { RejectedAnswer } from '../../../nodes/ReviewImages/answers/rejected';
import type { AnswerBody } from '../../../nodes/ReviewImages/protocol/answer';
import { LIMITS } from '../../../nodes/ReviewImages/protocol/limits';
import { fromForm } from '../../../nodes/ReviewImages/web/fromForm';
import { encodePng } from '../../../nodes/shared/images/png';
import { CASES, hostileText, runs } from '../../security/cases';
import { decision, roundOf } from './support';

const round = roundOf(2);

const body = (more: Partial<AnswerBody> = {}): AnswerBody => ({
	round: round.id,
	id: 'answer-0001',
	reviewer: 'Ada',
	decisions: [decision(0, 'approve'), decision(1, 'change', 'Warmer')],
	picks: [],
	...more,
});

/** The status that an answer is turned down with; 200 where it is taken. */
function statusOf(given: unknown, of = round): number {
	try {
		readAnswer(given, of);
		return 200;
	} catch (thrown) {
		if (thrown instanceof RejectedAnswer) return thrown.status;
		throw thrown;
	}
}

describe('an answer', () => {
	it('is taken when each image has one decision', () => {
		expect(readAnswer(body(), round)).toEqual(body());
	});

	it.each<[string, unknown]>([
		['nothing', undefined],
		['a list', []],
		['an unknown field', { ...body(), admin: true }],
		['a decision too few', body({ decisions: [decision(0, 'approve')] })],
		[
			'two decisions on one image',
			body({ decisions: [0, 0].map((at) => decision(at, 'approve')) }),
		],
		[
			'an image that is not there',
			body({ decisions: [decision(0, 'approve'), decision(7, 'approve')] }),
		],
		['a half index', body({ decisions: [decision(0, 'approve'), decision(0.5, 'approve')] })],
		['an index below 0', body({ decisions: [decision(0, 'approve'), decision(-1, 'approve')] })],
		[
			'a word that is no decision',
			body({
				decisions: [
					{ ...decision(0, 'approve'), decision: 'pay' as never },
					decision(1, 'approve'),
				],
			}),
		],
		[
			'too long a comment',
			body({
				decisions: [decision(0, 'approve'), decision(1, 'change', 'x'.repeat(LIMITS.comment + 1))],
			}),
		],
		['too long a name', body({ reviewer: 'x'.repeat(LIMITS.name + 1) })],
		[
			'pins on an approval',
			body({
				decisions: [
					{ ...decision(0, 'approve'), pins: [{ x: 1, y: 1, text: 'a' }] },
					decision(1, 'approve'),
				],
			}),
		],
		[
			'a pin beside the image',
			body({
				decisions: [
					decision(0, 'approve'),
					{ ...decision(1, 'change'), pins: [{ x: 101, y: 1, text: 'a' }] },
				],
			}),
		],
		[
			'a drawing on an approval',
			body({
				decisions: [
					{ ...decision(0, 'approve'), drawing: { kind: 'region', png: '' } },
					decision(1, 'approve'),
				],
			}),
		],
		['picks where nothing is to be picked', body({ picks: [{ group: 0, image: 0, comment: '' }] })],
		['an id with other signs', body({ id: '<script>' })],
	])('with %s is refused, and the round goes on', (_, given) => {
		expect(statusOf(given)).toBe(422);
	});

	it.each<[string, Parameters<typeof roundOf>[1], Partial<AnswerBody>]>([
		['a decision that is not offered', { decisions: ['approve', 'reject'] }, {}],
		['a comment where comments are off', { comments: 'off' }, {}],
		[
			'a change without words where they are required',
			{ comments: 'required' },
			{ decisions: [0, 1].map((at) => decision(at, 'change')) },
		],
		['a name that is not listed', { reviewers: ['Ben'] }, {}],
		['no name where one is needed', { answersNeeded: 2 }, { reviewer: ' ' }],
		[
			'a drawing that is not offered',
			{ drawing: ['region'] },
			{
				decisions: [
					decision(0, 'approve'),
					{ ...decision(1, 'change'), drawing: { kind: 'markup', png: 'AAAA' } },
				],
			},
		],
	])('an answer with %s is rejected', (_, settings, more) => {
		expect(statusOf(body(more), roundOf(2, settings))).toBe(422);
	});

	it.each(['', 'b'.repeat(32), 'a'.repeat(31), 'a'.repeat(33)])(
		'of another round is never counted: "%s"',
		(id) => {
			expect(statusOf(body({ round: id }))).toBe(409);
		},
	);

	it('to pick from takes one image of each group, or none', () => {
		const pick = roundOf(4, { ballot: 'pick' }, 2);
		const picked = (...picks: AnswerBody['picks']) =>
			statusOf(body({ decisions: [], picks }), pick);
		const one = { group: 0, image: 1, comment: '' };
		expect(picked(one, { group: 1, image: null, comment: '' })).toBe(200);
		expect(picked(one)).toBe(422);
		expect(picked(one, one)).toBe(422);
		expect(picked(one, { group: 1, image: 0, comment: '' })).toBe(422);
	});

	it(`of any shape is taken or refused, never thrown out: ${CASES.reviewBodies} bodies`, () => {
		const near = fc.record(
			{
				round: fc.constantFrom<unknown>(round.id, '', null, 7),
				id: fc.oneof(fc.constant('answer-0001'), hostileText),
				reviewer: fc.oneof(hostileText, fc.integer()),
				decisions: fc.array(
					fc.record(
						{
							image: fc.constantFrom<unknown>(0, 1, 2, -1, '0', NaN, '__proto__'),
							decision: fc.constantFrom<unknown>('approve', 'change', 'reject', 'constructor', 1),
							comment: hostileText,
							pins: fc.array(fc.anything(), { maxLength: 2 }),
							drawing: fc.option(
								fc.record({ kind: fc.constantFrom('region', 'svg'), png: hostileText }),
							),
						},
						{ requiredKeys: [] },
					),
					{ maxLength: 3 },
				),
				picks: fc.array(fc.anything(), { maxLength: 1 }),
			},
			{ requiredKeys: [] },
		);
		fc.assert(
			fc.property(fc.oneof(fc.anything(), near), (given) => {
				expect([200, 409, 422]).toContain(statusOf(given));
			}),
			runs('reviewBodies') as fc.Parameters<[unknown]>,
		);
	}, 60_000);

	it('from the plain form passes the same checks', () => {
		const fields = {
			round: round.id,
			reviewer: 'Ada',
			'decision-0': 'approve',
			'decision-1': 'change',
			'comment-1': 'Warmer',
		};
		expect(readAnswer(fromForm(fields), round)).toMatchObject({ decisions: body().decisions });
		expect(statusOf(fromForm({ ...fields, 'decision-1': 'pay' }))).toBe(422);
		expect(statusOf(fromForm({ ...fields, 'decision-9': 'approve' }))).toBe(422);
		expect(statusOf(fromForm({}))).not.toBe(200);
	});
});

describe('a drawing', () => {
	const size = { width: 64, height: 48 };
	const png = async (width: number, height: number, alpha = 0) => {
		const data = new Uint8Array(width * height * 4);
		for (let at = 3; at < data.length; at += 4) data[at] = at < 400 ? alpha : 255 - alpha;
		return Buffer.from(await encodePng({ width, height, data }));
	};
	const refused = async (bytes: Buffer | string) => {
		const text = typeof bytes === 'string' ? bytes : bytes.toString('base64');
		await expect(openDrawing(text, 'region', size)).rejects.toMatchObject({ status: 422 });
	};

	it('a drawing of the image’s size is opened', async () => {
		const raster = await openDrawing((await png(64, 48)).toString('base64'), 'region', size);
		expect(raster).toMatchObject(size);
	});

	it('of another size, a cut one, an SVG and text are refused', async () => {
		await refused(await png(48, 64));
		await refused(await png(640, 480));
		await refused((await png(64, 48)).subarray(0, 60));
		await refused(
			Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="64" height="48"></svg>'),
		);
		await refused('not base64!');
		await refused('');
	});

	it('that says it is larger than it is, or holds more than it says, is refused', async () => {
		const bomb = await png(4000, 4000);
		bomb.writeUInt32BE(64, 16);
		bomb.writeUInt32BE(48, 20);
		await refused(bomb);
	});

	it('a drawing with nothing drawn is rejected', async () => {
		const whole = new Uint8Array(64 * 48 * 4).fill(255);
		whole[3] = 254;
		await refused(Buffer.from(await encodePng({ ...size, data: whole })));
	});
});
