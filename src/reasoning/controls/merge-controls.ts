import { CONTROL_CATEGORIES, CONTROL_PREFIX, type ControlCategory, type ControlStrength } from '../../artifacts/enums';
import type { ConsolidatedControl, Control } from '../../artifacts/phase4';
import { canonicalCategory, canonicalTerm, similarity } from '../../knowledge/terms';
import { sortedInvestigations, type ConsolidationInput, type Found } from './input';
import { say, type Draft } from '../../messages/say';
import { byText } from '../text';

const SAME_NAME = 0.8;
const STRENGTHS: readonly ControlStrength[] = ['weak', 'partial', 'strong'];
const VERIFICATIONS = ['verified', 'partial', 'unverified'] as const;

interface Group {
  category: ControlCategory;
  path: string;
  range: { start: number; end: number };
  name: string;
  symbol: string | undefined;
  members: { found: Found; control: Control }[];
  /** Where it stands, of one that many handlers have. */
  places: { file: string; line: number }[];
}

const normalPath = (path: string): string => path.replace(/\\/g, '/').replace(/^\.\//, '');

/** The category of a control; a foreign spelling is understood, anything else falls to the concern's first category. */
function categoryOf(control: Control, found: Found): ControlCategory {
  return canonicalCategory(control.control_type) ?? found.investigation.control_categories[0] ?? 'input-validation';
}

/** Shared lines are at least half of the shorter range. */
function overlaps(left: { start: number; end: number }, right: { start: number; end: number }): boolean {
  const shared = Math.min(left.end, right.end) - Math.max(left.start, right.start) + 1;
  return shared * 2 >= Math.min(left.end - left.start, right.end - right.start) + 1;
}

/** The function or middleware that a control is, when the investigator named it. */
const symbolOf = (control: Control): string | undefined =>
  typeof control.details?.['symbol'] === 'string' ? control.details['symbol'] : undefined;

function groupControls(input: ConsolidationInput): Group[] {
  const byPlace = new Map<string, Group[]>();
  const groups: Group[] = [];
  for (const found of sortedInvestigations(input)) {
    for (const control of found.investigation.controls_found) {
      const category = categoryOf(control, found);
      const path = normalPath(control.file_location);
      const name = canonicalTerm(control.control_name);
      const near = byPlace.get(`${category} ${path}`) ?? [];
      const symbol = symbolOf(control);
      const known = near.find(
        (group) =>
          (symbol !== undefined && group.symbol === symbol && group.range.start === control.line_range.start) ||
          ((overlaps(group.range, control.line_range) || (symbol !== undefined && group.symbol === symbol)) &&
            (group.name === name || similarity(group.name, name) >= SAME_NAME)),
      );
      if (known) {
        known.members.push({ found, control });
        continue;
      }
      const group: Group = {
        category,
        path,
        range: { start: control.line_range.start, end: control.line_range.end },
        name,
        symbol,
        members: [{ found, control }],
        places: [{ file: path, line: control.line_range.start }],
      };
      groups.push(group);
      byPlace.set(`${category} ${path}`, [...near, group]);
    }
  }
  return groups;
}

/** By what the check of a handler is one with those of others: what it asks for, how it does, and how well. */
function kindInHandlers({ category, members }: Group): string | undefined {
  const [first] = members;
  const { inHandler, kind } = first?.control.details ?? {};
  if (!first || typeof inHandler !== 'string' || typeof kind !== 'string') return undefined;
  return [category, kind, inHandler, first.control.strength].join(' ');
}

/** What many handlers check in the same way is one control with many places. */
function acrossHandlers(groups: readonly Group[]): Group[] {
  const known = new Map<string, Group>();
  const found: Group[] = [];
  for (const group of groups) {
    const kind = kindInHandlers(group);
    const same = kind === undefined ? undefined : known.get(kind);
    if (same) {
      same.members.push(...group.members);
      same.places.push(...group.places);
      continue;
    }
    found.push(group);
    if (kind !== undefined) known.set(kind, group);
  }
  return found;
}

function mergeDetails(group: Group): Record<string, unknown> | undefined {
  const merged: Record<string, unknown> = {};
  for (const { control } of group.members)
    for (const [key, value] of Object.entries(control.details ?? {})) merged[key] ??= value;
  return Object.keys(merged).length > 0 ? merged : undefined;
}

function unite(group: Group, id: string): Draft<ConsolidatedControl> {
  const many = group.places.length > 1;
  const controls = group.members.map((member) => member.control);
  const first = controls[0] as Control;
  const strengths = new Set(controls.map((control) => control.strength));
  const sources = [...new Set(group.members.map((member) => member.found.path))];
  const aliases = many
    ? []
    : [...new Set(controls.map((control) => control.control_name))].filter((name) => name !== group.name);
  const longest = (pick: (control: Control) => string): string =>
    controls.map(pick).reduce((best, text) => (text.length > best.length ? text : best), '');
  const details = mergeDetails(group);
  const stride = [...new Set(controls.flatMap((control) => control.stride ?? []))];
  return {
    control_id: id,
    control_name: many ? say('controls/merged.inHandlers', group.name, details?.['kind']) : group.name,
    control_type: group.category,
    implementation: longest((control) => control.implementation),
    strength: STRENGTHS.find((strength) => strengths.has(strength)) ?? first.strength,
    file_location: group.path,
    line_range: first.line_range,
    effectiveness: many ? say('controls/merged.places', group.places) : longest((control) => control.effectiveness),
    verification_status:
      VERIFICATIONS.find((status) => controls.some((control) => control.verification_status === status)) ??
      'unverified',
    ...(stride.length > 0 ? { stride } : {}),
    ...(details ? { details } : {}),
    investigation_source: sources[0] ?? '',
    investigation_sources: sources,
    source_control_ids: group.members.map((member) => ({
      investigation: member.found.path,
      control_id: member.control.control_id,
    })),
    ...(aliases.length > 0 ? { aliases } : {}),
    ...(strengths.size > 1 ? { strength_conflict: true } : {}),
  };
}

const keyOf = (group: Group): string =>
  `${group.category}|${group.path}|${group.range.start}|${group.name.toLowerCase()}`;

const inOrder = (groups: readonly Group[]): Group[] =>
  [...groups].sort(
    (a, b) =>
      byText(a.category, b.category) ||
      byText(a.path, b.path) ||
      a.range.start - b.range.start ||
      byText(a.name, b.name),
  );

export interface MergedControls {
  controls: Draft<ConsolidatedControl>[];
  ids: Record<string, string>;
}

/** Controls of all investigations, each once. A control that had an id keeps it; new ones get the next free number. */
export function mergeControls(input: ConsolidationInput): MergedControls {
  const groups = acrossHandlers(inOrder(groupControls(input)));
  const highest = new Map<string, number>();
  for (const id of Object.values(input.previousIds)) {
    const match = /^([A-Z]+)-(\d+)$/.exec(id);
    if (match?.[1] !== undefined) highest.set(match[1], Math.max(highest.get(match[1]) ?? 0, Number(match[2])));
  }
  const ids = new Map<string, string>(Object.entries(input.previousIds));
  const controls = groups.map((group) => {
    const prefix = CONTROL_PREFIX[group.category];
    let id = ids.get(keyOf(group));
    if (id === undefined) {
      const next = (highest.get(prefix) ?? 0) + 1;
      highest.set(prefix, next);
      id = `${prefix}-${String(next).padStart(3, '0')}`;
      ids.set(keyOf(group), id);
    }
    return unite(group, id);
  });
  const order = (control: Draft<ConsolidatedControl>): number => CONTROL_CATEGORIES.indexOf(control.control_type);
  return {
    controls: controls.sort((a, b) => order(a) - order(b) || byText(a.control_id, b.control_id)),
    ids: Object.fromEntries([...ids].sort(([a], [b]) => byText(a, b))),
  };
}
