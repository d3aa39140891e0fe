import type { SeenPlainly } from '../../artifacts/seen';
/** Clients whose calls take settings of certificates by keyword. */
export const CLIENTS_WITH_KEYWORDS = /^(?:requests|httpx|aiohttp|urllib3|tornado|httplib2|treq|niquests)\b/;

/** Their settings by keyword, with the value that turns the check of certificates off. */
export const UNCHECKED_KEYWORDS: readonly (readonly [keyword: string, off: boolean])[] = [
  ['verify', false],
  ['verify_ssl', false],
  ['ssl', false],
  ['validate_cert', false],
  ['disable_ssl_certificate_validation', true],
];

/** The keyword that says how certificates are checked, and the constant for not at all. */
export const CERTIFICATES_KEYWORD = 'cert_reqs';
export const NO_CERTIFICATES = { name: 'CERT_NONE', path: 'ssl.CERT_NONE' };

/** Calls that make a context which checks no certificates. */
export const UNVERIFIED_CONTEXTS = /^ssl\.(?:_create_unverified_context|_create_stdlib_context)$/;

/** Calls that say what to do with an unknown host key. */
export const HOST_KEY_POLICY = /^paramiko\.(?:client\.)?SSHClient\(\)\.set_missing_host_key_policy$/;

/** Policies that accept any. */
export const ANY_HOST_KEY = /AutoAddPolicy|WarningPolicy/;

/** Options that turn the check of certificates off, with the value that does. */
export const UNCHECKED_OPTIONS: readonly [string, boolean][] = [
  ['rejectUnauthorized', false],
  ['strictSSL', false],
  ['insecureHTTPParser', true],
  ['ignoreHTTPSErrors', true],
  ['strictSsl', false],
];

/** What is assigned to these decides about certificates: constants, or a library's value, that turn the check off. */
export const UNCHECKED_ASSIGNMENTS: ReadonlyMap<
  string,
  { values?: readonly unknown[]; path?: string; seen: SeenPlainly; shownAs?: string }
> = new Map([
  ['NODE_TLS_REJECT_UNAUTHORIZED', { values: ['0', 0], seen: 'any-certificate' }],
  ['rejectUnauthorized', { values: [false], seen: 'certificates-unchecked' }],
  ['check_hostname', { values: [false], seen: 'certificates-unchecked' }],
  ['verify_mode', { path: NO_CERTIFICATES.path, seen: 'certificates-unchecked', shownAs: NO_CERTIFICATES.path }],
  ['_create_default_https_context', { path: 'ssl._create_unverified_context', seen: 'any-certificate' }],
]);

/** Words of settings by which somebody asks for fewer checks. */
export const ASKS_FOR_LESS =
  /(?:^| )(?:unauthori[sz]ed|insecure|unsafe|self ?signed|skip|ignore|disable|disabled|unverified|verify|validate|strict|reject)(?:$| )/;
