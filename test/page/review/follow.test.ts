import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { look, lookAgainAfter, nextAfter } from '../../../page/review/follow';
import { sendAnswer } from '../../../page/review/send';
import { dataOf } from './support';
import { ownTime } from '../../support/ownTime';

/* What the page does after Send, against a server that answers as n8n was seen to. */
const SENT = { round: 'a'.repeat(32), id: 'answer-0001' };

describe('after an answer the page', () => {
	const data = dataOf(1, { answersNeeded: 2 });

	it.each([
		['waits while n8n works', { kind: 'working' as const }, 'keepWaiting'],
		['says that it is done', { kind: 'finished' as const }, 'finished'],
		[
			'shows the next round',
			{ kind: 'waiting' as const, data: { ...data, round: 'b' } },
			'newRound',
		],
		[
			'waits for the others',
			{ kind: 'waiting' as const, data: { ...data, answerIds: [SENT.id] } },
			'others',
		],
		['sends again what n8n has lost', { kind: 'waiting' as const, data }, 'sendAgain'],
	])('%s', (_, seen, next) => {
		expect(nextAfter(seen, SENT).kind).toBe(next);
	});

	it('looks soon at first, then less often, and never less than twice a minute', () => {
		const waits = Array.from({ length: 60 }, (_, looks) => lookAgainAfter(looks));
		expect(waits[0]).toBe(1500);
		expect(waits.toSorted((one, other) => one - other)).toEqual(waits);
		expect(waits.at(-1)).toBe(30_000);
	});
});

describe('sending', () => {
	let server: Server;
	/** What is answered to each POST in turn; `null` breaks the connection. */
	let answers: Array<[status: number, body: unknown] | null> = [];
	let status = 'waiting';
	const received: string[] = [];
	const BUSY: [number, unknown] = [409, { message: 'The execution "1" is running already.' }];

	beforeAll(async () => {
		server = createServer((request, response) => {
			if (request.url?.startsWith('/status')) {
				response.end(status);
				return;
			}
			if (request.method === 'GET') {
				response.end(JSON.stringify(dataOf(1)));
				return;
			}
			request.setEncoding('utf8').on('data', (text: string) => received.push(text));
			request.on('end', () => {
				const answer = answers.shift();
				if (!answer) {
					response.destroy();
					return;
				}
				response.statusCode = answer[0];
				response.end(JSON.stringify(answer[1]));
			});
		});
		server.listen(0, '127.0.0.1');
		await once(server, 'listening');
	});

	afterAll(async () => {
		server.close();
		server.closeAllConnections();
		await once(server, 'close');
	});

	const pageAt = () => {
		const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
		return { ...dataOf(1), address: `${url}/data?a=1`, statusAddress: `${url}/status` };
	};

	const send = async (now: string, ...given: typeof answers) => {
		status = now;
		answers = given;
		received.length = 0;
		return await sendAnswer(pageAt(), '{"id":"answer-0001"}');
	};

	it('ends when it is counted, refused or too late for its round', async () => {
		expect(await send('waiting', [200, { counted: true }])).toEqual({ kind: 'counted' });
		expect(await send('waiting', [422, { message: 'Too long' }])).toEqual({
			kind: 'refused',
			message: 'Too long',
		});
		expect(await send('waiting', [409, { message: 'This round is over.' }])).toEqual({
			kind: 'outdated',
		});
	});

	it('goes on while n8n is at another answer, with the same words', async () => {
		expect(await send('running', BUSY, [200, {}])).toEqual({ kind: 'counted' });
		expect(received).toEqual(Array(2).fill('{"id":"answer-0001"}'));
	});

	it('says at once that the workflow has ended without the answer', async () => {
		const took = ownTime();
		expect(await send('success', BUSY)).toEqual({ kind: 'ended' });
		expect(took()).toBeLessThan(900);
	});

	it('does not say so of an answer that may have arrived', async () => {
		expect(await send('success', null)).toEqual({ kind: 'counted' });
	});

	it('finds the round that waits, and no round where n8n gives none', async () => {
		status = 'waiting';
		expect(await look(pageAt())).toMatchObject({ kind: 'waiting', data: { number: 1 } });
		status = 'success';
		expect(await look(pageAt())).toEqual({ kind: 'finished' });
		status = 'running';
		expect(await look(pageAt())).toEqual({ kind: 'working' });
		expect(
			await look({ address: 'http://127.0.0.1:1/', statusAddress: 'http://127.0.0.1:1/' }),
		).toEqual({ kind: 'working' });
	});
});
