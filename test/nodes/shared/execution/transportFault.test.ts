import { faultOf } from '../../../../nodes/shared/execution/transportFault';

const thrown = (fields: object, message = 'x') => Object.assign(new Error(message), fields);

describe('how far a request came that got no answer', () => {
	it.each<[string, unknown, string]>([
		[
			'a port where nobody listens',
			thrown({ code: 'ECONNREFUSED', syscall: 'connect' }),
			'unreachable',
		],
		['no route to the host', thrown({ code: 'EHOSTUNREACH', syscall: 'connect' }), 'unreachable'],
		[
			'a route that dies while the model draws',
			thrown({ code: 'EHOSTUNREACH', syscall: 'read' }),
			'lost',
		],
		[
			'a network that goes down while the request is written',
			thrown({ code: 'ENETUNREACH', syscall: 'write' }),
			'lost',
		],
		['a network that goes down, nobody says when', thrown({ code: 'ENETDOWN' }), 'lost'],
		[
			'a connection that does not come about in time',
			thrown({ code: 'ETIMEDOUT', syscall: 'connect' }),
			'unreachable',
		],
		['a connection that falls silent', thrown({ code: 'ETIMEDOUT', syscall: 'read' }), 'timeout'],
		[
			'a name that is not known',
			thrown({ code: 'ENOTFOUND', syscall: 'getaddrinfo' }),
			'unreachable',
		],
		['a reset in the answer', thrown({ code: 'ECONNRESET', syscall: 'read' }), 'lost'],
		[
			'a reset in the handshake',
			thrown(
				{ code: 'ECONNRESET' },
				'Client network socket disconnected before secure TLS connection was established',
			),
			'unreachable',
		],
		[
			'TLS with a server that speaks none',
			thrown(
				{ code: 'EPROTO', syscall: 'write' },
				'error:0A00010B:SSL routines::wrong version number',
			),
			'unreachable',
		],
		[
			'TLS that breaks in the middle',
			thrown({ code: 'EPROTO', syscall: 'read' }, 'bad record mac'),
			'lost',
		],
		[
			'a certificate of another name',
			thrown({ code: 'ERR_TLS_CERT_ALTNAME_INVALID' }),
			'unreachable',
		],
		['an address that is none', thrown({ code: 'ERR_INVALID_URL' }), 'unreachable'],
		['a header that cannot be sent', thrown({ code: 'ERR_INVALID_CHAR' }), 'unreachable'],
		[
			'a header name that cannot be sent',
			thrown({ code: 'ERR_INVALID_HTTP_TOKEN' }),
			'unreachable',
		],
		[
			'a proxy that lets nothing through',
			thrown({}, 'Proxy connection ended before receiving CONNECT response'),
			'unreachable',
		],
		[
			'several addresses of a host',
			thrown({ errors: [thrown({ code: 'ECONNREFUSED', syscall: 'connect' })] }),
			'unreachable',
		],
		[
			'what n8n wraps',
			thrown({ cause: thrown({ code: 'ECONNREFUSED', syscall: 'connect' }) }),
			'unreachable',
		],
		['a time-out of the HTTP client', thrown({ code: 'ECONNABORTED' }), 'timeout'],
		['a stop', thrown({ name: 'CanceledError', code: 'ERR_CANCELED' }), 'cancelled'],
		['an address that n8n blocks', thrown({}, 'Domain not allowed'), 'blocked'],
		['something else', 'a text', 'lost'],
		[
			'a cause that is itself',
			(() => {
				const one = thrown({});
				return Object.assign(one, { cause: one });
			})(),
			'lost',
		],
	])('how far a request came is read from the error: %s', (_what, error, fault) => {
		expect(faultOf(error)).toMatchObject({ fault });
	});
});
