import { REDACTED } from './mark';
import { spanOf, type SecretSpan } from './span';

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

function all(
  text: string,
  pattern: RegExp,
  what: string,
  accept: (value: string, whole: string) => boolean,
): SecretSpan[] {
  return [...text.matchAll(pattern)].flatMap((match) => {
    const value = match[1] ?? '';
    if (value.includes(REDACTED) || !accept(value, match[0])) return [];
    const start = match.index + match[0].lastIndexOf(value);
    return spanOf(text, start, start + value.length, { kind: 'address', what, name: '' });
  });
}

const isPassword = (value: string): boolean => !NO_PASSWORD.test(value) && !hasInterpolation(value);

/** Passwords in addresses, connection strings, command lines and files of tools. */
export function addressesIn(text: string): SecretSpan[] {
  const what = 'password in an address';
  const found: SecretSpan[] = [];
  if (text.includes('@')) {
    found.push(...all(text, URL, what, isPassword));
    found.push(...all(text, USER_ONLY, what, (value) => credential(value) && isPassword(value)));
    found.push(...all(text, DSN, what, (value) => isPassword(value) && /\d|[^\w.]/.test(value)));
  }
  if (/\s-|--|["']-/.test(text)) {
    found.push(...all(text, USER_FLAG, 'password on a command line', isPassword));
    for (const flag of [ATTACHED_FLAG, TOOL_FLAG])
      found.push(
        ...all(
          text,
          flag,
          'password on a command line',
          (value) => isPassword(value) && !/^[\w./]*\.\w{1,5}$|^\d+:\d+/.test(value),
        ),
      );
  }
  if (text.includes('password')) found.push(...all(text, NETRC, 'password of a login', isPassword));
  if (text.includes(':')) found.push(...all(text, PGPASS, 'password of a login', isPassword));
  found.push(...all(text, HEADER, 'credential of a header', (value, whole) => isHeaderValue(whole, value)));
  return found;
}
