import type { CodeFacts, EntryPointFact } from '../../artifacts/facts';
import { type Suggestion, addressWords, placeOf, sortedEntries } from './evidence';
import { byText } from '../text';
import { say } from '../../messages/say';
import { BUSINESS_PROCESSES } from '../../knowledge/business-processes';

/** First words of addresses that name no subject. */
const EMPTY = new Set([
  'api',
  'rest',
  'static',
  'assets',
  'public',
  'health',
  'healthz',
  'ping',
  'status',
  'docs',
  'favicon',
  'robots',
  'index',
  'home',
  'web',
  'app',
  'graphql',
  'ws',
  'debug',
  'test',
  'swagger',
  'openapi',
  'ready',
  'live',
  'css',
  'js',
  'img',
  'js',
  'media',
]);
const MAX_PROCESSES = 8;

/** What the application is used for: known activities first, then the subjects of other routes. */
export function processesIn(facts: CodeFacts): Suggestion[] {
  const entries = sortedEntries(facts).filter((entry) => entry.route !== undefined);
  const left = new Set(entries);
  const known = BUSINESS_PROCESSES.flatMap(([label, vocabulary]) => {
    const mine = entries.filter((entry) => left.has(entry) && vocabulary.some((word) => addressWords(entry).has(word)));
    for (const entry of mine) left.delete(entry);
    return mine.length > 0 ? [suggestion(label, mine)] : [];
  });
  const jobs = facts.entryPoints.filter((entry) => entry.kind === 'scheduled' || entry.kind === 'messageQueue');
  const background = jobs.length > 0 ? [suggestion('Background work', jobs)] : [];
  return [...known, ...subjects([...left]), ...background].slice(0, MAX_PROCESSES);
}

function suggestion(label: string, entries: readonly EntryPointFact[]): Suggestion {
  const first = entries.find((entry) => entry.mutates) ?? entries[0];
  if (!first) return { value: label, text: label };
  return {
    value: label,
    text: say('context/processes.toldBy', label, entries, first),
    at: placeOf(first.at),
  };
}

const nameOf = (subject: string): string => {
  const words = subject.replace(/[_-]/g, ' ');
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
};

/** Subjects of at least two routes, or of one that changes something. */
function subjects(entries: readonly EntryPointFact[]): Suggestion[] {
  const bySubject = new Map<string, EntryPointFact[]>();
  for (const entry of entries) {
    const subject = (entry.route ?? '')
      .split('/')
      .find((part) => /^[a-z][a-z_-]{2,30}$/.test(part) && !EMPTY.has(part.toLowerCase()) && !/^v\d/.test(part));
    if (subject !== undefined)
      bySubject.set(subject.toLowerCase(), [...(bySubject.get(subject.toLowerCase()) ?? []), entry]);
  }
  return [...bySubject]
    .filter(([, list]) => list.length > 1 || list.some((entry) => entry.mutates))
    .sort(([a, left], [b, right]) => right.length - left.length || byText(a, b))
    .map(([subject, list]) => suggestion(nameOf(subject), list));
}
