import { remembered } from '../text/remembered';
import { ABOUT_SECRETS, SECRET_ENDINGS, TOKEN_ENDINGS } from './name-endings';
import { KEYS_OF_SECRETS, KEYS_OF_SERVICES, NAMES_OF_OTHERS, SECRET_WORD, TOKEN_WORD } from './name-words';

/**
 * How much a name says: what a `secret` is given is one, whatever it looks like; what a
 * `token` is given is one when it looks random.
 */
export type NameKind = 'secret' | 'token';

/** `cookieSecret`, `COOKIE_SECRET` and `cookie-secret` are the words cookie and secret. */
export function wordsOf(name: string): string[] {
  const apart = name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2');
  return apart
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}

function endsWith(words: readonly string[], ending: readonly string[]): boolean {
  return ending.length <= words.length && ending.every((word, at) => words[words.length - ending.length + at] === word);
}

/** `password2` and `secret_1` are named like `password` and `secret`. */
function unnumbered(words: readonly string[]): readonly string[] {
  const last = (words.at(-1) ?? '').replace(/\d+$/, '');
  return last === '' ? words.slice(0, -1) : [...words.slice(0, -1), last];
}

/** What a name says about its value; strict, for claims. */
export const kindOfName = remembered((name): NameKind | undefined => {
  if (name.length > 80) return undefined;
  const words = wordsOf(name);
  const bare = unnumbered(words);
  const [first = ''] = bare;
  if (bare.length > 6 || (bare.length > 1 && ABOUT_SECRETS.has(first))) return undefined;
  if (SECRET_ENDINGS.some((ending) => endsWith(bare, ending))) return 'secret';
  return TOKEN_ENDINGS.some((ending) => endsWith(bare, ending)) ? 'token' : undefined;
});

/** What a name says about its value; wide, for what is left out of quotes. */
export function mayNameSecret(name: string): NameKind | undefined {
  if (name.length > 80) return undefined;
  const words = wordsOf(name);
  const [first = ''] = words;
  const last = words.at(-1) ?? '';
  if (NAMES_OF_OTHERS.has(last) || (words.length > 1 && ABOUT_SECRETS.has(first))) return undefined;
  if (words.length > 6) return undefined;
  const keyOf = words.flatMap((word, at) => (/^keys?$/.test(word) ? [words[at - 1] ?? ''] : []));
  if (words.some((word) => SECRET_WORD.test(word)) || keyOf.some((word) => KEYS_OF_SECRETS.has(word))) return 'secret';
  // `pass` alone is also a verdict.
  if (words.length > 1 && last === 'pass') return 'secret';
  return words.some((word) => TOKEN_WORD.test(word)) || keyOf.some((word) => KEYS_OF_SERVICES.has(word))
    ? 'token'
    : undefined;
}
