/** What a person can do about an answer without images. Shown as the description of the node's message. */
export const HOW_TO_FIX = {
	refused:
		'Reword the prompt or use another input image. The same request will be refused again, so it is not repeated. If it was refused wrongly, tell OpenAI the request ID.',
	quota:
		'Add credit or raise the limit, at https://platform.openai.com/settings/organization/billing or at the gateway that the Base URL leads to, then run the workflow again. Waiting alone does not help.',
	authentication:
		'Check the API key in the credential: that it is complete, not revoked, of the right project, and that Authentication and Base URL fit the service it belongs to.',
	verifyOrganization:
		'Verify the organization at https://platform.openai.com/settings/organization/general (it can take 15 minutes to count), or choose another model.',
	modelAccess:
		'Allow the model for this project at https://platform.openai.com/settings (Project > Limits), use a key of another project, or choose another model.',
	country:
		'Run n8n, or its proxy, in a country that OpenAI serves, or use Azure OpenAI through the Base URL of the credential.',
	permission:
		'Check what the API key may do (a restricted key needs write access to Images), the IP allowlist of the project, and any proxy between n8n and the server.',
	modelNotFound:
		'Choose a model from the list. The id may be misspelled or the model shut down. With Azure OpenAI, Model is the name of the deployment.',
	baseUrl:
		'Check the Base URL of the credential: it ends in /v1 as a rule, e.g. https://api.openai.com/v1. Some compatible servers have no edits.',
	rateLimit:
		'Set Images per Minute or a lower Max Concurrency in Run Settings, or ask OpenAI for a higher usage tier.',
	largerThanLimit:
		'Set a lower Number of Images, give fewer input images, or ask OpenAI for a higher usage tier. Waiting does not help, so the request was not repeated.',
	rateLimitWait:
		'Run the workflow again later. Raise Max Rate Limit Wait in Run Settings to wait longer, set Images per Minute, or ask OpenAI for a higher usage tier.',
	gatewayUnreached:
		'The request did not reach the server, and nothing was charged. Look at the log of the proxy or gateway between n8n and the server, and run the workflow again later.',
	redirect:
		'If that address is the right one, enter it as the Base URL of the credential, up to and including /v1. The key was not sent there. Look at the usage page before running it again.',
	task: 'This node needs a server that answers with the images. Turn off the asynchronous mode of the server or choose a model without it. The images may be made and charged: fetch them by the ID at the server instead of asking again.',
	gatewayTimeout:
		'The images may have been made and charged, so the request was not repeated. Look at the usage page before running it again. Let the proxy wait longer, or choose a lower quality, a smaller size or fewer images a call.',
	gatewayLost:
		'The images may have been made and charged, so the request was not repeated. Look at the usage page before running it again, and at the log of the proxy or gateway between n8n and the server.',
	inputFidelity: 'Remove Input Fidelity from the options: this model decides it by itself.',
	unknownParameter:
		'Remove this option, or choose a model or server that has it. Compatible servers often take only a part of the options.',
	inputImage:
		'Give PNG, JPEG or WebP files that open in an image viewer, with the right file name and MIME type.',
	tooLarge:
		'Make the input images smaller or fewer. OpenAI takes up to 16 images of less than 50 MB.',
	invalid:
		'Change the named parameter as the message says. The same request will be answered the same way.',
	server:
		'Run the workflow again later; https://status.openai.com tells of outages. With a compatible server, look at its own log.',
	badAnswer:
		'Check that the Base URL of the credential leads to an Images API and not to a web page, a login or a chat model. The request may have been charged: look at the usage page before asking again.',
	noImage:
		'The request may have been charged, so it was not repeated. Look at the usage page before asking again. Check that the model makes images and that the Base URL of the credential leads to an Images API.',
	truncatedAnswer:
		'The images may have been charged, so the request was not repeated. Look for a proxy between n8n and the server that cuts long answers, or ask for fewer images a call.',
	tooLargeAnswer: 'Ask for fewer or smaller images a call.',
	unreachable:
		'Check the Base URL of the credential, the network, DNS and proxy of the n8n server. Nothing was charged.',
	maybeBilled:
		'The images may have been made and charged, so the request was not repeated. Look at the usage page before running it again.',
	timeout:
		'The images may have been made and charged, so the request was not repeated. Raise Timeout in Run Settings, or choose a lower quality, a smaller size or fewer images a call.',
	cancelled:
		'n8n cannot retry an execution that was stopped. Run the workflow again: all its images are requested and charged anew, also those that had arrived. What was under way may have been charged, too.',
	blocked:
		'Ask whoever runs this n8n to allow the address (SSRF protection, or the allowed domains of the credential), or correct the Base URL of the credential.',
} as const;

export type HowToFix = keyof typeof HOW_TO_FIX;
