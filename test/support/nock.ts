import nock from 'nock';

// Importing it turns it on.
nock.restore();

/**
 * nock for the rest of a test. It stands in for Node's own HTTP, which all files of a jest worker share, and what it lets
 * through to a real server is not quite what was sent: on a busy machine the connection may end before the answer does.
 */
export default function nockOf(host: string): nock.Scope {
	if (!nock.isActive()) nock.activate();
	return nock(host);
}

afterEach(() => {
	nock.cleanAll();
	nock.restore();
});
