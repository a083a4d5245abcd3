/** USD with as many digits as a picture's price needs. */
export function usd(amount: number): string {
	return `$${amount.toFixed(amount >= 10 ? 2 : 4)}`;
}

export function seconds(ms: number): string {
	return `${(ms / 1000).toFixed(ms < 9_950 ? 1 : 0)} s`;
}

export function count(number: number, one: string, many = `${one}s`): string {
	return `${number} ${number === 1 ? one : many}`;
}
