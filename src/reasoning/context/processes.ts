import type { CodeFacts, EntryPointFact } from '../../artifacts/facts';
import { type Suggestion, addressWords, placeOf, sortedEntries } from './evidence';
import { capitalise } from '../../wording/text';
import { byText } from '../text';
import * as say from '../../wording/context/processes';

const PROCESSES: readonly (readonly [label: string, words: readonly string[]])[] = [
  [
    say.signIn,
    [
      'login',
      'logout',
      'signin',
      'signup',
      'signout',
      'register',
      'registration',
      'password',
      'session',
      'oauth',
      'sso',
      'authenticate',
      'token',
    ],
  ],
  [
    say.payments,
    ['payment', 'checkout', 'invoice', 'billing', 'charge', 'refund', 'cart', 'basket', 'order', 'subscription'],
  ],
  ['Administration', ['admin', 'administrator', 'backoffice', 'superuser', 'role', 'permission']],
  ['Health records', ['patient', 'diagnosis', 'prescription', 'appointment', 'medical']],
  [say.accounts, ['profile', 'account', 'user', 'setting', 'preference']],
  [say.files, ['upload', 'file', 'attachment', 'document', 'image', 'avatar']],
  [say.transfer, ['import', 'export', 'backup', 'restore', 'dump']],
  [say.messages, ['message', 'chat', 'mail', 'email', 'notification', 'comment', 'memo']],
  [say.publishing, ['post', 'article', 'page', 'blog', 'publish', 'feed']],
  [say.search, ['search', 'report', 'dashboard', 'statistic', 'analytic', 'metric']],
];

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
  const known = PROCESSES.flatMap(([label, vocabulary]) => {
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
    text: say.toldBy(label, entries, first),
    at: placeOf(first.at),
  };
}

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
    .map(([subject, list]) => suggestion(capitalise(subject.replace(/[_-]/g, ' ')), list));
}
