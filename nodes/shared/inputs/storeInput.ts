import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';
import { isDryRun } from '../parameters/readRun';

/** Puts bytes of an input into n8n's storage. A Dry Run leaves nothing there: it has them in memory. */
export async function storeInput(
	context: IExecuteFunctions,
	bytes: Buffer,
	{ fileName, mimeType }: Pick<IBinaryData, 'fileName' | 'mimeType'>,
): Promise<IBinaryData> {
	if (!isDryRun(context)) {
		return await context.helpers.prepareBinaryData(bytes, fileName, mimeType);
	}
	return { data: bytes.toString('base64'), mimeType, ...(fileName !== undefined && { fileName }) };
}
