import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';
import { bufferOf } from '../bufferOf';
import { resourcesOf } from '../items/resources';
import { storeBinary } from '../items/storedBinary';
import { isDryRun } from '../parameters/readRun';

/** Puts bytes of an input into n8n's storage. A Dry Run leaves nothing there: it has them in memory. */
export async function storeInput(
	context: IExecuteFunctions,
	bytes: Uint8Array,
	{ fileName, mimeType }: Pick<IBinaryData, 'mimeType'> & { fileName: string },
): Promise<IBinaryData> {
	if (!isDryRun(context)) return await storeBinary(resourcesOf(context), bytes, fileName, mimeType);
	return { data: bufferOf(bytes).toString('base64'), mimeType, fileName };
}
