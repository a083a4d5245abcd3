import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';
import { CREDENTIAL_TYPE } from '../shared/execution/credential';
import { openSession, type Session } from '../shared/execution/session';

const WHAT_FOR = {
	images: ['The images are requested from the API', ''],
	judge: [
		'The judge is asked through the API',
		', or remove Judge Model to compare without a judge',
	],
} as const;

/**
 * A session for what is paid for. n8n does not ask for the credential by itself, because without a judge images that
 * there are already need none.
 * @throws NodeOperationError where no credential is chosen.
 */
export async function openPaidSession(
	context: IExecuteFunctions,
	what: keyof typeof WHAT_FOR,
): Promise<Session> {
	const node = context.getNode();
	if (node.credentials?.[CREDENTIAL_TYPE] === undefined) {
		const [why, otherwise] = WHAT_FOR[what];
		throw new NodeOperationError(node, 'No credential is chosen', {
			description: `${why}: choose a GPT Image API credential at the top of the node${otherwise}. Nothing was requested or paid for.`,
		});
	}
	return await openSession(context);
}
