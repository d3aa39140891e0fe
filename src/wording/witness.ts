import type { Expectation, NoWitness, Sender, Sent, Witness } from '../artifacts/witness';

/** Proofs of concept as people read them: the request as it is sent, who sends it, and what is seen then. */

/** Nothing is ever sent to a live system from here. */
const HOST = 'localhost';
const PLACEHOLDER = `http://${HOST}`;

const BOUNDARY = 'proof';

type HttpRequest = Extract<Sent, { kind: 'request' }>;

const pairs = (fields: readonly { name: string; value: string }[]): string =>
  fields.map(({ name, value }) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&');

const target = ({ path, query }: HttpRequest): string => (query.length > 0 ? `${path}?${pairs(query)}` : path);

function bodyLines({ body }: HttpRequest): { type?: string; lines: string[] } {
  switch (body?.as) {
    case 'json':
      return { type: 'application/json', lines: [JSON.stringify(body.value)] };
    case 'form':
      return { type: 'application/x-www-form-urlencoded', lines: [pairs(body.fields)] };
    case 'text':
      return { type: body.type, lines: body.text.split('\n') };
    case 'multipart':
      return {
        type: `multipart/form-data; boundary=${BOUNDARY}`,
        lines: [
          ...body.fields.flatMap(({ name, value }) => [
            `--${BOUNDARY}`,
            `Content-Disposition: form-data; name="${name}"`,
            '',
            value,
          ]),
          ...body.files.flatMap(({ name, filename, type, content }) => [
            `--${BOUNDARY}`,
            `Content-Disposition: form-data; name="${name}"; filename="${filename}"`,
            `Content-Type: ${type}`,
            '',
            ...content.split('\n'),
          ]),
          `--${BOUNDARY}--`,
        ],
      };
    default:
      return { lines: [] };
  }
}

/** What is sent, line by line. */
export function sentLines(sent: Sent): string[] {
  switch (sent.kind) {
    case 'request': {
      const { type, lines } = bodyLines(sent);
      return [
        `${sent.method} ${target(sent)} HTTP/1.1`,
        `Host: ${HOST}`,
        ...sent.headers.map(({ name, value }) => `${name}: ${value.replace(/[\r\n]+/g, ' ')}`),
        ...(type === undefined ? [] : [`Content-Type: ${type}`]),
        ...(lines.length > 0 ? ['', ...lines] : []),
      ];
    }
    case 'event':
      return [`event ${JSON.stringify(sent.name)}`, JSON.stringify(sent.value)];
    case 'message':
      return [`message to ${JSON.stringify(sent.queue)}`, JSON.stringify(sent.value)];
    case 'operation':
      return [`operation ${sent.name}`, JSON.stringify(sent.arguments)];
    case 'command':
      return [[sent.command, ...sent.arguments.map(quoted)].join(' ')];
    case 'page':
      return [
        `the page of ${sent.page}, opened with`,
        `${sent.query.length > 0 ? `?${pairs(sent.query)}` : ''}${sent.fragment === '' ? '' : `#${sent.fragment}`}`,
      ];
  }
}

/** As one argument of a shell. */
const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;

/** The same request for a terminal; undefined for what is no request. */
export function curlLine(sent: Sent): string | undefined {
  if (sent.kind !== 'request') return undefined;
  return [
    'curl -i --path-as-is',
    ...(sent.method === 'GET' ? [] : [`-X ${sent.method}`]),
    quoted(`${PLACEHOLDER}${target(sent)}`),
    ...sent.headers.map(({ name, value }) => `-H ${quoted(`${name}: ${value}`)}`),
    ...curlBody(sent),
  ].join(' ');
}

function curlBody({ body }: HttpRequest): string[] {
  switch (body?.as) {
    case 'json':
      return [`-H ${quoted('Content-Type: application/json')}`, `--data-raw ${quoted(JSON.stringify(body.value))}`];
    case 'form':
      return body.fields.map(({ name, value }) => `--data-urlencode ${quoted(`${name}=${value}`)}`);
    case 'text':
      return [`-H ${quoted(`Content-Type: ${body.type}`)}`, `--data-raw ${quoted(body.text)}`];
    case 'multipart':
      return [
        ...body.fields.map(({ name, value }) => `-F ${quoted(`${name}=${value}`)}`),
        ...body.files.map(({ name, filename, type }) => `-F ${quoted(`${name}=@${filename};type=${type}`)}`),
      ];
    default:
      return [];
  }
}

export function senderWords({ who, role, proves }: Sender): string {
  const how = proves === undefined || proves === 'custom' ? '' : ` (${proves})`;
  switch (who) {
    case 'anyone':
      return 'Anyone, without signing in';
    case 'account':
      return `Any account that is signed in${how}`;
    case 'role':
      return `An account with the role ${role ?? ''}${how}`;
    case 'another-account':
      return `An account, with the key of what belongs to another one${how}`;
    case 'signer':
      return 'Whoever can sign messages as the sender expected here';
    case 'operator':
      return 'Whoever may run commands of the application';
    case 'victim':
      return 'A victim who opens a link of the attacker';
    case 'unknown':
      return 'A sender of whom it was not established whether a sign-in is asked for';
  }
}

/** What is seen: without and with something to look for, which stands for `{it}`. */
const EXPECTED: Readonly<Record<Expectation['effect'], readonly [string, string]>> = {
  answers: ['It is answered.', 'The answer holds {it}.'],
  evaluates: ['The expression is evaluated.', 'The expression is evaluated: look for {it}.'],
  runs: ['What was sent is run.', 'The command runs: look for {it}.'],
  'more-records': ['The condition is true for every record, not for one.', 'Every record is found: {it}.'],
  'other-records': ['Other records are found, or in another order.', 'Other records are found: {it}.'],
  'reads-file': ['A file outside of the folder is used.', 'A file outside of the folder is used: look for {it}.'],
  connects: ['The server sends a request.', 'The server sends a request to {it}.'],
  redirects: ['The answer leads to another host.', 'The answer leads to {it}.'],
  'shows-script': ['The script runs in the page.', 'The page holds {it} as markup, and the script runs.'],
  splits: ['The answer has a header that was sent.', 'The answer has a header that was sent: {it}.'],
  'forges-line': ['The log has a line of the sender.', 'The log has a line of the sender: {it}.'],
  pollutes: ['Every object is changed.', 'Every object has {it} then.'],
  'sets-field': ['The record is stored as it was sent.', 'The record is stored with {it} as it was sent.'],
  'keeps-file': ['The file is kept and served as it was sent.', '{it} is kept and served as it was sent.'],
  slow: ['The answer takes far longer than for an ordinary value.', 'The answer takes far longer: {it}.'],
  calls: ['Another method is called.', 'The method {it} is called.'],
  succeeds: ['It is answered as if it were allowed.', 'It is answered as if it were allowed: {it}.'],
  refused: ['It is refused (401, 403 or 404).', 'It is refused: {it}.'],
};

export function expectedWords({ effect, shows }: Expectation): string {
  const [plain, pointed] = EXPECTED[effect];
  return shows === undefined ? plain : pointed.split('{it}').join(`\`${shows}\``);
}

/** Why a claim could not be shown by a request. */
export function obstacleWords({ why, at }: NoWitness): string {
  const where = `${at.file}:${at.line}`;
  switch (why) {
    case 'not-understood':
      return `Not proved: what the condition at ${where} asks of the request was not understood.`;
    case 'cannot-hold':
      return `Not proved: no value was found that meets the condition at ${where} and does harm.`;
    case 'no-entry-point':
      return `Not proved: no entry point is known that brings the data of ${where}.`;
    case 'only-a-piece':
      return `Not proved: only a piece of what is sent gets on from ${where}, and which one was not established.`;
    case 'no-payload':
      return `Not proved: no value is known that shows the flaw at ${where}.`;
    case 'no-route':
      return `Not proved: the address registered at ${where} was not understood.`;
  }
}

/** What has to be so beside the request. */
export const givenWords = ({ given }: Witness): string[] =>
  given.map(({ at, holds }) => `${at.file}:${at.line}: \`${at.text}\` is ${holds ? 'true' : 'false'}`);
