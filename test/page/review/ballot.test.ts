import { readAnswer } from '../../../nodes/ReviewImages/answers/readAnswer';
import { Ballot } from '../../../page/review/ballot';
import { roundOf } from '../../nodes/ReviewImages/support';
import { dataOf } from './support';

const ID = 'answer-0001';

describe('a ballot of decisions', () => {
	it('counts what is decided and says what is missing, in the order of the page', () => {
		const ballot = new Ballot(dataOf(3, { answersNeeded: 2, comments: 'required' }));
		expect([ballot.done, ballot.all, ballot.isTouched]).toEqual([0, 3, false]);
		ballot.images[0]!.decision = 'approve';
		ballot.images[1]!.decision = 'change';
		expect([ballot.done, ballot.isTouched]).toEqual([2, true]);
		expect(ballot.gaps).toEqual([
			{ kind: 'comment', image: 1 },
			{ kind: 'image', image: 2 },
			{ kind: 'name' },
		]);
		ballot.images[1]!.pins.push({ x: 10, y: 20, text: 'Here' });
		ballot.images[2]!.decision = 'reject';
		ballot.reviewer = 'Ada';
		expect(ballot.gaps).toEqual([]);
	});

	it('sends what the node takes', () => {
		const round = roundOf(3);
		const ballot = new Ballot(dataOf(3));
		ballot.images[0]!.decision = 'approve';
		ballot.images[1]!.decision = 'change';
		ballot.images[1]!.comment = '  Warmer ';
		ballot.images[1]!.pins.push({ x: 1, y: 2, text: 'Leaf' }, { x: 3, y: 4, text: ' ' });
		ballot.images[2]!.decision = 'reject';
		const body = ballot.body(ID, new Map([[1, 'AAAA']]));
		expect(readAnswer(body, round)).toEqual(body);
		expect(body.decisions[1]).toEqual({
			image: 1,
			decision: 'change',
			comment: 'Warmer',
			pins: [{ x: 1, y: 2, text: 'Leaf' }],
			drawing: { kind: 'region', png: 'AAAA' },
		});
	});

	it('sends pins and a drawing with a change only', () => {
		const ballot = new Ballot(dataOf(1));
		const image = ballot.images[0]!;
		image.decision = 'change';
		image.pins.push({ x: 1, y: 2, text: 'Leaf' });
		image.strokes.begin({ erases: false, width: 4 }, 1, 1);
		expect(ballot.isDrawn(0)).toBe(true);
		image.decision = 'approve';
		expect(ballot.isDrawn(0)).toBe(false);
		expect(ballot.body(ID).decisions).toEqual([
			{ image: 0, decision: 'approve', comment: '', pins: [] },
		]);
	});

	it('sends no words where comments are off', () => {
		const ballot = new Ballot(dataOf(1, { comments: 'off' }));
		ballot.images[0]!.decision = 'change';
		ballot.images[0]!.comment = 'Typed before';
		ballot.images[0]!.pins.push({ x: 1, y: 2, text: 'Leaf' });
		expect(ballot.body(ID).decisions[0]).toMatchObject({ comment: '', pins: [] });
	});
});

it('a ballot of picks takes one image of each group, or none', () => {
	const round = roundOf(4, { ballot: 'pick' }, 2);
	const ballot = new Ballot(dataOf(4, { ballot: 'pick' }, 2));
	expect([ballot.done, ballot.all]).toEqual([0, 2]);
	ballot.picks.set(0, { image: 1, comment: ' The best ' });
	expect(ballot.gaps).toEqual([{ kind: 'group', group: 1 }]);
	ballot.picks.set(1, { image: null, comment: '' });
	const body = ballot.body(ID);
	expect(readAnswer(body, round)).toEqual(body);
	expect(body).toMatchObject({ decisions: [], picks: [{ image: 1, comment: 'The best' }, {}] });
});

it.each([
	['a typed name', 'Ada', [], 'Ada'],
	['a listed name', 'Ada', ['Ada', 'Ben'], 'Ada'],
	['no name that is no longer listed', 'Cem', ['Ada', 'Ben'], ''],
])('the next round knows %s', (_, reviewer, reviewers, known) => {
	expect(new Ballot(dataOf(1, { reviewers }), reviewer).reviewer).toBe(known);
});
