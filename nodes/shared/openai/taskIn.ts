/** The job that a server has accepted in place of answering with images. */
export interface Task {
	id: string;
	/** Where the server says that the job can be looked up. */
	url?: string;
}

type Fields = Record<string, unknown>;

const ID_FIELDS = ['task_id', 'taskId', 'job_id', 'jobId', 'generation_id', 'prediction_id'];
const URL_FIELDS = ['status_url', 'response_url', 'polling_url', 'task_url', 'get', 'url', 'href'];
const HOLDERS = ['data', 'result', 'output', 'task', 'job', 'urls', 'links'];
const UNDER_WAY =
	/^(queued|in_queue|submitted|pending|processing|in[_ ]progress|running|starting|created|accepted|not_start(ed)?|scheduled|waiting)$/i;
const ENDED = /^(succe|complete|finish|done|ready|ok$)/i;
const NAMED_TASK = /\b(task|job|prediction)/i;
const LONGEST = 2000;
const MOST_OBJECTS = 100;

/** The task that an answer names, where it does. Nothing is taken out of it. */
export function taskIn(json: unknown, status: number): Task | undefined {
	const objects = objectsIn(json);
	const id = objects.map((fields) => idIn(fields, status)).find((found) => found !== undefined);
	if (id === undefined) return undefined;
	const url = objects
		.flatMap((fields) => URL_FIELDS.map((name) => fields[name]))
		.find((value) => typeof value === 'string' && /^https?:\/\//i.test(value));
	return { id, ...(typeof url === 'string' && { url: url.slice(0, LONGEST) }) };
}

/** Whether an answer says of a job that it goes on (true) or has come to its end; undefined if it says neither. */
export function goesOn(json: unknown): boolean | undefined {
	const words = objectsIn(json).map(({ status, state }) => text(status) || text(state));
	if (words.some((word) => UNDER_WAY.test(word))) return true;
	return words.some((word) => ENDED.test(word)) ? false : undefined;
}

function idIn(fields: Fields, status: number): string | undefined {
	const named = ID_FIELDS.map((name) => text(fields[name])).find(Boolean);
	if (named) return named;
	const id = text(fields.id) || text(fields.request_id);
	const underWay =
		status === 202 ||
		UNDER_WAY.test(text(fields.status) || text(fields.state)) ||
		NAMED_TASK.test(text(fields.object));
	return id !== '' && underWay ? id : undefined;
}

function objectsIn(json: unknown): Fields[] {
	const found: Fields[] = [];
	const open = [json];
	for (let at = 0; at < open.length && found.length < MOST_OBJECTS; at++) {
		const value = open[at];
		if (Array.isArray(value)) open.push(...value.slice(0, MOST_OBJECTS));
		else if (typeof value === 'object' && value !== null) {
			const fields = value as Fields;
			found.push(fields);
			open.push(...HOLDERS.map((name) => fields[name]));
		}
	}
	return found;
}

function text(value: unknown): string {
	return typeof value === 'string' || typeof value === 'number'
		? String(value).slice(0, LONGEST)
		: '';
}
