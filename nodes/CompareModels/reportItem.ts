import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { breathe } from '../shared/images/breathe';
import type { Resources } from '../shared/items/resources';
import { tellJudge } from './judge/tellJudge';
import { renderCsv } from './report/csv';
import { renderHtmlReport } from './report/html';
import type { Comparison } from './comparison/types';
import { ReportFiles } from './reportFiles';
import { summarize } from './statistics/summarize';

/**
 * The second output: one item with `json.report` and the files for people: the contact sheet (one field per
 * page), the report as one HTML file, the table as CSV.
 * @param sheetPages PNG files.
 */
export async function reportItem(
	resources: Resources,
	comparison: Comparison,
	sheetPages: Uint8Array[],
): Promise<INodeExecutionData> {
	const report = summarize(comparison);
	await breathe(resources.signal);
	if (report.judge) tellJudge(resources.context, report.judge);
	const files = new ReportFiles(resources, comparison.title ?? 'model-comparison');
	await files.addSheet(sheetPages, '_');
	await files.add('report', renderHtmlReport(comparison, report), '-report.html', 'text/html');
	await breathe(resources.signal);
	await files.add('table', renderCsv(comparison), '-table.csv', 'text/csv');
	return {
		json: { report: report as unknown as IDataObject },
		binary: files.binary,
		pairedItem: { item: 0 },
	};
}
