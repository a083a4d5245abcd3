import { createInterface } from 'node:readline/promises';
import { plural, usd } from '../../../nodes/shared/words';
import type { LivePrice } from './price';

/**
 * Says what the run costs, and lets the person decide.
 * @param host whom the images are asked of.
 * @returns whether to go on.
 */
export async function mayPay(price: LivePrice, host: string, yes: boolean): Promise<boolean> {
	console.log(
		`This asks ${host} for ${plural(price.pictures, 'image')}: about ${usd(price.likelyUsd)}, at most ${usd(price.mostUsd)}, on your account.`,
	);
	if (yes) return true;
	if (!process.stdin.isTTY) {
		console.log('Nothing was sent. Add --yes to go on without being asked.');
		return false;
	}
	const questions = createInterface({ input: process.stdin, output: process.stdout });
	try {
		const answer = await questions.question('Go on? (y/N) ');
		return /^y(es)?$/i.test(answer.trim());
	} finally {
		questions.close();
	}
}
