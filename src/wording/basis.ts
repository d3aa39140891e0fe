import { all } from './locale';
import type { Basis, ControlMechanism, PlainBasis, PlainMechanism } from '../artifacts/basis';
import type { ControlFact, GuardFact } from '../artifacts/facts';

const PLAIN: Readonly<Record<PlainBasis, string>> = {
  'admin-site-asks': 'The admin site of Django asks for a signed-in staff member.',
  'browsers-told': 'Browsers are told what pages may do.',
  'by-name': 'Recognised by its name alone; its code is not part of what was read.',
  'changes-need-token': 'Requests that change state need a token of the page.',
  'changes-noticed': 'Changed values are noticed.',
  'compares-owner': 'The handler compares the owner of the object with who is signed in.',
  'constant-time': 'How long a comparison takes says nothing about the secret.',
  'credential-sent': 'Only asks that a credential is sent; what it says is checked elsewhere.',
  'database-keys-removed': 'Keys that databases would run are removed.',
  'directories-removed': 'Directories are taken out of file names.',
  'django-asks-everywhere': 'Django asks for a signed-in user on every view.',
  'django-asks-permission': 'Django asks for a permission or a test on the user.',
  'django-asks-token': 'Django asks for a token on unsafe methods.',
  'django-escapes': 'Django templates escape values unless told otherwise.',
  'django-redirects': 'Django redirects requests without a signed-in user to the login page.',
  'django-redirects-before-change':
    'Django redirects requests without a signed-in user to the login page before the password is changed.',
  'drf-asks-permission': 'Django REST framework asks for the permission.',
  'drf-rejects-anonymous': 'Django REST framework rejects anonymous requests.',
  'drf-rejects-anonymous-changes': 'Django REST framework rejects anonymous requests that change something.',
  'ninja-asks-credential': 'Django Ninja rejects requests for which the class finds nobody.',
  'ninja-asks-session': 'Django Ninja rejects requests without a signed-in session.',
  encrypted: 'Data is encrypted with a key.',
  'events-logged': 'Events are written to a log.',
  'every-origin': 'Every origin may read answers.',
  'extension-asks': 'The extension rejects requests without a signed-in user.',
  'extension-asks-role': 'The extension asks for a role.',
  'flask-escapes': 'Flask turns auto-escaping on for HTML templates.',
  'flask-httpauth-asks': 'Flask-HTTPAuth rejects requests without valid credentials.',
  'flask-login-asks': 'Flask-Login redirects or rejects requests without a signed-in user.',
  'flask-login-manages': 'Flask-Login manages the session of the user.',
  'flask-wtf-asks': 'Flask-WTF asks for a token on every form.',
  'form-checks': 'The form or serializer checks its fields before the handler uses them.',
  'forms-ask-token': 'Forms of Flask-WTF ask for a token of the page.',
  'framework-checks-schema': 'The framework checks input against this schema before the handler runs.',
  'framework-signs-in': 'Signing in goes through the framework.',
  'handler-runs-schema': 'The handler runs its input through a schema.',
  'json-only': 'The handler refuses requests that are not declared as JSON, which forms of other sites cannot be.',
  'library-asks-permission': 'The library asks for a permission.',
  'library-rejects-anonymous': 'The library rejects anonymous requests.',
  'library-view-asks': 'The view of the library asks for a signed-in user.',
  'library-wants-token': 'The library rejects requests without a valid token.',
  'library-wants-user': 'The library rejects requests without a valid user.',
  'limits-clients': 'Limits how often a client may ask.',
  'markup-encoded': 'Markup in values is encoded or removed.',
  'mixin-asks': 'The mixin asks for a signed-in user.',
  'names-origins': 'Says which other origins may read responses.',
  'not-run': 'It is set up, but nothing in the repository runs it with every build.',
  'origins-named': 'Other origins are named.',
  'other-pages-refused': 'Requests from other pages are refused.',
  'passport-verifies': 'Passport rejects requests whose credentials do not verify.',
  'permission-needs-user': 'Nobody but a signed-in user has a permission.',
  'pipe-validates': 'The pipe validates input by the decorators of the DTO.',
  'plain-data': 'The parser only gives plain data.',
  'policy-engine': 'Permissions are decided by a policy engine.',
  'query-of-caller': 'The query only reaches records of who is signed in.',
  'rejects-input': 'The handler rejects input that does not pass this condition.',
  'removes-keys': 'Removes dangerous keys or markup from input.',
  'requests-logged': 'Every request is logged.',
  'requests-recorded': 'Requests leave a record.',
  'runs-by-itself': 'It is set up to run by itself.',
  'schema-before-handler': 'Input is checked against a schema before the handler runs.',
  'schema-for-input': 'A schema says what input may look like.',
  'secret-store': 'Secrets are kept in a store made for them.',
  'session-kept': 'Keeps a session; it does not ask for a signed-in user.',
  'sessions-keep-user': 'Sessions keep who is signed in.',
  'sets-headers': 'Sets protective response headers.',
  'settings-from-environment': 'Settings are read from the environment and not from the code.',
  'shared-password': 'HTTP basic authentication: one shared password, sent with each request.',
  'signature-proves': 'The sender proves itself by a signature over the message.',
  'slow-hash': 'Passwords are stored as a slow, salted hash.',
  'staff-is-signed-in': 'Only a signed-in user is a staff member.',
  'staff-only': 'Only staff members get through.',
  'strangers-stopped': 'A caller who is not signed in gets no further.',
  'strategy-registered': 'A strategy is registered.',
  'tested-versions': 'Installations get the versions that were tested.',
  'token-signature-checked': 'The signature of the token is checked.',
  'token-verifies': 'The token has to verify.',
  'too-many-refused': 'Too many requests are refused.',
  'tornado-redirects': 'Tornado redirects requests without a current user.',
  'traffic-encrypted': 'Traffic is encrypted.',
  'turns-away': 'The handler turns the request away when this condition fails, before anything else.',
  unpredictable: 'Unpredictable values come from the system.',
};

