import type { Stride } from '../../artifacts/enums';
import type { ThreatActor } from '../../artifacts/phase1';
import type { Threat } from '../../artifacts/phase5';
import { STRIDE } from '../../artifacts/enums';
import { type ActorArchetype, findActor } from '../../knowledge/actors';
import type { AttackRequirement } from '../../knowledge/attack-requirements';
import { byText } from '../text';
import { say, type Draft } from '../../messages/say';
import type { Protection } from '../../messages/threats';

/** Which actors of phase 1 carry out which attacks. */

const LIKELIHOOD = ['low', 'medium', 'high', 'very_high'];
const POSITIONS: Readonly<Record<AttackRequirement['from'], readonly ActorArchetype['position'][]>> = {
  route: ['outside', 'account', 'inside'],
  system: ['outside', 'account', 'inside'],
  copy: ['inside', 'outside', 'supply-chain', 'account'],
  path: ['outside', 'inside', 'account'],
  supply: ['supply-chain', 'outside'],
};

interface Candidate {
  actor: ThreatActor;
  aims: readonly Stride[];
  position: ActorArchetype['position'];
}

/** An actor that is no archetype may want anything, from outside. */
function candidate(actor: ThreatActor): Candidate {
  const archetype = findActor(actor.name) ?? findActor((actor.profile ?? '').replace(/_/g, '-'));
  return { actor, aims: archetype?.aims ?? STRIDE, position: archetype?.position ?? 'outside' };
}

export interface Attack {
  stride: readonly [Stride, ...Stride[]];
  requirement: AttackRequirement;
}

/**
 * The actor most likely to carry out an attack: wants one of its effects, is able to, and is in
 * the right place. Undefined when none fits.
 */
export function actorFor(actors: readonly ThreatActor[], attack: Attack): ThreatActor | undefined {
  const fitting = actors
    .map(candidate)
    .filter(
      ({ actor, aims }) =>
        attack.stride.some((stride) => aims.includes(stride)) &&
        !(attack.requirement.skilled === true && actor.capability === 'script_kiddie'),
    );
  const wanted = POSITIONS[attack.requirement.from];
  const isOrdered = attack.requirement.from === 'copy' || attack.requirement.from === 'supply';
  const distance = ({ position }: Candidate): number => {
    if (!wanted.includes(position)) return 9;
    return isOrdered ? wanted.indexOf(position) : 0;
  };
  const fit = (item: Candidate): number => LIKELIHOOD.indexOf(item.actor.likelihood) * 2 - interest(item, attack);
  return fitting.sort((a, b) => distance(a) - distance(b) || fit(b) - fit(a) || byText(a.actor.id, b.actor.id))[0]
    ?.actor;
}

/** How far down the aims of an actor the effects of an attack come; the main effect counts most. */
function interest({ aims }: Candidate, attack: Attack): number {
  const ranks = attack.stride.map((stride, weight) => (aims.includes(stride) ? aims.indexOf(stride) + weight * 2 : 99));
  return Math.min(...ranks);
}

type Likelihood = Draft<Threat['likelihood']>;

const RATINGS = ['Low', 'Medium', 'High'] as const;

const START: Readonly<Record<Protection, number>> = { none: 2, partial: 1, strong: 0 };
const SHIFT: Partial<Record<ThreatActor['likelihood'], number>> = { very_high: 1, low: -1 };

/** From the protection that is left, shifted one step by how likely the actor is. */
export function likelihoodOf(protection: Protection, actor: ThreatActor): Likelihood {
  const position = START[protection] + (SHIFT[actor.likelihood] ?? 0);
  const rating = RATINGS[Math.max(0, Math.min(2, position))] ?? 'Medium';
  return { rating, rationale: say('threats/adversary.likelihood', protection, actor) };
}
