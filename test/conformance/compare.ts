import type { EntryPointFact } from '../../src/artifacts/facts';
import type { Answered } from './drive';

/** From the most harmful on. */
export const KINDS = [
  'told-required',
  'told-open',
  'missing',
  'not-there',
  'told-owner',
  'told-role',
  'told-anybody',
  'wrong-roles',
  'undecided',
] as const;
export type Kind = (typeof KINDS)[number];

export interface Disagreement {
  kind: Kind;
  method: string;
  path: string;
  told: string;
  /** Who was let in. */
  asked: string;
}

const STRANGERS = ['nobody', 'forged'];
const OPEN: ReadonlySet<string> = new Set(['none', 'public', 'optional']);

/** `/a/:id`, `/a/{id}`, `/a/<int:id>/` and `/a/(?P<id>…)` are one path. */
export const normalPath = (path: string): string =>
  `/${path
    .replace(/:\w+|\{[^}]*\}|<[^>]*>/g, '{}')
    .split('/')
    .filter((part) => part !== '')
    .join('/')}`;

const letIn = ({ got }: Answered): string[] =>
  Object.entries(got).flatMap(([caller, answer]) => (typeof answer === 'string' ? [caller] : []));

const isThere = ({ got }: Answered): boolean => Object.values(got).some((answer) => answer !== 404 && answer !== 405);

const tell = (entry: EntryPointFact): string =>
  [entry.authentication, entry.authorization, entry.roles.join('+')].filter((one) => one !== '').join(' ');

/** Who of those who are signed in must be let in, as the answers say. */
function expectedAuthorization(callers: ReadonlySet<string>, roles: readonly string[]): readonly string[] {
  const some = roles.filter((role) => callers.has(role));
  const [owner, other] = [callers.has('owner'), callers.has('other')];
  if (owner && other && some.length === roles.length) return ['none'];
  if (owner && !other) return some.length === 0 ? ['ownership'] : ['ownership', 'role', 'policy'];
  return owner ? ['any'] : ['role'];
}

function authorizationKind(
  entry: EntryPointFact,
  callers: readonly string[],
  roles: readonly string[],
): Kind | undefined {
  const set = new Set(callers);
  const expected = expectedAuthorization(set, roles);
  if (expected.includes('any') || expected.includes(entry.authorization)) {
    const some = roles.filter((role) => set.has(role)).sort();
    const wrong = entry.authorization === 'role' && expected[0] === 'role' && some.join() !== entry.roles.join();
    return wrong ? 'wrong-roles' : undefined;
  }
  if (entry.authorization === 'unknown') return 'undecided';
  if (entry.authorization === 'ownership') return 'told-owner';
  return entry.authorization === 'none' ? 'told-anybody' : 'told-role';
}

function kindOf(entry: EntryPointFact, callers: readonly string[], roles: readonly string[]): Kind | undefined {
  const { authentication } = entry;
  const open = STRANGERS.some((one) => callers.includes(one));
  if (open && authentication === 'required') return 'told-required';
  if (!open && OPEN.has(authentication)) return 'told-open';
  if (authentication === 'unknown') return 'undecided';
  return open ? undefined : authorizationKind(entry, callers, roles);
}

const isFor = (entry: EntryPointFact, { method, path }: Answered): boolean =>
  normalPath(entry.route ?? '') === normalPath(path) &&
  (entry.method === method || entry.method === 'ALL' || entry.method === undefined);

export interface Comparison {
  /** Routes that somebody reached, or that were told. */
  routes: number;
  disagreements: Disagreement[];
}

/** What the facts say of a program against what it answered. */
export function compare(
  entries: readonly EntryPointFact[],
  answered: readonly Answered[],
  roles: readonly string[],
): Comparison {
  const disagreements: Disagreement[] = [];
  let routes = 0;
  for (const call of answered) {
    const callers = letIn(call);
    const entry = entries.find((one) => isFor(one, call));
    const found = (kind: Kind): void => {
      const told = entry ? tell(entry) : '-';
      disagreements.push({ kind, method: call.method, path: call.path, told, asked: callers.join(' ') || 'no one' });
    };
    if (callers.length === 0) {
      // Whoever is not let in anywhere was not asked: the path may not be there, or an earlier one answers.
      if (entry && !isThere(call)) found('not-there');
      continue;
    }
    routes += 1;
    const kind = entry ? kindOf(entry, callers, roles) : 'missing';
    if (kind) found(kind);
  }
  return { routes, disagreements };
}
