import {
	NodeOperationError,
	WAIT_INDEFINITELY,
	type IExecuteFunctions,
	type INodeExecutionData,
} from 'n8n-workflow';
import { resourcesOf } from '../shared/items/resources';
import { isTool, turnOf } from '../shared/items/turn';
import { displayNameOf } from '../shared/parameters/displayNames';
import { textOf } from '../shared/words';
import { isSettled } from './answers/settle';
import { finishDrawings } from './outputs/finishedDrawings';
import { withoutAnswersSoFar } from './outputs/noAnswer';
import { outputsOf } from './outputs/outputs';
import { storeSent } from './outputs/storedDrawings';
import { readGroup, readWantedRound } from './parameters';
import { LIMITS } from './protocol/limits';
import { AtItem } from './round/atItem';
import { openRound } from './round/open';
import { storeIn, type ReviewStore } from './round/store';
import type { Round } from './round/types';

/**
 * Opens a round and waits, or goes on with the one that an answer has come for: n8n runs the node again
 * after each answer.
 * @throws NodeOperationError before anybody is asked.
 */
export async function reviewImages(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const now = new Date();
	const store = storeIn(context.getContext('node'));
	const round = waitingRound(context, store) ?? (await newRound(context, store, now));
	if (round.images.length === 0) {
		delete store.open;
		return outputs(round.settings, [context.getInputData()]);
	}
	const settled = isSettled(round);
	await storeDrawings(context, round, settled);
	if (settled) {
		const items = withoutAnswersSoFar(context.getInputData(), round);
		const given = outputsOf(items, round, await finishDrawings(context, round), now);
		delete store.open;
		return given;
	}
	const { resumeFormUrl } = addressesOf(context);
	context.setMetadata?.({ resumeFormUrl });
	await context.putExecutionToWait(
		round.deadline === null ? WAIT_INDEFINITELY : new Date(round.deadline),
	);
	return outputs(round.settings, []);
}

/**
 * Stores drawings as soon as the node runs. Where the storage fails while answers are missing, the next
 * answer tries again. @throws NodeOperationError
 */
async function storeDrawings(
	context: IExecuteFunctions,
	round: Round,
	settled: boolean,
): Promise<void> {
	const resources = resourcesOf(context);
	try {
		await storeSent(resources, round);
	} catch (thrown) {
		resources.signal?.throwIfAborted();
		const reason = textOf(thrown);
		context.logger.warn('A drawing could not be stored', { reason });
		if (!settled) return;
		throw new NodeOperationError(context.getNode(), 'A reviewer’s drawing could not be stored', {
			description: `n8n's storage of binary data said: ${reason}. All answers are kept: once the storage works, retry the execution from the Executions list.`,
		});
	}
}

/** As many outputs as the node has. */
function outputs(
	{ operation, summary }: Round['settings'],
	filled: INodeExecutionData[][],
): INodeExecutionData[][] {
	const count = operation === 'vote' ? 2 : summary ? 5 : 4;
	return Array.from({ length: count }, (_, output) => filled[output] ?? []);
}

function waitingRound(context: IExecuteFunctions, { open }: ReviewStore): Round | undefined {
	return open?.turn === turnOf(context) ? open : undefined;
}

async function newRound(context: IExecuteFunctions, store: ReviewStore, now: Date): Promise<Round> {
	refuseWhereNobodyCanAnswer(context, store);
	try {
		const wanted = await AtItem.run(0, async () => readWantedRound(context, now));
		const number = store.rounds + 1;
		const round = await openRound(context, wanted, {
			turn: turnOf(context),
			number,
			now,
			groupOf: (item) => readGroup(context, item),
		});
		store.rounds = number;
		store.open = round;
		return round;
	} catch (thrown) {
		throw thrown instanceof AtItem ? nodeErrorOf(context, thrown) : thrown;
	}
}

function refuseWhereNobodyCanAnswer(context: IExecuteFunctions, { rounds }: ReviewStore): void {
	const reject = (message: string, description: string): never => {
		throw new NodeOperationError(context.getNode(), message, { description });
	};
	if (isTool(context)) {
		reject(
			'GPT Image Review cannot be used by an AI Agent',
			'It waits for people to answer on a page. Put it into the workflow after the agent.',
		);
	}
	if (rounds >= LIMITS.rounds) {
		reject(
			`This execution has had ${LIMITS.rounds} rounds of review`,
			'Check the loop around this node: it may send the same images back again and again.',
		);
	}
	const { resumeUrl } = addressesOf(context);
	if (!/[?&]signature=/.test(resumeUrl)) {
		reject(
			'This n8n does not give the review page a secret address',
			'Anyone could guess its address and answer. Update n8n to 2.14 or newer.',
		);
	}
}

function addressesOf(context: IExecuteFunctions): { resumeUrl: string; resumeFormUrl: string } {
	const read = (name: string) => String(context.evaluateExpression(`{{ $execution.${name} }}`, 0));
	return { resumeUrl: read('resumeUrl'), resumeFormUrl: read('resumeFormUrl') };
}

function nodeErrorOf(
	context: IExecuteFunctions,
	{ itemIndex, setting }: AtItem,
): NodeOperationError {
	const name = displayNameOf(setting.setting);
	const where = setting.message.startsWith(name) ? '' : `, ${name}`;
	return new NodeOperationError(
		context.getNode(),
		`Item ${itemIndex + 1}${where}: ${setting.message}`,
		{ description: `${setting.howToFix} Nobody was asked yet.` },
	);
}
