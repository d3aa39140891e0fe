import { ABOUT_SECRETS, SECRET_NAMES, TOKEN_NAMES } from '../../knowledge/secrets';

/** `cookieSecret`, `COOKIE_SECRET` and `cookie-secret` are the words cookie and secret. */
export function wordsOf(name: string): string[] {
  return name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2').toLowerCase().split(/[^a-z0-9]+/).filter((word) => word !== '');
}

function endsWith(words: readonly string[], ending: readonly string[]): boolean {
  return ending.length <= words.length && ending.every((word, at) => words[words.length - ending.length + at] === word);
}

/** `secret`: any value is one. `token`: a value that looks random is one. */
export function kindOfName(name: string): 'secret' | 'token' | undefined {
  if (name.length > 80) return undefined;
  const words = wordsOf(name);
  // `password2`, `secret_1`
  const bare = /^\d+$/.test(words.at(-1) ?? '') ? words.slice(0, -1) : words;
  const [first = ''] = bare;
  if (bare.length > 6 || (bare.length > 1 && ABOUT_SECRETS.has(first))) return undefined;
  if (SECRET_NAMES.some((ending) => endsWith(bare, ending))) return 'secret';
  return TOKEN_NAMES.some((ending) => endsWith(bare, ending)) ? 'token' : undefined;
}
