import type { ControlCategory, Severity } from '../artifacts/enums';

/** Rules by which facts become concerns. `user` and `mapper` mark concerns that were not derived. */
export type ConcernRuleId =
  | 'C-AUTHN'
  | 'C-AUTHZ'
  | 'C-TENANT'
  | 'C-INPUT'
  | 'C-UPLOAD'
  | 'C-OUTPUT'
  | 'C-CRYPTO'
  | 'C-SECRET'
  | 'C-LOG'
  | 'C-RATE'
  | 'C-CORS'
  | 'C-DEP'
  | 'C-BOUND'
  | 'C-INFRA'
  | 'C-COMPL'
  | 'C-NOTE'
  | 'C-VERIFY';

interface SecondaryCategory {
  category: ControlCategory;
  focus: string;
}

export interface ConcernRule {
  primary: ControlCategory;
  secondary: readonly SecondaryCategory[];
  /** The most severe such a concern can be, with the reason. */
  cap?: { at: Severity; why: string };
}

const also = (category: ControlCategory, focus: string): SecondaryCategory => ({ category, focus });

export const CONCERN_RULES: Readonly<Record<ConcernRuleId, ConcernRule>> = {
  'C-AUTHN': { primary: 'authentication', secondary: [also('authorization', 'What an anonymous caller can then do')] },
  'C-AUTHZ': { primary: 'authorization', secondary: [also('input-validation', 'Where the object id comes from')] },
  'C-TENANT': {
    primary: 'authorization',
    secondary: [
      also('input-validation', 'Where the tenant key comes from'),
      also('logging-audit', 'Whether access across tenants would be noticed'),
    ],
  },
  'C-INPUT': {
    primary: 'input-validation',
    secondary: [also('output-encoding', 'Whether the value is encoded for its destination')],
  },
  'C-UPLOAD': { primary: 'input-validation', secondary: [also('rate-limiting', 'Size and number of uploads')] },
  'C-OUTPUT': {
    primary: 'output-encoding',
    secondary: [also('cors-csp', 'Whether a content security policy would stop a script')],
  },
  'C-CRYPTO': { primary: 'cryptography', secondary: [also('secrets-management', 'Where the keys are kept')] },
  'C-SECRET': { primary: 'secrets-management', secondary: [also('cryptography', 'What the secret protects')] },
  'C-LOG': {
    primary: 'logging-audit',
    secondary: [also('secrets-management', 'Whether secrets get into the log')],
    cap: { at: 'medium', why: 'what is missing is the record, not the protection' },
  },
  'C-RATE': {
    primary: 'rate-limiting',
    secondary: [also('authentication', 'What guessing would gain')],
    cap: { at: 'medium', why: 'the attack needs many requests' },
  },
  'C-CORS': {
    primary: 'cors-csp',
    secondary: [also('authentication', 'Whether a session can be used from another site')],
    cap: { at: 'medium', why: "it takes a victim's browser" },
  },
  'C-DEP': { primary: 'dependency-security', secondary: [], cap: { at: 'medium', why: 'no known advisory' } },
  'C-BOUND': {
    primary: 'authorization',
    secondary: [],
    cap: { at: 'low', why: 'only the absence of a control is known' },
  },
  'C-INFRA': { primary: 'authorization', secondary: [also('secrets-management', 'What configuration could be read')] },
  'C-COMPL': {
    primary: 'logging-audit',
    secondary: [],
    cap: { at: 'medium', why: 'only the absence of evidence is known' },
  },
  'C-NOTE': { primary: 'input-validation', secondary: [] },
  'C-VERIFY': {
    primary: 'authentication',
    secondary: [],
    cap: { at: 'info', why: 'it asks about what is there, not about what is missing' },
  },
};

/** How far the effect of a flaw goes: all the process can do, the stored data, one user's browser, or one place. */
export type Reach = 'system' | 'store' | 'user' | 'place';

