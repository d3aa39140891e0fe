/** Methods that register a route, and the HTTP method they stand for. */
export const ROUTE_METHODS: ReadonlyMap<string, string> = new Map([
  ['get', 'GET'],
  ['post', 'POST'],
  ['put', 'PUT'],
  ['patch', 'PATCH'],
  ['delete', 'DELETE'],
  ['del', 'DELETE'],
  ['head', 'HEAD'],
  ['options', 'OPTIONS'],
  ['opts', 'OPTIONS'],
  ['all', 'ALL'],
  ['any', 'ALL'],
]);

export const HTTP_METHODS: ReadonlySet<string> = new Set([
  'GET',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'HEAD',
  'OPTIONS',
  'ALL',
  'ANY',
]);

/** Objects with the same methods that send requests instead of taking them. */
export const HTTP_CLIENTS =
  /^(axios|request|superagent|supertest|got|needle|nock|chai|ky|node-fetch|undici|msw|cypress|jquery|\$|angular|@angular|vue|localStorage|sessionStorage|Map|WeakMap|Set|cache|lodash|_|config|nconf|conf|i18n|redis|ioredis|cy|http|https|fetch-mock|axios-mock-adapter|@testing-library|pactum|frisby|k6|caches|Reflect|moxios|knex|mongoose|sequelize|levelup)\b/;

/** Parameter names by which a function shows that it handles requests. */
export const REQUEST_PARAMETER = /^_?(req|request|ctx|context|c)$/i;
export const RESPONSE_PARAMETER = /^_?(res|response|reply|resp|h)$/i;
/** Methods of a response that send something that was asked for. */
export const ANSWERING_METHODS: ReadonlySet<string> = new Set([
  'send',
  'json',
  'jsonp',
  'sendFile',
  'download',
  'render',
  'end',
]);
/** Methods of a response that set its status. */
export const ERROR_METHODS: ReadonlySet<string> = new Set(['status', 'code', 'sendStatus', 'writeHead']);
