import { patternTime } from '../patterns/pattern-time';
import { lastName } from '../last-name';
import { decides } from './decided';
import { letsIn } from './lets-in';
import { calls, misuse, stringsOf, argument, type Misuse, type Rule, type Site, wordsOf } from './site';
import type { Expr } from '../../read/ir';
import { MAKES_PATTERN } from '../../../knowledge/flow/pattern-calls';
import { childrenOf } from '../link/parts-of';
import { assignedTo } from './assigned';

/** Regular expressions that take exponential time, and checks of URLs by substring. */

const MAX_PATTERN = 2000;

/** What was seen of a group until now. */
interface Group {
  start: number;
  unbounded: string[];
  heads: string[];
  alternatives: boolean;
  last: string;
  fixed: string[];
}

const groupAt = (start: number): Group => ({
  start,
  unbounded: [],
  heads: [],
  alternatives: false,
  last: '',
  fixed: [],
});

const OPENING = /^\((?:\?(?::|=|!|<=|<!|<\w+>|P<\w+>))?/;
const REPEAT = /^(?:[*+]|\{\d*,\})/;
const ATOM = /^(?:\\u[0-9a-fA-F]{4}|\\x[0-9a-fA-F]{2}|\\.|\[(?:\\.|[^\]\\])*\]|.)/s;

/** A group that is repeated, can match the same text in several ways, and after which the whole can fail. */
const explodes = (inner: Group, pattern: string, end: number, repeat: string): boolean =>
  ambiguous(inner, pattern.slice(inner.start, end)) && canFail(pattern.slice(end + 1 + repeat.length));

/** What a group is to the one around it. */
function close(inner: Group, outer: Group, repeated: boolean, next: string | undefined): void {
  if (repeated || inner.unbounded.length > 0) outer.unbounded.push(inner.last);
  if (!repeated && next !== '?') outer.fixed.push('()');
  outer.last = '()';
}

/** Reads what stands at a place and how often; the place of its last character. */
function readAtom(group: Group, pattern: string, start: number): number {
  const atom = ATOM.exec(pattern.slice(start))?.[0] ?? pattern[start] ?? '';
  const end = start + atom.length - 1;
  const repeat = REPEAT.exec(pattern.slice(end + 1))?.[0] ?? '';
  group.last = atom;
  if (repeat !== '') group.unbounded.push(atom);
  else if (!/^[?^$]/.test(pattern.slice(end + 1, end + 2)) && !/^[\^$?]$/.test(atom)) group.fixed.push(atom);
  return end + repeat.length;
}

/** A group repeated without bound that itself can match the same text in several ways: `(a+)+`, `(a|a)*`, `(a*)*`. */
export function isExponential(pattern: string): boolean {
  if (pattern.length > MAX_PATTERN) return false;
  const groups: Group[] = [];
  let current = groupAt(0);
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern[at] ?? '';
    if (char === '(') {
      groups.push(current);
      const skip = OPENING.exec(pattern.slice(at))?.[0].length ?? 1;
      current = groupAt(at + skip);
      at += skip - 1;
    } else if (char === ')') {
      const inner = current;
      current = groups.pop() ?? current;
      const repeat = REPEAT.exec(pattern.slice(at + 1))?.[0] ?? '';
      if (repeat !== '' && explodes(inner, pattern, at, repeat)) return true;
      close(inner, current, repeat !== '', pattern[at + 1]);
      at += repeat.length;
    } else if (char === '|') {
      current.alternatives = true;
    } else {
      at = readAtom(current, pattern, at);
    }
  }
  return false;
}

/** Ways are only tried one after the other when something behind the group does not match. */
function canFail(rest: string): boolean {
  const behind = rest.replace(/^(?:\)[*+?]?\??|\?)+/, '');
  return behind !== '' && !/^\(?(?:\.|\[\\s\\S\]|\[\\S\\s\])/.test(behind);
}

