import { API_LIMITS } from '../../../nodes/shared/models/catalog';
import type { Capabilities, OutputFormat } from '../../../nodes/shared/models/types';
import type { Parameters } from './parameters';
import { imageUserError } from './errorAnswer';
import type { ImageJob } from '../types';
import type { Inputs } from './validateInputs';

/*
 * The options of a job, one function each; all throw a ErrorAnswer. Known are the statuses, types and codes
 * for background and quality; what the API says of the other combinations is assumed to be alike.
 */

export function numberOfImages(parameters: Parameters, format: OutputFormat): number {
	const n = parameters.integer('n', 1, API_LIMITS.imagesPerRequest) ?? 1;
	if (format === 'svg' && n !== 1) throw imageUserError('SVG output requires n=1.', 'n');
	return n;
}

export function background(
	parameters: Parameters,
	{ backgrounds }: Capabilities,
	format: OutputFormat,
): ImageJob['background'] {
	const type = 'image_generation_user_error';
	const value = parameters.oneOf('background', ['auto', 'opaque', 'transparent'] as const, type);
	if (value === undefined || value === 'auto') return 'opaque';
	if (!backgrounds.includes(value)) {
		throw imageUserError('Transparent background is not supported for this model.', 'background');
	}
	if (value === 'transparent' && format !== 'png' && format !== 'webp') {
		throw imageUserError(
			`Transparent background is not supported for output format '${format}'. Use 'png' or 'webp'.`,
			'background',
		);
	}
	return value;
}

export function compression(parameters: Parameters, format: OutputFormat): number {
	const { min, max } = API_LIMITS.outputCompression;
	const value = parameters.integer('output_compression', min, max);
	if (value !== undefined && format !== 'jpeg' && format !== 'webp') {
		throw imageUserError(
			`Compression is only supported for output formats 'jpeg' and 'webp', not '${format}'.`,
			'output_compression',
		);
	}
	return value ?? max;
}

export function frames(
	parameters: Parameters,
	capabilities: Capabilities,
	format: OutputFormat,
	inputs: Inputs,
): Pick<ImageJob, 'frameCount' | 'frameDurationMs'> {
	const { frameCount, frameDurationMs } = API_LIMITS;
	for (const name of ['frame_count', 'frame_duration_ms']) {
		if (parameters.has(name) && (!capabilities.frames || format !== 'gif')) {
			throw imageUserError(`'${name}' is only supported with output_format=gif.`, name);
		}
	}
	if (format === 'gif' && inputs.mask) {
		throw imageUserError('GIF output does not support masks.', 'mask');
	}
	return {
		frameCount:
			parameters.integer('frame_count', frameCount.min, frameCount.max) ?? frameCount.default,
		// GIF cannot say more than 65,535 hundredths of a second (the SDK's types).
		frameDurationMs: Math.min(
			655_350,
			parameters.integer('frame_duration_ms', frameDurationMs.min, Number.MAX_SAFE_INTEGER) ??
				frameDurationMs.default,
		),
	};
}

export function streaming(
	parameters: Parameters,
	format: OutputFormat,
): Pick<ImageJob, 'stream' | 'partialImages'> {
	const stream = parameters.boolean('stream');
	const partialImages = parameters.integer('partial_images', 0, 3) ?? 0;
	if ((format === 'gif' || format === 'svg') && (stream || parameters.has('partial_images'))) {
		throw imageUserError(
			`${format.toUpperCase()} output does not support streaming or partial images.`,
			stream ? 'stream' : 'partial_images',
		);
	}
	return { stream, partialImages };
}

export function refuseUnsupported(
	parameters: Parameters,
	capabilities: Capabilities,
	format: OutputFormat,
): void {
	if (parameters.has('complexity') && capabilities.complexities.length === 0) {
		throw imageUserError("This model does not support the 'complexity' parameter.", 'complexity');
	}
	parameters.oneOf('complexity', capabilities.complexities);
	if (parameters.has('svg') && format !== 'svg') {
		throw imageUserError("'svg' is only supported with output_format=svg.", 'svg');
	}
}

export function identifier(parameters: Parameters): string | undefined {
	const max = API_LIMITS.safetyIdentifierCharacters;
	const own = parameters.string('safety_identifier', { max });
	return own || parameters.string('user') || undefined;
}
