/**
 * Two-sided exact sign test: how often chance alone, a fair coin a prompt, would split `wins + losses`
 * at least as unevenly. 0–1; ties are left out before.
 */
export function signTest(wins: number, losses: number): number {
	const total = wins + losses;
	const fewer = Math.min(wins, losses);
	// In logarithms: 0.5 to the power of a large total is no number any more.
	let logTerm = total * Math.log(0.5);
	let tail = Math.exp(logTerm);
	for (let k = 1; k <= fewer; k++) {
		logTerm += Math.log((total - k + 1) / k);
		tail += Math.exp(logTerm);
	}
	return Math.min(1, 2 * tail);
}
