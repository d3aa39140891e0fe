/** Words that the rule below would get wrong. */
const SPECIAL: Record<string, string> = {
  InfoDisclosure: 'Information disclosure',
  DoS: 'Denial of service',
  ElevationOfPrivilege: 'Elevation of privilege',
  'cors-csp': 'CORS and CSP',
  'logging-audit': 'Logging and audit',
};

const ACRONYMS = new Set([
  'api',
  'http',
  'https',
  'url',
  'sql',
  'html',
  'jwt',
  'sast',
  'pii',
  'id',
  'cli',
  'rpc',
  'tls',
]);

/** Keeps what is written in capitals, spells known abbreviations, and makes everything else small. */
function word(text: string): string {
  if (text.length > 1 && text === text.toUpperCase()) return text;
  return ACRONYMS.has(text.toLowerCase()) ? text.toUpperCase() : text.toLowerCase();
}

/** `entry_points`, `entryPoints` and `entry-points` read `Entry points`. */
export function humanize(key: string): string {
  const special = SPECIAL[key];
  if (special !== undefined) return special;
  const words = key
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/[_-]+/g, ' ')
    .trim();
  const text = words.split(' ').map(word).join(' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** What a counter of a run counts; `gaps.high` are those rated high. */
export function counterName(key: string): string {
  const [what = '', rating] = key.split('.');
  return rating === undefined ? humanize(what) : `${humanize(what)} rated ${rating}`;
}

/** Adds the noun in the right number: `1 gap`, `2 gaps`. */
export const plural = (count: number, one: string, many = `${one}s`) =>
  `${formatNumber(count)} ${count === 1 ? one : many}`;

export const formatNumber = (value: number) => value.toLocaleString('en-US');

export function formatSeconds(seconds: number): string {
  const whole = Math.round(seconds);
  if (seconds < 1) return 'under 1 s';
  if (whole < 60) return `${whole} s`;
  const [minutes, rest] = [Math.floor(whole / 60), whole % 60];
  if (minutes < 60) return rest === 0 ? `${minutes} min` : `${minutes} min ${rest} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** In the reader's own clock and habits; a text that is no date is shown as it is. */
export function formatTime(iso: string): string {
  const date = new Date(iso);
  return Number.isNaN(date.getTime())
    ? iso
    : date.toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
}
