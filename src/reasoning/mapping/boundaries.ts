import type { CodeSpan } from '../../artifacts/code-span';
import type { CodeFacts, DataStoreFact, EntryPointFact, ExternalServiceFact } from '../../artifacts/facts';
import type { TrustBoundary } from '../../artifacts/phase3';
import { BOUNDARIES, type BoundaryControl, type BoundaryKind } from '../../knowledge/boundaries';
import { crossed } from './flows';
import { byText } from '../text';

/** What lies behind the boundaries of one component. */
export interface BoundaryScope {
  entries: readonly EntryPointFact[];
  stores: readonly DataStoreFact[];
  services: readonly ExternalServiceFact[];
  /** Files whose controls count as seen at the boundary. */
  files: ReadonlySet<string>;
}

/** Where a control of this kind was seen: among the controls in these files or the guards of these entry points. */
function evidenceOf(control: BoundaryControl, facts: CodeFacts, scope: BoundaryScope): CodeSpan | undefined {
  const matches = (category: string, text: string): boolean =>
    category === control.category &&
    (control.signs.length === 0 || control.signs.some((sign) => text.toLowerCase().includes(sign)));
  const seen = facts.controls.find(
    (fact) => scope.files.has(fact.at.file) && matches(fact.category, `${fact.name} ${fact.kind}`),
  );
  if (seen) return seen.at;
  return scope.entries
    .flatMap((entry) => entry.guards)
    .find((guard) => matches(guard.category, `${guard.name} ${guard.establishes} ${guard.mechanism ?? ''}`))?.at;
}

function place(kind: BoundaryKind, scope: BoundaryScope, entries: readonly EntryPointFact[]): CodeSpan | undefined {
  if (kind === 'backend-database') return scope.stores[0]?.at;
  if (kind === 'application-external') return scope.services[0]?.at[0];
  return entries[0]?.at;
}

function boundary(kind: BoundaryKind, facts: CodeFacts, scope: BoundaryScope): TrustBoundary | undefined {
  const entries = scope.entries.filter((entry) => crossed(entry).includes(kind));
  const location = place(kind, scope, entries);
  if (!location) return undefined;
  const template = BOUNDARIES[kind];
  const evidence = template.required.flatMap((control) => {
    const found = evidenceOf(control, facts, scope);
    return found ? [{ control: control.name, location: `${found.file}:${found.line}` }] : [];
  });
  const required = template.required.map((control) => control.name);
  const detected = evidence.map((item) => item.control);
  return {
    id: kind,
    name: template.name,
    type: template.type,
    from: template.from,
    to: template.to,
    location: `${location.file}:${location.line}`,
    crossingPoints: entries.map((entry) => entry.id).sort(byText),
    controls: { required, detected, missing: required.filter((name) => !detected.includes(name)) },
    evidence,
  };
}

/** The trust boundaries of a component, with the controls they need and those seen in code. */
export function boundariesOf(facts: CodeFacts, scope: BoundaryScope): TrustBoundary[] {
  const kinds = Object.keys(BOUNDARIES) as BoundaryKind[];
  return kinds.flatMap((kind) => boundary(kind, facts, scope) ?? []);
}
