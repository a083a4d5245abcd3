import { Instance } from '../../../dev/n8n/instance';
import { Workplace } from '../../../dev/n8n/workplace';
import { directory } from './places';

/** An n8n that runs, spoken to as its editor does, with the credentials of the examples. */
export interface SignedIn {
	workplace: Workplace;
	instance: Instance;
	/** By type. */
	credentialIds: Record<string, string>;
}

/** Starts it. Where that fails, what was started is ended again. */
export async function openSignedIn(): Promise<SignedIn> {
	const workplace = await Workplace.open({ directory });
	try {
		const instance = await Instance.open((await workplace.start()).url);
		return { workplace, instance, credentialIds: await workplace.saveCredentials(instance) };
	} catch (error) {
		await workplace.close();
		throw error;
	}
}