function ambiguous(inner: { unbounded: string[]; alternatives: boolean; fixed: string[] }, body: string): boolean {
  const separated = inner.fixed.some((atom) => inner.unbounded.some((repeated) => !share(atom, repeated)));
  if (inner.unbounded.length > 0 && !inner.alternatives && !separated) return true;
  if (!inner.alternatives) return false;
  const options = body.split('|');
  if (options.some((option) => /^(?:\\.|\[(?:\\.|[^\]\\])*\]|[^()\\[\]*+?])[*+]\??$/.test(option))) return true;
  return overlaps(options);
}

/** Two single-character alternatives that share a character. */
function overlaps(options: readonly string[]): boolean {
  const single = options.filter((option) => /^(?:\\[wdsWDS]|\[(?:\\.|[^\]\\])*\]|\.|[^\\()[\]*+?.])$/.test(option));
  for (let a = 0; a < single.length; a++)
    for (let b = a + 1; b < single.length; b++) if (share(single[a] ?? '', single[b] ?? '')) return true;
  return false;
}

const SAMPLES = Array.from('aZ09_ -.,;:/"\'<>!@#$%&\t\n');

function share(a: string, b: string): boolean {
  const matches = (pattern: string, char: string): boolean => {
    try {
      return new RegExp(`^${pattern}$`, 's').test(char);
    } catch {
      return false;
    }
  };
  return SAMPLES.some((char) => matches(a, char) && matches(b, char));
}

/** Judged by its automaton; what that does not understand, by its form. */
function doubles(pattern: string, flags: string): boolean {
  const time = patternTime(pattern, flags);
  return time === undefined ? isExponential(pattern) : time === 'exponential';
}

const redos: Rule = (site) => {
  const { expr } = site;
  if (expr.kind === 'regex')
    return doubles(expr.pattern, expr.flags)
      ? misuse('redos', `/${expr.pattern.slice(0, 40)}/`, 'exponential-pattern', expr.span, 'medium')
      : undefined;
  if (expr.kind !== 'call' || !calls(site, /^(?:RegExp|re\.(?:compile|match|search|fullmatch|sub|findall|split))$/))
    return undefined;
  const pattern = argument(expr, 0);
  if (pattern?.kind !== 'literal') return undefined;
  return stringsOf(site, pattern).some((text) => doubles(text, ''))
    ? misuse('redos', 'RegExp', 'exponential-pattern', pattern.span, 'medium')
    : undefined;
};

const HOST =
  /^(?:(?:https?:)?\/\/)?(?:[\w-]+\.)+(?:com|org|net|io|dev|edu|gov|co|app|info|biz|me|de|uk|internal)(?:[/:]|$)/i;

const LOOKS_INTO = /^(?:includes|indexOf|contains|find|index|startsWith|startswith|endsWith|endswith)$/;

/** `url.includes('example.com')`: the text may stand anywhere, `evil.com/example.com` included. */
const urlSubstring: Rule = (site) => {
  const { expr } = site;
  if (expr.kind === 'binary') return hostIsIn(expr, site);
  if (expr.kind !== 'call' || expr.callee.kind !== 'member') return undefined;
  const { property, object } = expr.callee;
  if (!LOOKS_INTO.test(property)) return undefined;
  const [host] = stringsOf(site, argument(expr, 0));
  if (host === undefined || !HOST.test(host) || !looksLikeUrl(object)) return undefined;
  return passesOthers(property, host, object) ? found(host, site) : undefined;
};

/** `'example.com' in url` */
function hostIsIn({ op, left, right }: Extract<Expr, { kind: 'binary' }>, site: Site): Misuse | undefined {
  if ((op !== 'in' && op !== 'not in') || left.kind !== 'literal' || typeof left.value !== 'string') return undefined;
  return HOST.test(left.value) && looksLikeUrl(right) ? found(left.value, site) : undefined;
}

/** Whether addresses of other hosts pass such a look at an address. */
function passesOthers(property: string, host: string, object: Expr): boolean {
  if (/^(?:includes|indexOf|contains|find|index)$/.test(property)) return object.kind !== 'array';
  if (/^(?:startsWith|startswith)$/.test(property)) return /\/\/[^/]+$/.test(host);
  return /^(?:endsWith|endswith)$/.test(property) && /^\w/.test(host);
}

