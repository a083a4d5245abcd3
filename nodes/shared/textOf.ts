/** What a thrown value says, whatever was thrown. */
export function textOf(thrown: unknown): string {
	return thrown instanceof Error ? thrown.message : String(thrown);
}
