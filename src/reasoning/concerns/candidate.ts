import type { Confidence, Severity } from '../../artifacts/enums';
import type { CodeSpan } from '../../artifacts/code-span';
import type { CodeFacts, EntryPointFact } from '../../artifacts/facts';
import type { BusinessContext } from '../../artifacts/phase1';
import type { Concern, ExpectedCategory } from '../../artifacts/phase3';
import { CONCERN_RULES, type ConcernRuleId } from '../../knowledge/concern-rules';
import { type Reach } from '../../knowledge/concern-readings/reading';
import { indexOf, type CodeIndex } from '../code-index';
import { CrownJewels } from '../mapping/crown-jewels';
import { isNetwork } from '../mapping/entry-points';
import { entryKey, normalPath } from '../mapping/merge';
import type { Mapping } from '../mapping/consolidate';
import { entryName } from '../../artifacts/notation';
import type { Draft, Sayable } from '../../messages/say';

/** A location as it is stored. */
export type Place = Draft<Concern>['locations'][number];

type Aspect =
  | 'flaw'
  | 'open'
  | 'conditional'
  | 'object-reference'
  | 'role'
  | 'unused-role'
  | 'upload'
  | 'rate'
  | 'csrf'
  | 'headers'
  | 'validation'
  | 'at-rest'
  | 'tenant'
  | 'audit'
  | 'pins'
  | 'scanning'
  | 'absence'
  | 'in-place';

/** A concern before severity and number are known. */
export interface Candidate {
  rule: ConcernRuleId;
  /** What exactly is asked; the investigator chooses its questions by it. */
  aspect: Aspect;
  title: Sayable;
  description: Sayable;
  rationale: Sayable;
  /** Concerns with the same root cause are one. */
  root: string;
  locations: Place[];
  entries: EntryPointFact[];
  sources: { artifact: string; id: string }[];
  reach: Reach;
  cap?: { at: Severity; why: Sayable } | undefined;
  /** What the flaw itself is worth: a concern is never milder than what it is about. */
  floor?: Severity;
  confidence: Confidence;
  /** Places are bound to code that was seen doing it. */
  verified: boolean;
  /** A control was seen that covers it in part. */
  partlyCovered: boolean;
  /** True, but of no interest to an attacker: goes to the additional scenarios. */
  aside?: boolean;
  /** Nothing but names speaks for it. */
  namingOnly: boolean;
  categories?: ExpectedCategory[];
  /** Overrides what the entry points say; 0 build or test time to 3 anyone on the network. */
  exposure?: 0 | 1 | 2 | 3;
  extra?: { name: Sayable; delta: number }[];
  jewels?: string[];
}

/** What every rule looks at. */
export interface Ground {
  mapping: Mapping;
  facts: CodeFacts;
  business: BusinessContext;
  index: CodeIndex;
  jewels: CrownJewels;
  /** Network entry points, in order. */
  network: EntryPointFact[];
  componentOf(file: string): string;
  /** Id in `entry-points.json`. */
  epId(entry: EntryPointFact): string | undefined;
  /** The application a file belongs to: the folder of the innermost package, '' for the root. */
  appOf(file: string): string;
}

export function groundOf(mapping: Mapping, facts: CodeFacts, business: BusinessContext): Ground {
  const ids = new Map(mapping.entryPoints.entryPoints.map((entry) => [entryKey(entry), entry.id]));
  const packages = facts.packages
    .map((item) => item.path.replace(/^\.\/?/, '').replace(/\/$/, ''))
    .sort((a, b) => b.length - a.length);
  const components = new Map<string, string>();
  for (const component of mapping.components)
    for (const entry of component.entryPoints) components.set(entry.handler.file, component.name);
  for (const component of mapping.components)
    for (const file of component.files ?? []) components.set(file, component.name);
  const byPath = [...mapping.components].sort((a, b) => b.path.length - a.path.length);
  return {
    mapping,
    facts,
    business,
    index: indexOf(facts),
    jewels: CrownJewels.of(business, facts),
    network: facts.entryPoints.filter(isNetwork),
    componentOf: (file) =>
      components.get(file) ??
      byPath.find((component) => component.path === '.' || file.startsWith(`${component.path}/`))?.name ??
      '',
    epId: (entry) =>
      ids.get(`${entry.kind} ${(entry.method ?? '').toUpperCase()} ${normalPath(entry.route ?? entryName(entry))}`),
    appOf: (file) => packages.find((path) => path !== '' && file.startsWith(`${path}/`)) ?? '',
  };
}

export const placeOf = (span: CodeSpan, context?: Sayable, fields?: string[]): Place => ({
  file_path: span.file,
  line_range: { start: span.line, end: Math.max(span.line, span.endLine) },
  ...(context === undefined ? {} : { context }),
  ...(fields === undefined ? {} : { fields }),
});

/** Only the line that registers a route: the statement may span its whole handler. */
export const registrationOf = (entry: EntryPointFact): Place => ({
  file_path: entry.at.file,
  line_range: { start: entry.at.line, end: entry.at.line },
  context: entryName(entry),
});

export function entrySources(ground: Ground, entries: readonly EntryPointFact[]): { artifact: string; id: string }[] {
  return entries.flatMap((entry) => {
    const id = ground.epId(entry);
    return id === undefined ? [] : [{ artifact: 'entry-points.json', id }];
  });
}

/** One primary category and the secondary ones of the rule. */
export function categoriesOf(rule: ConcernRuleId): ExpectedCategory[] {
  const { primary, secondary } = CONCERN_RULES[rule];
  return [
    { category: primary, role: 'primary' },
    ...secondary.map(({ category, focus }) => ({ category, role: 'secondary' as const, focus })),
  ];
}

/** Items in groups by key, keys in order of first appearance. */
export function grouped<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}
