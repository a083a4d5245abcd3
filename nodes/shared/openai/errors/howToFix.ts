/** What a person can do about an answer without images. Shown as the description of the node's message. */
export const HOW_TO_FIX = {
	refused:
		'Reword the prompt or use another input image. The same request will be refused again, so it is not repeated. If the refusal is a mistake, send OpenAI the request ID.',
	quota:
		'Add credit or raise the limit, at https://platform.openai.com/settings/organization/billing or at the gateway that the Base URL leads to, then run the workflow again. Waiting alone does not help.',
	authentication:
		'Check the API key in the credential: it must be complete, not revoked and from the right project. Authentication and Base URL must match the service it belongs to.',
	verifyOrganization:
		'Verify the organization at https://platform.openai.com/settings/organization/general (this can take 15 minutes to take effect), or choose another model.',
	modelAccess:
		'Allow the model for this project at https://platform.openai.com/settings (Project > Limits), use a key from another project, or choose another model.',
	country:
		'Run n8n, or its proxy, in a country that OpenAI serves, or use Azure OpenAI through the Base URL of the credential.',
	permission:
		'Check the permissions of the API key (a restricted key needs write access to Images), the IP allowlist of the project, and any proxy between n8n and the server.',
	modelNotFound:
		'Choose a model from the list. The id may be misspelled or the model shut down. With Azure OpenAI, Model is the name of the deployment.',
	baseUrl:
		'Check the Base URL of the credential: it usually ends in /v1, e.g. https://api.openai.com/v1. Some compatible servers cannot edit images.',
	rateLimit:
		'Set Images per Minute or a lower Max Concurrency in Run Settings, or ask OpenAI for a higher usage tier.',
	largerThanLimit:
		'Set a lower Number of Images, use fewer input images, or ask OpenAI for a higher usage tier. Waiting does not help, so the request was not repeated.',
	rateLimitWait:
		'Run the workflow again later. Raise Max Rate Limit Wait in Run Settings to wait longer, set Images per Minute, or ask OpenAI for a higher usage tier.',
	gatewayUnreached:
		'The request did not reach the server, and nothing was charged. Look at the log of the proxy or gateway between n8n and the server, and run the workflow again later.',
	redirect:
		'If that address is the right one, enter it as the Base URL of the credential, up to and including /v1. The key was not sent there. Check the usage page before running it again.',
	task: 'This node needs a server that answers with the images. Turn off the asynchronous mode of the server or choose a model without it. The images may be made and charged: fetch them by the ID at the server instead of asking again.',
	gatewayTimeout:
		'The images may have been made and charged, so the request was not repeated. Check the usage page before running it again. Let the proxy wait longer, or choose a lower quality, a smaller size or fewer images per call.',
	gatewayLost:
		'The images may have been made and charged, so the request was not repeated. Check the usage page before running it again, and the log of the proxy or gateway between n8n and the server.',
	inputFidelity: 'Remove Input Fidelity from the options: this model decides it on its own.',
	unknownParameter:
		'Remove this option, or choose a model or server that has it. Compatible servers often accept only some of the options.',
	inputImage:
		'Use PNG, JPEG or WebP files that open in an image viewer, with the right file name and MIME type.',
	oneInputImage:
		'If you send several input images, this server may accept only one. Send one, or use a server that accepts several.',
	tooLarge:
		'Make the input images smaller or fewer. OpenAI takes up to 16 images of less than 50 MB.',
	invalid: 'Change the named parameter as the message says. The same request would fail again.',
	server:
		'Run the workflow again later. OpenAI reports outages at https://status.openai.com. With a compatible server, check its own log.',
	badAnswer:
		'Check that the Base URL of the credential leads to an Images API and not to a web page, a login or a chat model. The request may have been charged: check the usage page before asking again.',
	noImage:
		'The request may have been charged, so it was not repeated. Check the usage page before asking again. Check that the model makes images and that the Base URL of the credential leads to an Images API.',
	truncatedAnswer:
		'The images may have been charged, so the request was not repeated. Look for a proxy between n8n and the server that cuts long answers, or ask for fewer images per call.',
	tooLargeAnswer: 'Ask for fewer or smaller images per call.',
	unreachable:
		'Check the Base URL of the credential, the network, DNS and proxy of the n8n server. Nothing was charged.',
	maybeBilled:
		'The images may have been made and charged, so the request was not repeated. Check the usage page before running it again.',
	timeout:
		'The images may have been made and charged, so the request was not repeated. Raise Timeout in Run Settings, or choose a lower quality, a smaller size or fewer images per call.',
	cancelled:
		'n8n cannot retry an execution that was stopped. Running the workflow again requests, and pays for, every image again, including those that had already arrived. Requests in progress may have been charged as well.',
	blocked:
		'Ask the administrator of this n8n to allow the address (SSRF protection, or the allowed domains of the credential), or correct the Base URL of the credential.',
} as const;

export type HowToFix = keyof typeof HOW_TO_FIX;
