import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { alone, longestFirst } from '../e2e/support/order.json';

it.each([...alone, ...longestFirst])(
	'%s, which has a place of its own in the e2e, is there',
	(file) => {
		expect(existsSync(join(__dirname, '../e2e', file))).toBe(true);
	},
);
