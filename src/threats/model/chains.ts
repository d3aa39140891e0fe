import { ATTACK_CHAINS, type AttackChain } from '../../knowledge/attack-chains';
import { lowerFirst, unique } from '../text';
import type { Cause } from './causes';
import { type ThreatDraft, composeThreat, whereOf } from './compose';
import type { ThreatModelInput } from './input';
import type { Landscape } from './landscape';

const SEVERITY = ['critical', 'high', 'medium', 'low', 'info'];
const severest = (causes: readonly Cause[]): Cause | undefined => [...causes].sort((a, b) => rank(a) - rank(b))[0];
const rank = (cause: Cause): number => SEVERITY.indexOf(cause.gaps[0]?.severity ?? 'info');

/** Threats that arise from two causes together, across components; at most one per chain. */
export function chainThreats(causes: readonly Cause[], input: ThreatModelInput, landscape: Landscape): ThreatDraft[] {
  // What was found to be of less weight than usual, and of little, carries no chain.
  const open = causes.filter((cause) => cause.gaps.some((gap) => gap.status !== 'accepted' && SEVERITY.indexOf(gap.severity) <= Math.max(SEVERITY.indexOf('medium'), SEVERITY.indexOf(cause.weakness.severity))));
  return ATTACK_CHAINS.flatMap((chain) => {
    const second = open.filter((cause) => chain.then.some((id) => id === cause.weakness.id) && (chain.thenSays === undefined || cause.gaps.some((gap) => chain.thenSays?.test(gap.description) === true)));
    const goesWith = (cause: Cause, other: Cause): boolean => sameProgram(cause, other) && (chain.sameEntry !== true || meets(cause, other));
    const first = severest(open.filter((cause) => chain.first.some((id) => id === cause.weakness.id) && second.some((other) => goesWith(cause, other))));
    const then = severest(second.filter((cause) => first !== undefined && goesWith(first, cause)));
    return first && then ? (compose(chain, first, then, input, landscape) ?? []) : [];
  });
}

const RUNTIMES: readonly RegExp[] = [/\.py$/, /\.(?:[cm]?[jt]sx?|vue|svelte|ejs)$/];

/** Code of different languages runs in different processes: a flaw in one says nothing about secrets of the other. */
function sameProgram(a: Cause, b: Cause): boolean {
  const runtimes = (cause: Cause): number[] => unique(cause.locations.map((place) => RUNTIMES.findIndex((runtime) => runtime.test(place.file_path))));
  const [left, right] = [runtimes(a), runtimes(b)];
  return left.includes(-1) || right.includes(-1) || left.some((runtime) => right.includes(runtime));
}

const meets = (a: Cause, b: Cause): boolean => a.entries.some((entry) => b.entries.includes(entry));

function compose(chain: AttackChain, first: Cause, then: Cause, input: ThreatModelInput, landscape: Landscape): ThreatDraft | undefined {
  const both: Cause = {
    ...first,
    key: `chain ${chain.id}`,
    weakness: { ...first.weakness, title: chain.title, stride: chain.stride, consequence: chain.consequence, impact: chain.impact },
    gaps: [...first.gaps, ...then.gaps.filter((gap) => !first.gaps.includes(gap))],
    locations: [...first.locations.slice(0, 6), ...then.locations.slice(0, 6)],
  };
  const draft = composeThreat(both, input, landscape);
  const last = composeThreat(then, input, landscape);
  if (!draft || !last) return undefined;
  return {
    ...draft,
    chain: chain.id,
    threat: `${first.weakness.title} at ${whereOf(first)} and ${lowerFirst(then.weakness.title)} at ${whereOf(then)} add up. ${chain.consequence} ${draft.threat.slice(draft.threat.lastIndexOf('At stake:'))}`,
    attackVector: `${draft.attackVector} ${last.attackVector}`,
    attackTree: unique([...(draft.attackTree ?? []), ...(last.attackTree ?? [])]),
    recommendedControls: [...draft.recommendedControls.slice(0, 1), ...last.recommendedControls.slice(0, 1)],
    references: unique([...(draft.references ?? []), ...(last.references ?? [])]),
    filesRequiringTesting: unique([...draft.filesRequiringTesting, ...last.filesRequiringTesting]),
  };
}
