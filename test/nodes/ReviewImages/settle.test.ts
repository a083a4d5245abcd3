import fc from 'fast-check';
import { withAnswer } from '../../../nodes/ReviewImages/answers/record';
import { decide, isSettled } from '../../../nodes/ReviewImages/answers/settle';
import { instructionOf } from '../../../nodes/ReviewImages/outputs/instruction';
import type { Decision } from '../../../nodes/ReviewImages/protocol/page';
import { answerOf, decision, roundOf } from './support';

const outcomes = (round: Parameters<typeof decide>[0]) =>
	decide(round).map(({ outcome }) => outcome);

describe('what several reviewers decide', () => {
	it.each<[string, Decision[], string]>([
		['all approve', ['approve', 'approve'], 'approved'],
		['one asks for a change', ['approve', 'change', 'approve'], 'changesRequested'],
		['one rejects', ['change', 'approve', 'reject'], 'rejected'],
	])('several reviewers decide where %s', (_, given, outcome) => {
		const answers = given.map((each, place) => answerOf(`R${place}`, [decision(0, each)]));
		expect(outcomes({ ...roundOf(1), answers })).toEqual([outcome]);
	});

	it('is the same whatever the order of the answers', () => {
		fc.assert(
			fc.property(
				fc.array(fc.constantFrom<Decision>('approve', 'change', 'reject'), { minLength: 1 }),
				(given) => {
					const answers = given.map((each, place) => answerOf(`R${place}`, [decision(0, each)]));
					const turned = [...answers].reverse();
					expect(outcomes({ ...roundOf(1), answers })).toEqual(
						outcomes({ ...roundOf(1), answers: turned }),
					);
				},
			),
		);
	});

	it('keeps the comments of all who asked for a change', () => {
		const answers = [
			answerOf('Ada', [decision(0, 'change', 'Warmer')]),
			answerOf('Ben', [decision(0, 'change', 'Larger')]),
		];
		const [result] = decide({ ...roundOf(1), answers });
		expect(result?.voices.map(({ name, comment }) => `${name}: ${comment}`)).toEqual([
			'Ada: Warmer',
			'Ben: Larger',
		]);
	});
});

describe('when a round is settled', () => {
	const settled = (answersNeeded: number, given: Decision[], stopAtFirstRejection = false) =>
		isSettled({
			...roundOf(1, { answersNeeded, stopAtFirstRejection }),
			answers: given.map((each, place) => answerOf(`R${place}`, [decision(0, each)])),
		});

	it('is when as many answers are in as are needed', () => {
		expect(settled(2, ['approve'])).toBe(false);
		expect(settled(2, ['approve', 'reject'])).toBe(true);
	});

	it('is at the first rejection only where that was asked for', () => {
		expect(settled(3, ['reject'])).toBe(false);
		expect(settled(3, ['reject'], true)).toBe(true);
		expect(settled(3, ['change'], true)).toBe(false);
	});
});

describe('picking one', () => {
	const pickRound = (...picks: Array<number | null>) => ({
		...roundOf(3, { ballot: 'pick', answersNeeded: picks.length }),
		answers: picks.map((image, place) =>
			answerOf(`R${place}`, [], [{ group: 0, image, comment: '' }]),
		),
	});

	it('approves the image with the most picks and rejects the others as not picked', () => {
		const results = decide(pickRound(1, 1, 2));
		expect(results.map(({ outcome }) => outcome)).toEqual(['rejected', 'approved', 'rejected']);
		expect(results.map((result) => result.decision)).toEqual(['notPicked', 'pick', 'notPicked']);
	});

	it('sends a tie back for changes', () => {
		expect(outcomes(pickRound(0, 2))).toEqual(['changesRequested', 'rejected', 'changesRequested']);
	});

	it('takes no image where most want none of them', () => {
		expect(outcomes(pickRound(null, null, 1))).toEqual(['rejected', 'rejected', 'rejected']);
	});
});

describe('the answers of a round', () => {
	it('hold the last one of each reviewer, however the name is written', () => {
		const first = answerOf('Ada Lovelace', [decision(0, 'reject')]);
		const later = { ...answerOf(' ada  lovelace', [decision(0, 'approve')]), id: 'another' };
		expect(withAnswer([first], later)).toEqual([later]);
	});

	it('hold one without a name each, and the same try once', () => {
		const one = { ...answerOf('', [decision(0, 'approve')]), id: 'one' };
		const other = { ...answerOf('', [decision(0, 'approve')]), id: 'other' };
		expect(withAnswer(withAnswer([one], other), one)).toHaveLength(2);
	});
});

describe('the instruction for an edit', () => {
	it('is the comments, then the pins as a list', () => {
		const pins = [{ x: 12.4, y: 90, text: 'Remove the cup' }];
		expect(instructionOf(['Warmer', ''], pins, 'region')).toBe(
			'Warmer\nChange these spots:\n1. At 12 % from the left and 90 % from the top: Remove the cup',
		);
	});

	it.each(['region', 'markup', undefined] as const)(
		'the instruction for an edit is never empty: %s',
		(drawing) => {
			expect(instructionOf([''], [], drawing)).toMatch(/^[A-Z].*\.$/);
		},
	);
});