function looksLikeUrl(expr: { kind: string } & Parameters<Rule>[0]['expr']): boolean {
  const name = lastName(expr) ?? '';
  return /(?:^x$|url|uri|href|host|link|origin|domain|site|referr?er|target|redirect|location|netloc)/i.test(name);
}

function found(host: string, site: Site): Misuse | undefined {
  if (!letsIn(site)) return undefined;
  return misuse('missing-input-validation', host, { what: 'host-anywhere', of: host }, site.expr.span, 'medium');
}

const HOST_PATTERN =
  /(?:^|[^\w\\])(?:https?\??:?(?:\\?\/){2})?(?:\(?(?:www|[\w-]{2,})\)?(\\?\.))+(?:com|org|net|io|gov|edu|co\\?\.uk)(?![\w-])/;

/** The pattern that is written, or made of a text. */
function patternOf(site: Site): string {
  const { expr } = site;
  if (expr.kind === 'regex') return expr.pattern;
  const [first] = expr.kind === 'call' ? expr.args : [];
  if (first?.value.kind !== 'literal') return '';
  return calls(site, /^(?:RegExp|re\.(?:compile|match|search|fullmatch))$/) ? String(first.value.value) : '';
}

/** A pattern for a server's name that also fits names that only look like it. */
const looseHostPattern: Rule = (site) => {
  const { expr } = site;
  const pattern = patternOf(site);
  if (pattern.length > MAX_PATTERN || !HOST_PATTERN.test(pattern)) return undefined;
  const open = /(?:^|[^\\\w.)\]])[\w-]{2,}\.(?:[\w-]+\\?\.)*(?:com|org|net|io|gov|edu)(?![\w-])/.test(pattern);
  // A pattern that takes an address apart, or that nobody uses, lets nobody in.
  return open && decides(site)
    ? misuse('missing-input-validation', `/${pattern.slice(0, 40)}/`, 'dot-in-host', expr.span, 'medium')
    : undefined;
};

/** Names of servers as they are known, and leave given to them. */
const SERVERS = /(?:^| )(?:hosts?|hostnames?|origins?|domains?)(?:$| )/;
const LEAVE = /(?:^| )(?:allow\w*|permit\w*|trust\w*|accept\w*|valid|white|cors)(?:$| )/;

/** `re.compile('|'.join(allowed_hosts))`: a dot in a name then stands for any character. */
const unescapedNames: Rule = (site) => {
  const { expr } = site;
  if (expr.kind !== 'call' || !calls(site, MAKES_PATTERN)) return undefined;
  const [name] = site.names;
  const pattern = argument(expr, 0);
  const joined = pattern && joinedIn(pattern);
  if (!joined) return undefined;
  const words = [name ?? '', site.owner.fn.name, ...namesIn(joined)].map(wordsOf);
  if (!words.some((one) => SERVERS.test(one)) || !words.some((one) => LEAVE.test(one))) return undefined;
  const made = namesIn(joined).flatMap((one) => assignedTo(site.owner.fn.body, one));
  return [pattern, ...made].some(escapes)
    ? undefined
    : misuse('missing-input-validation', 'RegExp', 'host-names-as-pattern', expr.span, 'medium');
};

/** The list whose items a pattern joins. */
function joinedIn(pattern: Expr): Expr | undefined {
  if (pattern.kind === 'call' && pattern.callee.kind === 'member' && pattern.callee.property === 'join') {
    const { object } = pattern.callee;
    return object.kind === 'literal' ? pattern.args[0]?.value : object;
  }
  return childrenOf(pattern)
    .map(joinedIn)
    .find((one) => one !== undefined);
}
const namesIn = (expr: Expr): string[] => {
  const own = lastName(expr);
  return [...(own === undefined ? [] : [own]), ...childrenOf(expr).flatMap(namesIn)];
};
const escapes = (expr: Expr): boolean => namesIn(expr).some((name) => /escape|quote/i.test(name));

export const PATTERN_RULES: readonly Rule[] = [redos, urlSubstring, looseHostPattern, unescapedNames];
