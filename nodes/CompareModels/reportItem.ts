import type { IBinaryData, IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { safeFileName } from '../shared/items/fileName';
import { tellJudge } from './judge/tellJudge';
import { renderCsv } from './report/csv';
import { renderHtmlReport } from './report/html';
import type { Comparison } from './comparison/types';
import { summarize } from './statistics/summarize';

/**
 * The second output: one item with `json.report` and the files for people: the contact sheet (a field a
 * page), the report as one HTML file, the table as CSV.
 * @param sheetPages PNG files.
 */
export async function reportItem(
	context: IExecuteFunctions,
	comparison: Comparison,
	sheetPages: Uint8Array[],
): Promise<INodeExecutionData> {
	const report = summarize(comparison);
	if (report.judge) tellJudge(context, report.judge);
	const name = safeFileName(comparison.title ?? 'model-comparison');
	const binary: Record<string, IBinaryData> = {};
	const add = async (field: string, content: Uint8Array | string, ending: string, type: string) => {
		const bytes = Buffer.from(content as Uint8Array);
		binary[field] = await context.helpers.prepareBinaryData(bytes, `${name}${ending}`, type);
	};
	for (const [page, bytes] of sheetPages.entries()) {
		const number = page === 0 ? '' : `_${page + 1}`;
		await add(`contactSheet${number}`, bytes, `-contact-sheet${number}.png`, 'image/png');
	}
	await add('report', renderHtmlReport(comparison, report), '-report.html', 'text/html');
	await add('table', renderCsv(comparison), '-table.csv', 'text/csv');
	return {
		json: { report: report as unknown as IDataObject },
		binary,
		pairedItem: { item: 0 },
	};
}
