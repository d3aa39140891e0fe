import { all } from './locale';
import type { WeaknessFact } from '../artifacts/facts';
import type { Seen, SeenNamed, SeenPlainly, WrittenSecret } from '../artifacts/seen';
import { SOURCE_KINDS } from '../knowledge/flow/sources';
import { capitalise } from './text';

const PLAIN: Readonly<Record<SeenPlainly, string>> = {
  'any-algorithm':
    'No algorithm is fixed: a token that is signed with the public key as a shared secret passes as well.',
  'any-certificate': 'The whole process accepts any certificate.',
  'any-host-key': 'Any host key is accepted.',
  'any-site': 'Any site may read answers.',
  'any-site-with-cookies': "Any site may read answers with the user's cookies.",
  'beginning-compared': 'It compares characters: a folder beside the allowed one whose name begins alike passes.',
  'broken-protocol': 'This protocol version is broken.',
  'certificates-unchecked': 'Certificates are not checked.',
  'compared-by-character': 'A signature is compared character by character.',
  'cookie-from-other-sites': 'The cookie goes along with requests from other sites.',
  'cookie-plain': 'The cookie is also sent over plain connections.',
  'cookie-readable': 'Scripts can read the cookie.',
  'cookie-unprotected': 'The cookie lacks HttpOnly or Secure.',
  'csrf-cookie-plain': 'The CSRF cookie is also sent over plain connections.',
  'debug-mode': 'Debug mode shows internals to whoever meets an error.',
  'debugger-for-everybody': 'The debugger runs code for whoever reaches an error page.',
  'dot-in-host': 'The unescaped dot matches any character: another server can have such a name.',
  'empty-key': 'The key is empty: unsigned tokens are accepted.',
  'equal-blocks-shown': 'ECB shows which blocks are equal.',
  'exponential-pattern': 'Some texts keep this pattern busy for a time that doubles with every character.',
  'fast-password-hash': 'A fast hash protects a password: it can be guessed at great speed.',
  'file-for-everybody': 'Every user of the machine may change the file.',
  'folder-listed': 'Whoever asks gets a list of all files in the folder.',
  'forged-requests-taken': 'This view takes requests that other sites forged.',
  'forgery-protection-off': 'Protection against forged requests is turned off.',
  'forgery-protection-on-demand': 'Protection against forged requests is off unless a view asks for it.',
  'header-off': 'A protecting header is turned off.',
  'host-names-as-pattern':
    'The names are put into the pattern as they are: a dot in them matches any character, so that other servers pass.',
  'key-without-salt': 'The key is derived from a password without salt, and the start value is fixed by it.',
  'known-temporary-name': 'Somebody else can put a file or link of that name there first.',
  'name-before-file': 'Between choosing the name and opening the file somebody else can put one there.',
  'names-with-underscores':
    'Names with two underscores lead from the object to its class and to the globals of the program: none is refused.',
  'no-type-passes': 'A request that names no type passes unchecked, and pages of other sites can send one.',
  'pages-not-escaped': 'What is put into pages is not escaped.',
  'path-not-resolved':
    'The paths are compared as they are written: one with `..` in it begins with the folder and leads out of it.',
  'plain-password': 'A password is compared as plain text: it is stored as plain text.',
  'plain-text-passes': 'Forms can send `text/plain` too: such a request of another site passes unchecked.',
  'record-makes-objects':
    'The text of a stored record says which objects are made: whoever may write the record runs code here.',
  'remember-cookie-plain': 'The remember cookie is also sent over plain connections.',
  'remember-cookie-readable': 'Scripts can read the remember cookie.',
  'session-cookie-plain': 'The session cookie is also sent over plain connections.',
  'session-cookie-plain-anywhere':
    'The session cookie is also sent over plain connections, and no SameSite attribute keeps it from requests of other sites.',
  'session-cookie-readable': 'Scripts can read the session cookie.',
  'session-id-kept': 'The session keeps its id when the user signs in: nothing on the way calls `regenerate`.',
  'session-kept':
    'The session keeps its id and what it held when the user signs in: nothing on the way calls `regenerate`.',
  'signature-unchecked': 'The signature is not checked.',
  'stack-sent': 'Errors are sent to the client with their stack.',
  'token-read-unchecked': 'The token is read without checking its signature.',
  'type-compared-whole':
    'Types are compared as a whole: with parameters behind it (`; charset=…`) a form passes unchecked.',
  'type-guessed': 'Browsers may guess the type of an answer.',
  'unsigned-accepted': 'Unsigned tokens are accepted.',
};

