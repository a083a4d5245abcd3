/** Calls back when the event loop has turned once: what others have waiting comes first. */
export function afterTurn(callback: () => void): void {
	// A new channel each time: a message to an old one would be delivered in the same turn.
	const { port1, port2 } = new MessageChannel();
	port1.onmessage = () => {
		port1.close();
		callback();
	};
	port2.postMessage(null);
}