export interface WeaknessReading {
  rule: ConcernRuleId;
  reach: Reach;
  /** Most severe a concern about it can be. */
  cap: Severity;
  /** Sentence for one place; `{source}` starts it and is capitalised, `{sink}` is the API. */
  one: string;
  /** Sentence for `{n}` places of one file. */
  many: string;
  /** What is united into one concern: places of one file, or of the whole application. */
  unite: 'file' | 'application';
}

const reading = (
  rule: ConcernRuleId,
  reach: Reach,
  cap: Severity,
  one: string,
  many: string,
  unite: WeaknessReading['unite'] = 'file',
): WeaknessReading => ({ rule, reach, cap, one, many, unite });

/** How each weakness of the catalogue reads as a concern. */
export const WEAKNESS_READINGS: Readonly<Record<string, WeaknessReading>> = {
  'code-injection': reading(
    'C-INPUT',
    'system',
    'critical',
    '{source} reaches {sink}',
    '{source} is run as code in {n} places',
  ),
  'command-injection': reading(
    'C-INPUT',
    'system',
    'critical',
    '{source} becomes part of a command run by {sink}',
    '{source} becomes part of operating system commands in {n} places',
  ),
  'insecure-deserialization': reading(
    'C-INPUT',
    'system',
    'critical',
    '{source} is deserialised by {sink}',
    '{source} is deserialised in {n} places',
  ),
  'template-injection': reading(
    'C-INPUT',
    'system',
    'critical',
    '{source} becomes part of a template rendered by {sink}',
    '{source} becomes part of templates in {n} places',
  ),
  'sql-injection': reading(
    'C-INPUT',
    'store',
    'critical',
    '{source} becomes part of an SQL statement',
    '{source} becomes part of {n} SQL statements',
  ),
  'nosql-injection': reading(
    'C-INPUT',
    'store',
    'critical',
    '{source} shapes a database query',
    '{source} shapes {n} database queries',
  ),
  'ldap-injection': reading(
    'C-INPUT',
    'store',
    'high',
    '{source} becomes part of a directory query',
    '{source} becomes part of {n} directory queries',
  ),
  'xpath-injection': reading(
    'C-INPUT',
    'store',
    'high',
    '{source} becomes part of an XPath expression',
    '{source} becomes part of {n} XPath expressions',
  ),
  'xml-external-entities': reading(
    'C-INPUT',
    'system',
    'high',
    '{source} is parsed as XML with external entities',
    '{source} is parsed as XML with external entities in {n} places',
  ),
  'path-traversal': reading(
    'C-INPUT',
    'system',
    'high',
    '{source} chooses a file path',
    '{source} chooses file paths in {n} places',
  ),
  ssrf: reading(
    'C-INPUT',
    'store',
    'high',
    '{source} chooses where the server sends a request',
    '{source} chooses where the server sends requests in {n} places',
  ),
  'prototype-pollution': reading(
    'C-INPUT',
    'system',
    'high',
    '{source} can change object prototypes',
    '{source} can change object prototypes in {n} places',
  ),
  'mass-assignment': reading(
    'C-INPUT',
    'store',
    'high',
    '{source} sets every field of a stored record',
    '{source} sets every field of stored records in {n} places',
  ),
  'unrestricted-upload': reading(
    'C-UPLOAD',
    'system',
    'high',
    'Uploaded files are stored without a check of type and name',
    'Uploaded files are stored without a check of type and name in {n} places',
  ),
  'open-redirect': reading(
    'C-INPUT',
    'user',
    'medium',
    '{source} chooses where the browser is sent',
    '{source} chooses where the browser is sent in {n} places',
  ),
  'regex-injection': reading(
    'C-INPUT',
    'place',
    'medium',
    '{source} becomes a regular expression',
    '{source} becomes a regular expression in {n} places',
  ),
  redos: reading(
    'C-INPUT',
    'place',
    'medium',
    'A slow regular expression is applied to {source}',
    'Slow regular expressions are applied to {source} in {n} places',
  ),
  'resource-exhaustion': reading(
    'C-INPUT',
    'place',
    'medium',
    '{source} decides how much work is done',
    '{source} decides how much work is done in {n} places',
  ),
  'trust-boundary-violation': reading(
    'C-INPUT',
    'place',
    'low',
    '{source} is stored in the session unchecked',
    '{source} is stored in the session unchecked in {n} places',
  ),
  'header-injection': reading(
    'C-OUTPUT',
    'user',
    'medium',
    '{source} becomes part of a response header',
    '{source} becomes part of response headers in {n} places',
  ),
  'cross-site-scripting': reading(
    'C-OUTPUT',
    'user',
    'high',
    '{source} is written to a page without encoding',
    '{source} is written to pages without encoding in {n} places',
  ),
  'unsafe-html-rendering': reading(
    'C-OUTPUT',
    'user',
    'medium',
    'HTML is rendered without encoding by {sink}',
    'HTML is rendered without encoding in {n} places',
    'application',
  ),
  'error-details-exposed': reading(
    'C-OUTPUT',
    'place',
    'low',
    'Internal error details are sent to the client',
    'Internal error details are sent to the client in {n} places',
    'application',
  ),
  'log-injection': reading(
    'C-LOG',
    'place',
    'low',
    '{source} is written to the log as it is',
    '{source} is written to the log as it is in {n} places',
    'application',
  ),
  'sensitive-data-in-logs': reading(
    'C-LOG',
    'place',
    'medium',
    'Sensitive data is written to the log',
    'Sensitive data is written to the log in {n} places',
    'application',
  ),
  'hardcoded-secret': reading(
    'C-SECRET',
    'store',
    'high',
    'A secret stands in the source code',
    '{n} secrets stand in the source code',
    'application',
  ),
  'weak-hash': reading(
    'C-CRYPTO',
    'place',
    'medium',
    'A broken hash function is used ({sink})',
    'Broken hash functions are used in {n} places',
    'application',
  ),
  'weak-cipher': reading(
    'C-CRYPTO',
    'place',
    'medium',
    'A weak cipher is used ({sink})',
    'Weak ciphers are used in {n} places',
    'application',
  ),
  'weak-password-storage': reading(
    'C-CRYPTO',
    'store',
    'high',
    'Passwords are stored without a password hash',
    'Passwords are stored without a password hash in {n} places',
    'application',
  ),
  'insecure-random': reading(
    'C-CRYPTO',
    'place',
    'high',
    'A guessable random number is used for a secret',
    'Guessable random numbers are used for secrets in {n} places',
    'application',
  ),
  'tls-verification-disabled': reading(
    'C-CRYPTO',
    'place',
    'high',
    'The certificate of the other side is not checked ({sink})',
    'Certificates of the other side are not checked in {n} places',
    'application',
  ),
  'cleartext-transmission': reading(
    'C-CRYPTO',
    'place',
    'medium',
    'Data is sent unencrypted',
    'Data is sent unencrypted in {n} places',
    'application',
  ),
  'missing-encryption-at-rest': reading(
    'C-CRYPTO',
    'store',
    'high',
    'Sensitive fields are stored unencrypted',
    'Sensitive fields are stored unencrypted in {n} places',
    'application',
  ),
  'insecure-cookie': reading(
    'C-CORS',
    'user',
    'medium',
    'A cookie lacks protective attributes',
    'Cookies lack protective attributes in {n} places',
    'application',
  ),
  'cors-misconfiguration': reading(
    'C-CORS',
    'user',
    'medium',
    'Other origins may read responses',
    'Other origins may read responses in {n} places',
    'application',
  ),
  'missing-csrf-protection': reading(
    'C-CORS',
    'user',
    'medium',
    'Requests of other sites are accepted',
    'Requests of other sites are accepted in {n} places',
    'application',
  ),
  'missing-security-headers': reading(
    'C-CORS',
    'user',
    'low',
    'Pages carry no security headers',
    'Pages carry no security headers',
    'application',
  ),
  'debug-enabled': reading(
    'C-INFRA',
    'system',
    'high',
    'Debug mode is switched on',
    'Debug mode is switched on in {n} places',
    'application',
  ),
  'sensitive-file-exposure': reading(
    'C-INFRA',
    'store',
    'high',
    'A folder with internal files is served',
    'Folders with internal files are served in {n} places',
    'application',
  ),
  'insecure-temp-file': reading(
    'C-INFRA',
    'place',
    'low',
    'A temporary file can be predicted',
    'Temporary files can be predicted in {n} places',
    'application',
  ),
  'insecure-file-permissions': reading(
    'C-INFRA',
    'place',
    'medium',
    'A file is open to all users of the machine',
    'Files are open to all users of the machine in {n} places',
    'application',
  ),
  'jwt-verification-disabled': reading(
    'C-AUTHN',
    'store',
    'critical',
    'A token is accepted without checking its signature',
    'Tokens are accepted without checking their signature in {n} places',
  ),
  'session-fixation': reading(
    'C-AUTHN',
    'user',
    'medium',
    'The session id survives signing in',
    'The session id survives signing in at {n} places',
    'application',
  ),
  'missing-authentication': reading(
    'C-AUTHN',
    'store',
    'critical',
    'A function is open to everyone',
    'Functions are open to everyone in {n} places',
  ),
  'missing-authorization': reading(
    'C-AUTHZ',
    'store',
    'high',
    'A function checks the sign-in but no permission',
    'Functions check the sign-in but no permission in {n} places',
  ),
  'insecure-direct-object-reference': reading(
    'C-AUTHZ',
    'store',
    'high',
    'An id from the request selects any record',
    'Ids from the request select any record in {n} places',
  ),
  'missing-rate-limiting': reading(
    'C-RATE',
    'place',
    'medium',
    'An operation can be repeated without limit',
    'Operations can be repeated without limit in {n} places',
    'application',
  ),
  'missing-audit-log': reading(
    'C-LOG',
    'place',
    'medium',
    'A security-relevant operation leaves no record',
    'Security-relevant operations leave no record in {n} places',
    'application',
  ),
  'missing-input-validation': reading(
    'C-INPUT',
    'place',
    'medium',
    'Input is stored unchecked',
    'Input is stored unchecked in {n} places',
  ),
  'unpinned-dependency': reading(
    'C-DEP',
    'system',
    'low',
    'A dependency is not pinned',
    '{n} dependencies are not pinned',
    'application',
  ),
  'missing-lockfile': reading(
    'C-DEP',
    'system',
    'medium',
    'No lockfile fixes the dependencies',
    'No lockfile fixes the dependencies',
    'application',
  ),
  'missing-dependency-scanning': reading(
    'C-DEP',
    'system',
    'low',
    'Dependencies are not scanned',
    'Dependencies are not scanned',
    'application',
  ),
};

