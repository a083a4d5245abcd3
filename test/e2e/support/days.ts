/** The day so many days from now, by this machine's clock, which is n8n's as well. @returns YYYY-MM-DD, in UTC. */
export function daysFromNow(days: number): string {
	return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}
