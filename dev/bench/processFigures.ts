import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';

/** What Linux says about one process, its threads included, its children not. */
export class ProcessFigures {
	private readonly ticksPerSecond = Number(
		execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }),
	);

	constructor(private readonly pid: number) {}

	/** Seconds of processor time since its start. */
	cpuSeconds(): number {
		const stat = readFileSync(`/proc/${this.pid}/stat`, 'utf8');
		// The name stands in brackets and may hold blanks; behind it user and system time are 12th and 13th.
		const [user, system] = stat
			.slice(stat.lastIndexOf(')') + 2)
			.split(' ')
			.slice(11, 13);
		return (Number(user) + Number(system)) / this.ticksPerSecond;
	}

	/** Bytes in memory now. */
	memoryBytes(): number {
		return this.status('VmRSS');
	}

	/** The most bytes in memory since the start or the last `forgetPeak`. */
	peakBytes(): number {
		return this.status('VmHWM');
	}

	/** The peak counts from now on. */
	forgetPeak(): void {
		writeFileSync(`/proc/${this.pid}/clear_refs`, '5');
	}

	private status(name: string): number {
		const status = readFileSync(`/proc/${this.pid}/status`, 'utf8');
		const [, kibibytes] = new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(status) ?? [];
		if (kibibytes === undefined) throw new Error(`This system does not tell ${name}.`);
		return Number(kibibytes) * 1024;
	}
}

/** Processes that want a processor, on average of the last minute and the last five. */
export function loadOfMachine(): string {
	const [one = 0, five = 0] = loadavg();
	return `${one.toFixed(1)} (1 min), ${five.toFixed(1)} (5 min)`;
}