/** The weakness that a concern of a rule is about when it was not derived from one seen in code. */
export const RULE_WEAKNESS: Readonly<Partial<Record<ConcernRuleId, string>>> = {
  'C-AUTHN': 'missing-authentication',
  'C-AUTHZ': 'missing-authorization',
  'C-TENANT': 'insecure-direct-object-reference',
  'C-INPUT': 'missing-input-validation',
  'C-UPLOAD': 'unrestricted-upload',
  'C-CRYPTO': 'missing-encryption-at-rest',
  'C-LOG': 'missing-audit-log',
  'C-RATE': 'missing-rate-limiting',
  'C-CORS': 'missing-security-headers',
  'C-DEP': 'missing-dependency-scanning',
};

/** How a kind of outside data is called at the start of a title. */
export function sourceWords(kind: string | undefined): string {
  switch (kind) {
    case undefined:
      return 'Data';
    case 'cli':
      return 'A command-line argument';
    case 'env':
      return 'An environment variable';
    case 'library-input':
      return 'An argument of an exported function';
    case 'file':
      return 'An uploaded file';
    case 'message':
      return 'A message';
    case 'page-url':
    case 'page-message':
      return 'Data from the page address or another window';
    case 'archive-entry':
      return 'The name of an archive entry';
    case 'error':
      return 'An error';
    case 'fresh-secret':
      return 'A new credential';
    default:
      return 'Request data';
  }
}