const STOPPED: Readonly<Record<Extract<Basis, { is: 'stops' }>['whom'], string>> = {
  role: 'without the role',
  permission: 'without the permission',
  policy: 'whom the policy does not let',
  ownership: 'who is not the owner',
};

const LOOKED_AT: Readonly<Record<string, string>> = {
  authenticated: 'who is signed in',
  role: 'the role',
  permission: 'the permission',
  csrf: 'the request token',
  schema: 'the input',
  signature: 'the signature',
  'rate-limit': 'how often was asked',
  ownership: 'the owner',
};

const ANSWERS: Readonly<Record<Extract<Basis, { is: 'looks-at' }>['otherwise'], string>> = {
  denied: 'answers that access is denied',
  'redirect-login': 'redirects to the login page',
  redirect: 'redirects',
  invalid: 'answers that the input is invalid',
  error: 'fails',
  value: 'returns',
};

function basisWords(basis: Basis, mechanism: string): string {
  switch (basis.is) {
    case 'stops':
      return `A caller ${STOPPED[basis.whom]} gets no further.`;
    case 'looks-at':
      return `Its code looks at ${LOOKED_AT[basis.what] ?? basis.what} and otherwise ${ANSWERS[basis.otherwise]}.`;
    case 'mechanism':
      return `${mechanism}.`;
    default:
      return PLAIN[basis.is];
  }
}

const installed = (condition: string | undefined): string =>
  condition === undefined ? '' : ` Only installed when \`${condition}\` holds.`;

/** By what a guard counts as one. */
export const guardBasis = ({ basis, condition }: GuardFact): string =>
  `${basisWords(basis, '')}${installed(condition)}`;

