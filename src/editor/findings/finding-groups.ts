import { SEVERITIES, type Severity, STRIDE } from '../../artifacts/enums';
import type { FindingView } from '../../pipeline/contract';
import { humanize } from '../../knowledge/names';
import { capitalized } from '../words';
import { isClosed, isMitigated } from './finding-words';

export const GROUPINGS = ['severity', 'component', 'stride', 'category', 'file'] as const;
export type Grouping = (typeof GROUPINGS)[number];

export interface Filter {
  severities: Severity[];
  /** Also those with nothing left to do: mitigated, accepted, false positive, fixed. */
  closed: boolean;
}

export const NO_FILTER: Filter = { severities: [...SEVERITIES], closed: true };

export const isFiltering = ({ severities, closed }: Filter): boolean =>
  !closed || severities.length < SEVERITIES.length;

export const passes = (finding: FindingView, { severities, closed }: Filter): boolean =>
  severities.includes(finding.severity) && (closed || !(isClosed(finding) || isMitigated(finding)));

/** What the filter hides, in words; undefined when it hides nothing. */
export function hiddenText(findings: readonly FindingView[], filter: Filter): string | undefined {
  const hidden = findings.filter((finding) => !passes(finding, filter));
  if (hidden.length === 0) return undefined;
  const kinds = SEVERITIES.filter(
    (severity) => !filter.severities.includes(severity) && hidden.some((finding) => finding.severity === severity),
  );
  const closed = !filter.closed && hidden.some((finding) => filter.severities.includes(finding.severity));
  return (
    `${hidden.length} of ${findings.length} hidden by the filter: ` +
    [...kinds, ...(closed ? ['mitigated and closed'] : [])].join(', ')
  );
}

export interface FindingGroup {
  id: string;
  label: string;
  findings: FindingView[];
}

const keysOf: Record<Grouping, (finding: FindingView) => string[]> = {
  severity: ({ severity }) => [severity],
  component: ({ component }) => [component ?? ''],
  stride: ({ stride }) => (stride.length > 0 ? [...stride] : ['']),
  category: ({ category }) => [category ?? ''],
  file: ({ location }) => [location?.file ?? ''],
};

const NONE: Record<Grouping, string> = {
  severity: '',
  component: 'No component',
  stride: 'No STRIDE category',
  category: 'No category',
  file: 'No place in the code',
};
const ORDER: Partial<Record<Grouping, readonly string[]>> = { severity: SEVERITIES, stride: STRIDE };

function labelOf(grouping: Grouping, key: string): string {
  if (key === '') return NONE[grouping];
  if (grouping === 'file' || grouping === 'component') return key;
  return grouping === 'severity' ? capitalized(key) : humanize(key);
}

const rank = (severity: Severity): number => SEVERITIES.indexOf(severity);
const byWeight = (a: FindingView, b: FindingView): number =>
  rank(a.severity) - rank(b.severity) || (b.score ?? 0) - (a.score ?? 0) || (a.id < b.id ? -1 : 1);

function groupOrder(grouping: Grouping): (a: string, b: string) => number {
  const order = ORDER[grouping];
  const position = (key: string): number => (key === '' ? Number.MAX_SAFE_INTEGER : (order?.indexOf(key) ?? 0));
  return (a, b) => position(a) - position(b) || (a < b ? -1 : 1);
}

/** Groups in their natural order, findings inside by weight. One that belongs to several groups is in each. */
export function groupFindings(findings: readonly FindingView[], grouping: Grouping): FindingGroup[] {
  const groups = new Map<string, FindingView[]>();
  for (const finding of findings)
    for (const key of keysOf[grouping](finding)) groups.set(key, [...(groups.get(key) ?? []), finding]);
  const keys = [...groups.keys()].sort(groupOrder(grouping));
  return keys.map((key) => ({
    id: key,
    label: labelOf(grouping, key),
    findings: [...(groups.get(key) ?? [])].sort(byWeight),
  }));
}
