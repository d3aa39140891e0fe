import { PROOFS } from '../../artifacts/enums';
import type { EntryPoint } from '../../artifacts/phase3';
import type { ConsolidatedGap } from '../../artifacts/phase4';
import type { Threat } from '../../artifacts/phase5';
import {
  ABSENCE,
  ATTACK_REQUIREMENTS,
  TYPICAL_WEAKNESS,
  type AttackRequirement,
} from '../../knowledge/attack-requirements';
import { weaknessOfCwe } from '../../knowledge/cwe';
import type { Weakness } from '../../knowledge/weakness';
import { asItActs } from '../../knowledge/weaknesses/effects';
import { type WeaknessId, findWeakness, weaknessOf } from '../../knowledge/weaknesses';
import { type Landscape, changesState } from './landscape';
import { byText, unique } from '../text';
import { united } from './same-origin';
import { say, type Draft } from '../../messages/say';

type Location = Threat['locations'][number];

/** Gaps with one root cause: one kind of flaw at one place, or one missing thing in one component. */
export interface Cause {
  key: string;
  weakness: Draft<Weakness>;
  requirement: AttackRequirement;
  component: string;
  gaps: ConsolidatedGap[];
  entries: EntryPoint[];
  locations: Location[];
}

/** How coarse gaps are united: by file, by component, or over the whole system. */
type Grain = 'file' | 'component' | 'system';

const MAX_THREATS = 100;
const RELEVANT = new Set<string>(['open', 'partial-investigation', 'accepted']);

/** The weakness of a gap: the one it names, the one its CWE stands for, or the typical one of its category. */
export function weaknessOfGap(gap: ConsolidatedGap): Weakness {
  const named = gap.weakness === undefined ? undefined : findWeakness(gap.weakness);
  const known = named ?? (gap.cwe === undefined ? undefined : weaknessOfCwe(gap.cwe, gap.category));
  return known === undefined ? weaknessOf(TYPICAL_WEAKNESS[gap.category]) : asItActs(known, gap.effect);
}

export const requirementOf = (weakness: Pick<Weakness, 'id'>): AttackRequirement =>
  ATTACK_REQUIREMENTS[weakness.id as WeaknessId];

/** Places of a gap; one without any has those of its concern. */
function placesOf(gap: ConsolidatedGap, landscape: Landscape): Location[] {
  return gap.locations.length > 0 ? gap.locations : (landscape.concern(gap.concern_id)?.locations ?? []);
}

interface Placed {
  gap: ConsolidatedGap;
  weakness: Weakness;
  places: Location[];
  component: string;
  entries: EntryPoint[];
  /** A control was looked for and not seen; no place shows a flaw. */
  absent: boolean;
}

/** Missing protections of what changes something: the form that is shown before is not what is meant. */
const OF_CHANGES = new Set([
  'missing-rate-limiting',
  'missing-csrf-protection',
  'missing-audit-log',
  'missing-input-validation',
]);

function meant(entries: EntryPoint[], weakness: string): EntryPoint[] {
  if (!OF_CHANGES.has(weakness)) return entries;
  const handler = ({ handler: { file, line }, path }: EntryPoint): string => `${file}:${line} ${path}`;
  const changing = new Set(entries.filter(changesState).map(handler));
  return entries.filter((entry) => changesState(entry) || !changing.has(handler(entry)));
}

const ABSENCE_RULES = new Set(['C-BOUND', 'C-COMPL']);

function place(gap: ConsolidatedGap, landscape: Landscape): Placed | undefined {
  const places = placesOf(gap, landscape);
  const named = gap.affected_components.find((name) => landscape.component(name));
  const component =
    (places[0] ? landscape.componentOf(places[0].file_path) : undefined) ??
    named ??
    gap.affected_components.map((file) => landscape.componentOf(file)).find((name) => name !== undefined);
  return component === undefined
    ? undefined
    : {
        gap,
        weakness: weaknessOfGap(gap),
        places,
        component,
        entries: meant(landscape.entriesOf(gap), weaknessOfGap(gap).id),
        absent: gap.gap_type === 'missing' && ABSENCE_RULES.has(landscape.concern(gap.concern_id)?.rule ?? ''),
      };
}

/** What is set up alike in every part of an application: one decision, however many files repeat it. */
const OF_THE_WHOLE: ReadonlySet<string> = new Set([
  'cors-misconfiguration',
  'missing-security-headers',
  'missing-dependency-scanning',
  'missing-audit-log',
]);

/** One address that is sent and asked in many places, by a driver for each service, is one thing to check. */
const OF_ONE_REQUEST: ReadonlySet<string> = new Set(['ssrf']);

const MOST_WAYS = 3;

/** It is mended at the request that brings it as well as in the file in which it does harm. */
function requestOf({ gap, weakness, entries }: Placed): string[] {
  const ways = entries.map(({ id }) => id).sort();
  const brought = OF_ONE_REQUEST.has(weakness.id) && ways.length > 0 && ways.length <= MOST_WAYS;
  return brought ? [[weakness.id, ...ways, worthOf(gap), gap.status].join(' ')] : [];
}

/** Patterns that are slow on long texts alone: wherever they stand, the length of what is sent is what to look at. */
const isOfLength = ({ weakness, gap }: Placed): boolean => weakness.id === 'redos' && gap.severity === 'low';

