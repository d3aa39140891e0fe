import type { Expr } from '../../read/ir';
import { MAKES_PATTERN } from '../../../knowledge/flow/pattern-calls';
import { childrenOf } from '../link/walk';
import { patternTime } from '../patterns/pattern-time';
import { lastName } from '../last-name';
import { decides } from './decided';
import { letsIn } from './lets-in';
import { assignedTo } from './assigned';
import { argument, calls, misuse, stringsOf, type Misuse, type Rule, type Site, wordsOf } from './site';

/** Regular expressions that take exponential time, and checks of URLs by substring. */

const MAX_PATTERN = 2000;

/** A group repeated without bound that itself can match the same text in several ways: `(a+)+`, `(a|a)*`, `(a*)*`. */
export function isExponential(pattern: string): boolean {
  if (pattern.length > MAX_PATTERN) return false;
  const stack: {
    start: number;
    unbounded: string[];
    heads: string[];
    alternatives: boolean;
    last: string;
    fixed: string[];
  }[] = [];
  let current = {
    start: 0,
    unbounded: [] as string[],
    heads: [] as string[],
    alternatives: false,
    last: '',
    fixed: [] as string[],
  };
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern[at] ?? '';
    if (char === '(') {
      stack.push(current);
      const skip = /^\((?:\?(?::|=|!|<=|<!|<\w+>|P<\w+>))?/.exec(pattern.slice(at))?.[0].length ?? 1;
      current = { start: at + skip, unbounded: [], heads: [], alternatives: false, last: '', fixed: [] };
      at += skip - 1;
    } else if (char === ')') {
      const inner = current;
      current = stack.pop() ?? current;
      const repeat = /^(?:[*+]|\{\d*,\})/.exec(pattern.slice(at + 1));
      if (
        repeat &&
        ambiguous(inner, pattern.slice(inner.start, at)) &&
        canFail(pattern.slice(at + 1 + repeat[0].length))
      )
        return true;
      if (repeat || inner.unbounded.length > 0) current.unbounded.push(inner.last);
      if (!repeat && !/^[?]/.test(pattern.slice(at + 1, at + 2))) current.fixed.push('()');
      current.last = '()';
      if (repeat) at += repeat[0].length;
    } else if (char === '|') {
      current.alternatives = true;
    } else {
      const atom =
        /^(?:\\u[0-9a-fA-F]{4}|\\x[0-9a-fA-F]{2}|\\.|\[(?:\\.|[^\]\\])*\]|.)/s.exec(pattern.slice(at))?.[0] ?? char;
      at += atom.length - 1;
      const repeat = /^(?:[*+]|\{\d*,\})/.exec(pattern.slice(at + 1));
      if (repeat) {
        current.unbounded.push(atom);
        at += repeat[0].length;
      } else if (!/^[?^$]/.test(pattern.slice(at + 1, at + 2)) && atom !== '^' && atom !== '$' && atom !== '?')
        current.fixed.push(atom);
      current.last = atom;
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
      ? misuse(
          'redos',
          `/${expr.pattern.slice(0, 40)}/`,
          'Some texts keep this pattern busy for a time that doubles with every character.',
          expr.span,
          'medium',
        )
      : undefined;
  if (expr.kind !== 'call' || !calls(site, /^(?:RegExp|re\.(?:compile|match|search|fullmatch|sub|findall|split))$/))
    return undefined;
  const pattern = argument(expr, 0);
  if (pattern?.kind !== 'literal') return undefined;
  return stringsOf(site, pattern).some((text) => doubles(text, ''))
    ? misuse(
        'redos',
        'RegExp',
        'Some texts keep this pattern busy for a time that doubles with every character.',
        pattern.span,
        'medium',
      )
    : undefined;
};

const HOST =
  /^(?:(?:https?:)?\/\/)?(?:[\w-]+\.)+(?:com|org|net|io|dev|edu|gov|co|app|info|biz|me|de|uk|internal)(?:[/:]|$)/i;

const LOOKS_INTO = /^(?:includes|indexOf|contains|find|index|startsWith|startswith|endsWith|endswith)$/;

/** `url.includes('example.com')`: the text may stand anywhere, `evil.com/example.com` included. */
const urlSubstring: Rule = (site) => {
  const { expr } = site;
  if (
    expr.kind === 'binary' &&
    (expr.op === 'in' || expr.op === 'not in') &&
    expr.left.kind === 'literal' &&
    typeof expr.left.value === 'string' &&
    HOST.test(expr.left.value) &&
    looksLikeUrl(expr.right)
  )
    return found(expr.left.value, site);
  if (expr.kind !== 'call' || expr.callee.kind !== 'member') return undefined;
  const { property } = expr.callee;
  if (!LOOKS_INTO.test(property)) return undefined;
  const [host] = stringsOf(site, argument(expr, 0));
  if (host === undefined || !HOST.test(host)) return undefined;
  if (/^(?:includes|indexOf|contains|find|index)$/.test(property))
    return expr.callee.object.kind === 'array' || !looksLikeUrl(expr.callee.object) ? undefined : found(host, site);
  if (/^(?:startsWith|startswith)$/.test(property))
    return /\/\/[^/]+$/.test(host) && looksLikeUrl(expr.callee.object) ? found(host, site) : undefined;
  return /^(?:endsWith|endswith)$/.test(property) && /^\w/.test(host) && looksLikeUrl(expr.callee.object)
    ? found(host, site)
    : undefined;
};
function looksLikeUrl(expr: { kind: string } & Parameters<Rule>[0]['expr']): boolean {
  const name = lastName(expr) ?? '';
  return /(?:^x$|url|uri|href|host|link|origin|domain|site|referr?er|target|redirect|location|netloc)/i.test(name);
}
function found(host: string, site: Site): Misuse | undefined {
  if (!letsIn(site)) return undefined;
  return misuse(
    'missing-input-validation',
    host,
    `\`${host}\` may stand anywhere in the address: the check does not settle which server it names.`,
    site.expr.span,
    'medium',
  );
}

const HOST_PATTERN =
  /(?:^|[^\w\\])(?:https?\??:?(?:\\?\/){2})?(?:\(?(?:www|[\w-]{2,})\)?(\\?\.))+(?:com|org|net|io|gov|edu|co\\?\.uk)(?![\w-])/;

/** A pattern for a server's name that also fits names that only look like it. */
const looseHostPattern: Rule = (site) => {
  const { expr } = site;
  const pattern =
    expr.kind === 'regex'
      ? expr.pattern
      : expr.kind === 'call' &&
          expr.args[0]?.value.kind === 'literal' &&
          calls(site, /^(?:RegExp|re\.(?:compile|match|search|fullmatch))$/)
        ? String(expr.args[0].value.value)
        : '';
  if (pattern.length > MAX_PATTERN || !HOST_PATTERN.test(pattern)) return undefined;
  const open = /(?:^|[^\\\w.)\]])[\w-]{2,}\.(?:[\w-]+\\?\.)*(?:com|org|net|io|gov|edu)(?![\w-])/.test(pattern);
  // A pattern that takes an address apart, or that nobody uses, lets nobody in.
  return open && decides(site)
    ? misuse(
        'missing-input-validation',
        `/${pattern.slice(0, 40)}/`,
        'The unescaped dot matches any character: another server can have such a name.',
        expr.span,
        'medium',
      )
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
    : misuse(
        'missing-input-validation',
        'RegExp',
        'The names are put into the pattern as they are: a dot in them matches any character, so that other servers pass.',
        expr.span,
        'medium',
      );
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
