import { sink, type Condition, type Row } from './model';

const HTTP_URL =
  'request request-promise request-promise-native needle node-fetch cross-fetch isomorphic-fetch undici ' +
  'superagent bent phin ofetch make-fetch-happen @actions/http-client';

/** Agents that refuse private addresses, for both schemes or for the one that is asked. */
const FILTERS = /^(?:request-filtering-agent|ssrf-req-filter|ssrf-agent|ssrf-agent-guard|ssrf-guard|ssrf-protect)\b/;
const BOTH_AGENTS: Condition[] = [
  { arg: '0.httpAgent 1.httpAgent 2.httpAgent', matches: FILTERS },
  { arg: '0.httpsAgent 1.httpsAgent 2.httpsAgent', matches: FILTERS },
];
const AGENTS_BY_SCHEME: Condition[] = [
  { arg: '0.agent.http 1.agent.http 2.agent.http', matches: FILTERS },
  { arg: '0.agent.https 1.agent.https 2.agent.https', matches: FILTERS },
];
const ONE_AGENT: Condition[] = [{ arg: '0.agent 1.agent 2.agent', matches: FILTERS }];

function outgoing(packages: string, unless: Condition[]): Row[] {
  return [
    sink(
      'ssrf',
      packages,
      '',
      '0 0.url 0.uri 0.host 0.hostname 0.baseURL 0.baseUrl 1.baseURL',
      undefined,
      undefined,
      unless,
    ),
    sink(
      'ssrf',
      packages,
      'get post put patch delete del head options request fetch stream all default',
      '0 0.url 0.uri 0.host 0.hostname 0.baseURL 1.baseURL',
      undefined,
      undefined,
      unless,
    ),
  ];
}

export const JAVASCRIPT_REQUESTS: readonly Row[] = [
  // Requests to other servers.
  sink(
    'ssrf',
    'http https http2 follow-redirects',
    'get request connect',
    '0 0.host 0.hostname 0.href',
    undefined,
    undefined,
    ONE_AGENT,
  ),
  ...outgoing('axios', BOTH_AGENTS),
  sink('ssrf', 'axios', 'create', '0.baseURL'),
  sink('ssrf', 'got ky', 'extend', '0.prefixUrl 0.prefix'),
  ...outgoing('got ky', AGENTS_BY_SCHEME),
  ...outgoing(HTTP_URL, ONE_AGENT),
  sink('ssrf', 'undici', 'Client Pool BalancedPool', '0'),
  sink('ssrf', 'needle', 'request', '1'),
  // `needle('get', url)`, `superagent('GET', url)`.
  sink('ssrf', 'needle superagent', '', '1'),
  sink('ssrf', '', 'fetch', '0 0.url', undefined, undefined, [{ arg: '1.agent 1.dispatcher', matches: FILTERS }]),
  sink('ssrf', 'net tls', 'connect createConnection', '0.host 1', undefined, 'medium'),
  sink('ssrf', 'ws', 'WebSocket', '0'),
  sink('ssrf', 'ws', '', '0'),
  sink('ssrf', '', 'WebSocket EventSource', '0'),
  sink('ssrf', '*', 'goto', '0', undefined, 'low'),
  sink('ssrf', 'puppeteer playwright chrome-remote-interface', 'goto navigate', '0 0.url'),
  sink('ssrf', 'chrome-remote-interface', 'Page.navigate', '0.url'),
  sink('ssrf', 'jsdom', 'fromURL env', '0'),
  sink('ssrf', 'http-proxy', 'web', '2.target'),
];
