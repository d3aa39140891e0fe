import { REDACTED } from './mark';
import { spanOf, type SecretSpan } from './span';
import { type Stretch, stretchesAround } from './stretches';

/** The kind of secret that an address holds. */
export const PASSWORD_IN_ADDRESS = 'password in an address';

/** User and password in an address of any scheme. Groups: before the password, the password. */
const URL = /\b[a-z][a-z0-9+.-]{1,30}:\/\/(?:[^\s:/@'"`<>]{0,200}:)([^\s'"`<>/]{1,300})@(?=[\w.[\]{}$%(-])/gi;
/** A token in the place of the user: `https://TOKEN@host`. */
const USER_ONLY = /\b(?:https?|git|ssh|wss?):\/\/([A-Za-z0-9_.~%-]{16,200})@(?=[\w.-])/gi;
/** Go's `user:pw@tcp(host)`, `user:pw@host:3306`, Oracle's `user/pw@host:1521`. */
const DSN =
  /(?<![\w:/@.-])[A-Za-z0-9_.-]{1,64}[:/]([^\s:/@'"`<>(){}]{3,100})@(?=(?:tcp|udp|unix)\(|\/?\/?[A-Za-z0-9_.-]{1,100}(?::\d{2,5}\b|\/[A-Za-z0-9_]))/g;
/** `curl -u user:pw`, `--user user:pw`. */
const USER_FLAG =
  /(?:\s|["'])(?:-u|--user|--proxy-user|-U)(?:[\s=]|["'],\s{0,4}["'])["']?[A-Za-z0-9_.@-]{1,64}:([^\s'"`\\]{3,200})/g;
/** `mysql -psecret`. */
const ATTACHED_FLAG =
  /\b(?:mysql|mysqldump|mysqladmin|mariadb|sshpass|smbclient|7z)\b[^\n;|&]{0,200}?\s-[pP]([^\s'"`-][^\s'"`\\]{3,200})/g;
/** `sshpass -p secret`, `docker login -p secret`, `redis-cli -a secret`. */
const TOOL_FLAG =
  /\b(?:sshpass|docker\s{1,4}login|podman\s{1,4}login|redis-cli|htpasswd|ldapsearch|mongo|mongosh|mongodump|sqlcmd|unzip|zip|openssl)\b[^\n;|&]{0,200}?\s(?:-[paPwk]|-pass(?:in|out)?)\s{1,4}["']?(?:pass:)?([^\s'"`-][^\s'"`\\]{3,200})/g;
/** `.netrc`. */
const NETRC = /\b(?:login|machine|account)\s{1,20}\S{1,200}\s{1,20}password\s{1,20}(\S{3,200})/g;
/** `.pgpass`: host:port:database:user:password. */
const PGPASS = /^[^:\s'"]{1,100}:(?:\d{1,5}|\*):[^:\s'"]{1,60}:[^:\s'"]{1,60}:([^\s'"]{3,200})$/gm;
/** A header of HTTP with its credential, quoted or on a command line. */
const HEADER = /\b(?:Bearer|Basic|Token|ApiKey|SSWS|GenieKey)(?:\s|%20|\\u0020){1,4}([A-Za-z0-9+/=_.~:|-]{8,4000})/g;

/** Farther than URL and USER_ONLY reach around their `://`, and DSN around its `@`. */
const AROUND_SCHEME = { before: 40, behind: 540 };
const AROUND_HOST = { before: 180, behind: 140 };
/** What PGPASS has for a port. */
const PORT = /:(?:\d{1,5}|\*):/;
const HEADER_SCHEMES = ['Bearer', 'Basic', 'Token', 'ApiKey', 'SSWS', 'GenieKey'];

/** Interpolation, and what documentation writes. */
const NO_PASSWORD = /^(?:\$\{?\w.*|\{.*\}|<.*>|%[sdv]|%\(.*|#\{.*|\*+|x+|pass(?:word)?|pwd|secret|\.{3}|\$\(.*)$/i;
const hasInterpolation = (text: string): boolean => /\$\{|#\{|\{\w{0,60}\}|%[sv]/.test(text);

function credential(value: string): boolean {
  return /\d/.test(value) && /[A-Za-z]/.test(value) && !/^[a-z]+(?:-[a-z]+)*\d?$/.test(value);
}

/** `Basic dXNlcjpwdw==` holds a user and a password; other schemes a token, which has digits. */
function isHeaderValue(whole: string, value: string): boolean {
  if (!whole.startsWith('Basic')) return credential(value);
  try {
    return /^[\x20-\x7e]{1,200}:[\x20-\x7e]{0,200}$/.test(atob(value));
  } catch {
    // Not base64: a text about it.
    return false;
  }
}

type Accept = (value: string, whole: string) => boolean;

function all(text: string, pattern: RegExp, what: string, accept: Accept): SecretSpan[] {
  return within(text, [{ start: 0, end: text.length }], pattern, what, accept);
}

/** As `all`, in parts of the text only. */
function within(
  text: string,
  stretches: readonly Stretch[],
  pattern: RegExp,
  what: string,
  accept: Accept,
): SecretSpan[] {
  const found: SecretSpan[] = [];
  for (const { start: from, end } of stretches) {
    for (const match of text.slice(from, end).matchAll(pattern)) {
      const value = match[1] ?? '';
      if (value.includes(REDACTED) || !accept(value, match[0])) continue;
      const start = from + match.index + match[0].lastIndexOf(value);
      found.push(...spanOf(text, start, start + value.length, { kind: 'address', what, name: '' }));
    }
  }
  return found;
}

const isPassword = (value: string): boolean => !NO_PASSWORD.test(value) && !hasInterpolation(value);

/** Each of these has an `@`, and most texts with one have it in the name of a package. */
function inAddresses(text: string): SecretSpan[] {
  const what = PASSWORD_IN_ADDRESS;
  const addresses = stretchesAround(text, '://', AROUND_SCHEME.before, AROUND_SCHEME.behind);
  const hosts = stretchesAround(text, '@', AROUND_HOST.before, AROUND_HOST.behind);
  return [
    ...within(text, addresses, URL, what, isPassword),
    ...within(text, addresses, USER_ONLY, what, (value) => credential(value) && isPassword(value)),
    ...within(text, hosts, DSN, what, (value) => isPassword(value) && /\d|[^\w.]/.test(value)),
  ];
}

function onCommandLines(text: string): SecretSpan[] {
  const what = 'password on a command line';
  const isNoFile: Accept = (value) => isPassword(value) && !/^[\w./]*\.\w{1,5}$|^\d+:\d+/.test(value);
  return [
    ...(/-[uU]/.test(text) ? all(text, USER_FLAG, what, isPassword) : []),
    ...(/\s-[pP]/.test(text) ? all(text, ATTACHED_FLAG, what, isNoFile) : []),
    ...(/\s-[paPwk]/.test(text) ? all(text, TOOL_FLAG, what, isNoFile) : []),
  ];
}

/** Passwords in addresses, connection strings, command lines and files of tools. */
export function addressesIn(text: string): SecretSpan[] {
  const found: SecretSpan[] = [];
  if (text.includes('@')) found.push(...inAddresses(text));
  found.push(...onCommandLines(text));
  if (text.includes('password')) found.push(...all(text, NETRC, 'password of a login', isPassword));
  if (PORT.test(text)) found.push(...all(text, PGPASS, 'password of a login', isPassword));
  if (HEADER_SCHEMES.some((scheme) => text.includes(scheme)))
    found.push(...all(text, HEADER, 'credential of a header', (value, whole) => isHeaderValue(whole, value)));
  return found;
}
