/** What clients of other servers are made of: libraries that ask, and what they reach servers through. */

/** Libraries whose requests are sent to other servers, never received. */
export const ASKING_LIBRARIES =
  /^(?:requests|httpx|urllib3?|pycurl|treq|requests_html|axios|node-fetch|cross-fetch|undici|got|superagent)\b/;

/** What makes a client that others ask through. */
export const MAKES_CLIENT = /\.(?:create|extend|defaults|Client|AsyncClient|ClientSession)$/;

/** What makes an agent, which connects for a client. */
export const MAKES_AGENT = /(?:^|\.)(?:Agent|ProxyAgent|TCPConnector|HttpsAgent|HttpAgent)$/;

/** Options under which a program hands over what connects for it. */
export const CONNECTS_BY =
  'transport connector resolver 0.lookup 0.connect.lookup 0.httpAgent 0.httpsAgent 0.agent 0.dispatcher ' +
  '1.httpAgent 1.httpsAgent 1.agent 1.dispatcher 1.lookup 2.agent 2.httpAgent 2.httpsAgent';

/**
 * What is asked about an address before a server is reached. Sources: Python, `ipaddress`; Node, `net.BlockList`; the
 * packages ip, private-ip and is-ip-private.
 */
export const ASKS_ADDRESS =
  /^(?:is_?(?:private|loopback|global|link_?local|reserved|public|internal|blocked)(?:_?(?:ip|address|host)\w*)?|BlockList)$/i;