const MECHANISMS: Readonly<Record<PlainMechanism, string>> = {
  'central-policies': 'Central policies',
  'characters-encoded': 'Special characters are encoded',
  'clients-limited': 'Requests per client are limited',
  'cookies-over-tls': 'Cookies are only sent over TLS',
  'cookies-same-site': 'Cookies are not sent by other sites',
  'cookies-unreadable': 'Scripts cannot read cookies',
  'django-templates': 'Django templates escape values',
  encryption: 'Authenticated or block encryption',
  'environment-variables': 'Secrets are read from environment variables',
  'every-body-validated': 'Every request body is validated',
  'every-request-logged': 'Every request is logged',
  'flask-login': 'Flask-Login',
  'form-token': 'Forms carry a token',
  'framework-sign-in': 'Framework sign-in',
  'held-to-tls': 'Browsers are held to TLS',
  'hosts-named': 'Hosts and origins are named',
  'input-schema': 'Input is checked against a schema',
  'jinja-escapes': 'Jinja templates escape values in HTML files',
  'large-requests-refused': 'Large requests are refused',
  'logging-configured': 'Logging is configured',
  'names-normalised': 'File names are normalised',
  'no-leaking-time': 'Secrets are compared without leaking time',
  'operators-removed': 'Operators are removed from input',
  'own-tls': 'The server speaks TLS itself',
  'passport-strategy': 'Credentials are verified by a Passport strategy',
  'random-values': 'Random values for secrets',
  'readable-origins': 'Which origins may read answers',
  'response-headers': 'Protective response headers',
  'safe-parsers': 'Parsers that build no objects and load no entities',
  'secrets-from-environment': 'Secrets come from the environment',
  'server-sessions': 'Server sessions',
  'slow-salted-hash': 'Slow salted hash',
  'structured-logging': 'A logger',
  'token-signature': 'JWT signature verification',
  'unused-role-check': 'Role check that no route uses',
  'values-bound': 'Values are bound, not part of the statement',
  'values-signed': 'Values are signed',
  vault: 'A vault hands out secrets',
  'versions-pinned': 'Versions of dependencies are pinned',
  'vulnerabilities-looked-for': 'Known vulnerabilities of dependencies are looked for',
  'weak-passwords-refused': 'Weak passwords are refused',
};

const CHECKS: Readonly<Record<string, string>> = {
  authenticated: 'Requests without a signed-in user are turned away',
  session: 'Server sessions',
  role: 'Only certain roles get through',
  permission: 'A permission is asked for',
  ownership: 'Only the owner gets through',
  csrf: 'Requests need a token of the page',
  'rate-limit': 'Too many requests are refused',
  schema: 'Input is checked against a schema',
  headers: 'Protective response headers',
  cors: 'Which origins may read answers',
  log: 'Every request is logged',
  signature: 'The sender is known by a signature',
  sanitized: 'Dangerous keys are removed from input',
  'credentials-present': 'A credential has to be sent',
};

function mechanismWords(mechanism: ControlMechanism): string {
  switch (mechanism.is) {
    case 'check':
      return CHECKS[mechanism.of] ?? mechanism.of;
    case 'engine-escapes':
      return `Templates (${mechanism.of}) escape values by default`;
    case 'sets-header':
      return `Sets ${mechanism.of}`;
    case 'cookie-flags':
      return `Cookies are ${all(mechanism.flags)}`;
    default:
      return `${MECHANISMS[mechanism.is]}${mechanism.algorithm === undefined ? '' : ` (${mechanism.algorithm})`}`;
  }
}

const IDLE: Readonly<Record<NonNullable<ControlFact['idle']>, string>> = {
  'no-route': ' No route uses it.',
  'too-late': ' No route is registered behind it: it is installed too late or on another router.',
};

/** How a control works, its mechanism named once. */
export function implementation({ mechanism, basis, condition, idle }: ControlFact): string {
  const how = mechanismWords(mechanism);
  const why = `${basisWords(basis, how)}${installed(condition)}${idle === undefined ? '' : IDLE[idle]}`;
  return why.toLowerCase().startsWith(how.toLowerCase()) ? why : `${how}. ${why}`;
}
