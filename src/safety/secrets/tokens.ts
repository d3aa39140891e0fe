import { spanOf, type SecretSpan } from './span';
import { TOKEN_FORMATS, type TokenFormat } from './token-formats';

/** No token has fewer characters without a break between words; a text without such a run holds none. */
const RUN = /[A-Za-z0-9_/+=-]{12}/;
/** What documentation puts where a token goes. */
const SHOWN_AS_EXAMPLE = /x{6}|X{6}|\.{3}|\*{3}|<|your[_-]/;

const HINTS = [...new Set(TOKEN_FORMATS.flatMap(({ hints }) => hints))].sort((a, b) => b.length - a.length);
/** One look at a text for all formats: there are many, and most texts have none. */
const ANY_HINT = new RegExp(HINTS.map((hint) => hint.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')).join('|'), 'g');

function formatsFor(text: string): TokenFormat[] {
  const seen = new Set<string>();
  for (const [hint] of text.matchAll(ANY_HINT)) seen.add(hint);
  if (seen.size === 0) return [];
  // A hint may hold another one.
  return TOKEN_FORMATS.filter(({ hints }) =>
    hints.some((hint) => seen.has(hint) || [...seen].some((longer) => longer.includes(hint))),
  );
}

/** Credentials known by the form their vendor gives them. */
export function tokensIn(text: string): SecretSpan[] {
  if (!RUN.test(text)) return [];
  const found: SecretSpan[] = [];
  for (const { name, pattern, grade } of formatsFor(text)) {
    for (const match of text.matchAll(pattern)) {
      if (SHOWN_AS_EXAMPLE.test(match[0])) continue;
      const secret = match[1] ?? match[0];
      const start = match.index + match[0].lastIndexOf(secret);
      found.push(
        ...spanOf(text, start, start + secret.length, { kind: 'token', what: name, name: '', ...(grade && { grade }) }),
      );
    }
  }
  return found;
}
