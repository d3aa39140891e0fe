/**
 * How much a name says: what a `secret` is given is one, whatever it looks like; what a
 * `token` is given is one when it looks random.
 */
export type NameKind = 'secret' | 'token';

/** Last words of names whose value is secret, whatever it looks like. */
const SECRET_ENDINGS: readonly (readonly string[])[] = [
  ['password'],
  ['passwd'],
  ['pwd'],
  ['passphrase'],
  ['pass', 'phrase'],
  ['secret'],
  ['secret', 'key'],
  ['secretkey'],
  ['cookiesecret'],
  ['sessionsecret'],
  ['jwtsecret'],
  ['clientsecret'],
  ['appsecret'],
  ['signing', 'key'],
  ['encryption', 'key'],
  ['encrypt', 'key'],
  ['crypto', 'key'],
  ['cipher', 'key'],
  ['jwt', 'key'],
  ['private', 'key'],
  ['master', 'key'],
  ['hmac', 'key'],
  ['secret', 'token'],
  ['secret', 'value'],
  ['cookie', 'keys'],
  ['session', 'keys'],
];

/** Last words of names whose value is secret when it looks random. */
const TOKEN_ENDINGS: readonly (readonly string[])[] = [
  ['token'],
  ['api', 'key'],
  ['apikey'],
  ['access', 'key'],
  ['auth', 'key'],
  ['account', 'key'],
  ['credential'],
  ['credentials'],
  ['bearer'],
  ['authorization'],
  ['auth'],
  ['access', 'key', 'id'],
  ['license', 'key'],
  ['app', 'key'],
  ['cookie', 'key'],
  ['session', 'key'],
  ['service', 'key'],
  ['deploy', 'key'],
  ['webhook', 'key'],
];

/** First words of names that are about a secret without being one. */
const ABOUT_SECRETS: ReadonlySet<string> = new Set([
  'reset',
  'forgot',
  'forgotten',
  'change',
  'update',
  'show',
  'hide',
  'toggle',
  'invalid',
  'wrong',
  'missing',
  'weak',
  'no',
  'has',
  'is',
  'use',
  'require',
  'requires',
  'required',
  'allow',
  'enter',
  'confirm',
  'set',
  'get',
  'create',
  'generate',
  'check',
  'validate',
  'verify',
  'incorrect',
  'lost',
  'recover',
  'repeat',
  'retype',
  'public',
  'csrf',
  'xsrf',
  'cancel',
  'next',
  'page',
  'continuation',
  'design',
  'syntax',
  'lexer',
]);

/** `cookieSecret`, `COOKIE_SECRET` and `cookie-secret` are the words cookie and secret. */
export function wordsOf(name: string): string[] {
  const apart = name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2');
  return apart
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}

function endsWith(words: readonly string[], ending: readonly string[]): boolean {
  return ending.length <= words.length && ending.every((word, at) => words[words.length - ending.length + at] === word);
}

/** What a name says about its value; strict, for claims. */
export function kindOfName(name: string): NameKind | undefined {
  if (name.length > 80) return undefined;
  const words = wordsOf(name);
  // `password2`, `secret_1`
  const bare = /^\d+$/.test(words.at(-1) ?? '') ? words.slice(0, -1) : words;
  const [first = ''] = bare;
  if (bare.length > 6 || (bare.length > 1 && ABOUT_SECRETS.has(first))) return undefined;
  if (SECRET_ENDINGS.some((ending) => endsWith(bare, ending))) return 'secret';
  return TOKEN_ENDINGS.some((ending) => endsWith(bare, ending)) ? 'token' : undefined;
}

/** Words that make any name that holds them one of a secret. */
const SECRET_WORD =
  /^(?:pw|pwd|pepper|[a-z0-9]{0,20}(?:password|passwd|passphrase|passcode|secret|secretkey|privatekey|rootpw|userpass))s?$/;
const TOKEN_WORD =
  /^(?:auth|pass|authorization|bearer|jwt|dsn|salt|creds?|[a-z0-9]{0,20}(?:token|apikey|accesskey|authkey|credential))s?$/;
/** Before `key`. */
const KEYS_OF_SECRETS: ReadonlySet<string> = new Set([
  'secret',
  'private',
  'signing',
  'sign',
  'encryption',
  'encrypt',
  'crypto',
  'cipher',
  'jwt',
  'master',
  'hmac',
  'aes',
  'des',
  'rsa',
]);
const KEYS_OF_SERVICES: ReadonlySet<string> = new Set([
  'api',
  'access',
  'auth',
  'account',
  'license',
  'app',
  'application',
  'cookie',
  'session',
  'service',
  'deploy',
  'webhook',
  'shared',
  'admin',
  'client',
  'consumer',
  'server',
  'storage',
  'ssh',
  'host',
  'subscription',
  'functions',
  'sas',
  'customer',
  'integration',
  'project',
  'write',
  'shared',
  'user',
]);
/** Last words of names of something about a secret: its field, its place, its rules. */
const NAMES_OF_OTHERS: ReadonlySet<string> = new Set([
  'name',
  'names',
  'field',
  'fields',
  'label',
  'type',
  'types',
  'url',
  'uri',
  'path',
  'paths',
  'file',
  'files',
  'filename',
  'dir',
  'length',
  'len',
  'size',
  'min',
  'max',
  'policy',
  'regex',
  'regexp',
  'pattern',
  'placeholder',
  'hint',
  'error',
  'errors',
  'message',
  'msg',
  'text',
  'title',
  'header',
  'headers',
  'prefix',
  'suffix',
  'algorithm',
  'expiry',
  'expires',
  'expiration',
  'ttl',
  'age',
  'lifetime',
  'count',
  'limit',
  'at',
  'page',
  'form',
  'input',
  'column',
  'attribute',
  'attr',
  'param',
  'params',
  'parameter',
  'rule',
  'rules',
  'schema',
  'validator',
  'validators',
  'strength',
  'changed',
  'required',
  'enabled',
  'visible',
  'store',
  'provider',
  'providers',
  'endpoint',
  'issuer',
  'audience',
  'manager',
  'class',
  'icon',
  'kind',
  'format',
  'encoding',
  'description',
  'route',
  'view',
  'template',
  'subject',
  'selector',
  'element',
  'mode',
  'scheme',
  'method',
  'strategy',
  'factory',
  'module',
  'middleware',
  'guard',
  'env',
  'ref',
  'arn',
  'version',
  'status',
  'state',
  'scope',
  'scopes',
  'exception',
  'event',
  'action',
  'button',
  'link',
  'help',
  'err',
  'result',
  'results',
  'component',
  'info',
  'reset',
  'id',
  'ids',
]);

/** What a name says about its value; wide, for what is left out of quotes. */
export function mayNameSecret(name: string): NameKind | undefined {
  if (name.length > 80) return undefined;
  const words = wordsOf(name);
  const [first = ''] = words;
  const last = words.at(-1) ?? '';
  if (NAMES_OF_OTHERS.has(last) || (words.length > 1 && ABOUT_SECRETS.has(first))) return undefined;
  if (words.length > 6) return undefined;
  const keyOf = words.flatMap((word, at) => (/^keys?$/.test(word) ? [words[at - 1] ?? ''] : []));
  if (words.some((word) => SECRET_WORD.test(word)) || keyOf.some((word) => KEYS_OF_SECRETS.has(word))) return 'secret';
  // `pass` alone is also a verdict.
  if (words.length > 1 && last === 'pass') return 'secret';
  return words.some((word) => TOKEN_WORD.test(word)) || keyOf.some((word) => KEYS_OF_SERVICES.has(word))
    ? 'token'
    : undefined;
}
