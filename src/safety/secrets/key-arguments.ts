import { literalAt } from './literals';
import { spanOf, type SecretSpan } from './span';
import { isRedactable, isUnlikeWord } from './values';

/** Calls whose argument at the position is a key or a password. Matched at the end of the callee as written. */
export const KEY_ARGUMENTS: readonly { callee: RegExp; index: number }[] = [
  { callee: /(^|\.)(jwt|jsonwebtoken)\.(sign|verify|encode|decode)$/, index: 1 },
  { callee: /(^|\.)cookieParser$/, index: 0 },
  { callee: /(^|\.)createHmac$/, index: 1 },
  { callee: /(^|\.)create(C|Dec)ipher(iv)?$/, index: 1 },
  { callee: /(^|\.)(URLSafe(Timed)?|Timed(JSONWebSignature)?|JSONWebSignature)Serializer$/, index: 0 },
  { callee: /(^|\.)Fernet$/, index: 0 },
  { callee: /(^|\.)hmac\.(new|digest)$/, index: 0 },
];

/** The same for what is left out of quotes: more calls, less sure. */
const WIDER: readonly { callee: RegExp; index: number }[] = [
  { callee: /(^|\.)(AES|DES|TripleDES|Rabbit|RC4)\.(encrypt|decrypt)$/, index: 1 },
  { callee: /(^|\.)Hmac(SHA\d+|MD5)$/, index: 1 },
  { callee: /(^|\.)(AES|DES3?|Blowfish|ARC4|ChaCha20)\.new$/, index: 0 },
  { callee: /(^|\.)(scryptSync|pbkdf2Sync|scrypt|pbkdf2|hashSync|hash|hashpw|compareSync|compare)$/, index: 0 },
  {
    callee:
      /(^|\.)(HTTPBasicAuth|HTTPDigestAuth|BasicAuth|basicAuth|auth|login|authenticate|signIn|connect|SetBasicAuth)$/,
    index: 1,
  },
  { callee: /(^|\.)(Sequelize|getConnection)$/, index: 2 },
  {
    callee:
      /(^|\.)(Cryptr|Stripe|stripe|Keygrip|OpenAI|Anthropic|SecretKeySpec|Telegraf|TelegramBot|setApiKey|twilio|mailgun)$/,
    index: 0,
  },
  { callee: /(^|\.)twilio$/, index: 1 },
  { callee: /(^|\.)(timingSafeEqual|compare_digest|safeCompare|hash_equals)$/, index: 1 },
];

const IN_CALLEE = /[\w.]/;
/** Units of the longest callee that is looked at. */
const LONGEST_CALLEE = 81;
/** How what RULES name ends: other calls, which are nearly all, need no closer look. Hashes end with a digit. */
const ENDINGS = [
  ...['sign', 'verify', 'code', 'Parser', 'Hmac', 'iv', 'ipher', 'Serializer', 'Fernet', 'new', 'digest', 'crypt'],
  ...['ync', 'hash', 'hashpw', 'compare', 'Auth', 'auth', 'login', 'authenticate', 'signIn', 'connect', 'Sequelize'],
  ...['Connection', 'Cryptr', 'tripe', 'Keygrip', 'OpenAI', 'Anthropic', 'Spec', 'Telegraf', 'Bot', 'ApiKey'],
  ...['twilio', 'mailgun', 'scrypt', 'Equal', 'Compare', 'equals', ...'0 1 2 3 4 5 6 7 8 9'.split(' ')],
];
const BY_LAST = new Map<number, string[]>();
for (const ending of ENDINGS) {
  const last = ending.charCodeAt(ending.length - 1);
  BY_LAST.set(last, [...(BY_LAST.get(last) ?? []), ending]);
}
const RULES = [...KEY_ARGUMENTS, ...WIDER];
const FARTHEST = 400;

/** Offset of the argument at a position; undefined when it is too far or there is none. */
function argument(text: string, from: number, index: number): number | undefined {
  let depth = 0;
  let left = index;
  const most = Math.min(text.length, from + FARTHEST);
  for (let at = from; at < most; at++) {
    if (depth === 0 && left === 0) return at + (/^\s*/.exec(text.slice(at, at + 100))?.[0].length ?? 0);
    const literal = literalAt(text, at);
    if (literal) at = literal.next - 1;
    else if ('([{'.includes(text.charAt(at))) depth++;
    else if (')]}'.includes(text.charAt(at)) && --depth < 0) return undefined;
    else if (text.charAt(at) === ',' && depth === 0) left--;
  }
  return undefined;
}

/** `Buffer.from('x')` and `b'x'` are the text in them. */
const CONVERSION = /(?:Buffer\.from|new TextEncoder\(\)\.encode|bytes|str)\(\s{0,4}/y;

/** What is called by the parenthesis at an offset; empty when nothing is that could take a key. */
function calleeBefore(text: string, open: number): string {
  const endings = BY_LAST.get(text.charCodeAt(open - 1));
  if (!endings?.some((ending) => text.endsWith(ending, open))) return '';
  let start = open;
  // One more: whether a name begins there is seen by what stands before it.
  const least = Math.max(0, open - LONGEST_CALLEE - 1);
  while (start > least && IN_CALLEE.test(text.charAt(start - 1))) start -= 1;
  return /(?<!\w)[A-Za-z_][\w.]{1,80}$/.exec(text.slice(start, open))?.[0] ?? '';
}

/** Keys and passwords that are literals at the place of a call where one goes. */
export function keyArgumentsIn(text: string): SecretSpan[] {
  const found: SecretSpan[] = [];
  for (let open = text.indexOf('('); open >= 0; open = text.indexOf('(', open + 1)) {
    const callee = calleeBefore(text, open);
    if (callee === '') continue;
    for (const rule of RULES) {
      if (!rule.callee.test(callee)) continue;
      const at = argument(text, open + 1, rule.index);
      if (at === undefined) continue;
      CONVERSION.lastIndex = at;
      const literal = literalAt(text, at + (CONVERSION.exec(text)?.[0].length ?? 0));
      const value = literal ? text.slice(literal.start, literal.end) : '';
      if (
        !literal ||
        !isRedactable('secret key', 'secret', value) ||
        !(KEY_ARGUMENTS.includes(rule) || isUnlikeWord(value))
      )
        continue;
      found.push(
        ...spanOf(text, literal.start, literal.end, { kind: 'named', what: 'secret', name: `key of ${callee}` }),
      );
    }
  }
  return found;
}
