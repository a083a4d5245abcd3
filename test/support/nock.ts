import nock from 'nock';

/**
 * nock for one test file. It stands in for Node's own HTTP, which all files of a jest worker share: left on,
 * the next files would ask through it, and a server would not see that a client hangs up.
 */
afterEach(() => nock.cleanAll());
afterAll(() => nock.restore());

export default nock;