const NAMED: Readonly<Record<SeenNamed, (of: string) => string>> = {
  'broken-hash': (of) => `${of} is broken: collisions can be made at will.`,
  'certificates-off': (of) => `\`${of}\` turns the check of certificates off.`,
  'certificates-off-by-default': (of) => `\`${of}\` turns the check of certificates off where nothing else is set.`,
  'compared-when-sent': (of) => `\`${of}\` is compared only where it is sent: who leaves it out is not asked for it.`,
  'hash-of-known': (of) => `\`${of}\` is a hash of what others know.`,
  'host-anywhere': (of) =>
    `\`${of}\` may stand anywhere in the address: the check does not settle which server it names.`,
  'limiter-by-header': (of) => `The limiter tells senders apart by the header \`${of}\`, which they write themselves.`,
  logged: (of) => `\`${of}\` is written to a log.`,
  'low-work-factor': (of) => `A work factor of ${of} is too low to slow down guessing.`,
  predictable: (of) => `\`${of}\` can be predicted.`,
  'raw-in-page': (of) => `\`${of}\` is put into the page without encoding.`,
  'short-key': (of) => `A key of ${of} bits can be broken.`,
  'turned-off': (of) => `\`${of}\` is turned off.`,
  'weak-cipher': (of) => `The cipher ${of} is weak.`,
  'weak-cipher-or-mode': (of) => `${of} is a weak cipher or mode.`,
};

/** What was seen at the place of a weakness. */
export function messageOf({ seen, source, sink }: Pick<WeaknessFact, 'seen' | 'source' | 'sink'>): string {
  switch (seen.what) {
    case 'arrives':
      return arrives(source, sink);
    case 'secret':
      return secretWritten(seen.secret);
    case 'cookie-lacks':
      return cookieLacks(seen);
    case 'sender-says-rights':
      return `The ${seen.sentAs} \`${seen.of}\` says what its sender may do, and senders write it themselves.`;
    default:
      return 'of' in seen ? NAMED[seen.what](seen.of) : PLAIN[seen.what];
  }
}

function arrives(source: WeaknessFact['source'], sink: string): string {
  const { kind = '', name } = source ?? {};
  const words = SOURCE_KINDS.get(kind)?.words ?? kind;
  return `${capitalise(words)}${name === undefined ? '' : ` \`${name}\``} reaches ${sink}.`;
}

const LACKING = { httpOnly: 'scripts can read it', secure: 'it is also sent over plain connections' } as const;

function cookieLacks({ of, lacks }: Extract<Seen, { what: 'cookie-lacks' }>): string {
  const which = of === undefined ? '' : ` \`${of}\``;
  const why = all(lacks.map((attribute) => LACKING[attribute]));
  return `Cookie${which}: ${why === '' ? 'it goes along with requests from other sites' : why}.`;
}

function secretWritten({ kind, name, hint, ofAccount, standsIn, forDevelopment }: WrittenSecret): string {
  const what = name === undefined ? `a credential (${kind})` : `the secret \`${name}\``;
  const whole = `${what}${standsIn ? ' that is used when no other is set' : ''}${hint === undefined ? '' : `: ${hint}`}.`;
  if (ofAccount) return `Accounts are made with a password that stands in the code, ${whole}`;
  return `${forDevelopment ? 'The settings for development contain' : 'The code contains'} ${whole}`;
}