function keyOf(placed: Placed, grain: Grain): string {
  const { gap, weakness, component, absent, places } = placed;
  if (absent)
    return `absent ${gap.category}${grain === 'system' ? '' : ` ${component}`}${gap.status === 'accepted' ? ' accepted' : ''}`;
  const accepted = gap.status === 'accepted' ? ' accepted' : '';
  if (grain === 'system') return `${weakness.id}${accepted}`;
  if (OF_THE_WHOLE.has(weakness.id)) return `${weakness.id}${worthOf(gap)}${accepted}`;
  const common = requirementOf(weakness).common === true || grain === 'component' || isOfLength(placed);
  const where = common ? sureOf(weakness.id, gap) : ` ${places[0]?.file_path ?? gap.gap_id}`;
  return `${weakness.id} ${component}${where}${worthOf(gap)}${accepted}`;
}

/** A key that was seen signing does not lend its proof to whatever else looks like a secret. */
const sureOf = (weakness: string, { proof }: ConsolidatedGap): string =>
  weakness === 'hardcoded-secret' && proof === 'proved' ? ' in use' : '';

/** What is proved and what is a guess, what runs in production and what does not, are not one entry. */
const worthOf = ({ proof = 'likely', zone = 'production' }: ConsolidatedGap): string =>
  `${proof === 'lead' ? ' lead' : ''}${zone === 'production' ? '' : ` ${zone}`}`;

/**
 * Unites gaps by root cause, so that forty routes without a limit are one threat. When that leaves more than a hundred,
 * flaws of one kind in one component are united too, then those of one kind in the whole system; no gap is dropped.
 */
export function causesOf(gaps: readonly ConsolidatedGap[], landscape: Landscape): Cause[] {
  const placed = gaps.filter((gap) => RELEVANT.has(gap.status)).flatMap((gap) => place(gap, landscape) ?? []);
  for (const grain of ['file', 'component'] as const) {
    const causes = unite(placed, grain);
    if (causes.length <= MAX_THREATS) return causes;
  }
  return unite(placed, 'system');
}

function unite(placed: readonly Placed[], grain: Grain): Cause[] {
  const groups = new Map<string, Placed[]>();
  for (const item of placed) {
    const key = keyOf(item, grain);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  const keyed = [...groups]
    .sort(([a], [b]) => byText(a, b))
    .map(([key, group]) => group.map((item) => ({ key, item })));
  return united(keyed, (group) => group.flatMap(({ item }) => [...originsOf(item), ...requestOf(item)])).flatMap(
    (group) =>
      toCause(
        group[0]?.key ?? '',
        group.map(({ item }) => item),
      ) ?? [],
  );
}

/** What is taken from outside at one place and does the same harm at several is mended where it is taken. */
function originsOf({ gap, weakness }: Placed): string[] {
  const [from, ...rest] = gap.flow ?? [];
  if (!from || rest.length === 0) return [];
  return [`${weakness.id} ${from.file_path}:${from.line}${worthOf(gap)} ${gap.status}`];
}

const SEVERITY = ['critical', 'high', 'medium', 'low', 'info'];

/** What is proved comes first: the entry is rated by it. */
const sureness = ({ proof = 'likely' }: ConsolidatedGap): number => PROOFS.indexOf(proof);

function toCause(key: string, group: readonly Placed[]): Cause | undefined {
  const ordered = [...group].sort(
    (a, b) =>
      SEVERITY.indexOf(a.gap.severity) - SEVERITY.indexOf(b.gap.severity) ||
      sureness(a.gap) - sureness(b.gap) ||
      byText(a.gap.gap_id, b.gap.gap_id),
  );
  const first = ordered[0];
  if (!first) return undefined;
  const alike = ordered.every(({ weakness }) => weakness === first.weakness);
  const common = alike ? first.weakness : weaknessOf(first.weakness.id);
  return {
    key,
    weakness: first.absent ? absence(first) : common,
    requirement: first.absent ? ABSENCE : requirementOf(first.weakness),
    component: first.component,
    gaps: ordered.map((item) => item.gap),
    entries: unique(ordered.flatMap((item) => item.entries)),
    locations: distinctPlaces(ordered.flatMap((item) => item.places)),
  };
}

/** The weakness as far as it is known: of limited effect, and only if nothing outside of the code makes up for it. */
function absence({ gap, weakness }: Placed): Draft<Weakness> {
  const limited = (value: 'H' | 'L' | 'N'): 'L' | 'N' => (value === 'N' ? 'N' : 'L');
  const { confidentiality, integrity, availability } = weakness.impact;
  return {
    ...weakness,
    title: say('threats/describe.absent', gap),
    consequence: say('threats/describe.absenceConsequence', gap),
    impact: {
      confidentiality: limited(confidentiality),
      integrity: limited(integrity),
      availability: limited(availability),
      beyondSystem: false,
      victimActs: false,
      needsLuck: true,
    },
  };
}

function distinctPlaces(places: readonly Location[]): Location[] {
  const seen = new Map(
    places.map((item) => [`${item.file_path}:${item.line_range.start}-${item.line_range.end}`, item]),
  );
  return [...seen.values()].map(({ file_path, line_range, context }) => ({
    file_path,
    line_range,
    ...(context === undefined ? {} : { context }),
  }));
}
