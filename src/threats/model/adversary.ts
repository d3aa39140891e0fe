import type { Stride } from '../../artifacts/enums';
import type { ThreatActor } from '../../artifacts/phase1';
import type { Threat } from '../../artifacts/phase5';
import { STRIDE } from '../../artifacts/enums';
import { type ActorArchetype, findActor } from '../../knowledge/actors';
import type { AttackRequirement } from '../../knowledge/attack-requirements';
import { byText } from '../text';

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
  const distance = ({ position }: Candidate): number =>
    wanted.includes(position)
      ? attack.requirement.from === 'copy' || attack.requirement.from === 'supply'
        ? wanted.indexOf(position)
        : 0
      : 9;
  const interest = ({ aims }: Candidate): number => {
    const ranks = attack.stride.map((stride, weight) =>
      aims.includes(stride) ? aims.indexOf(stride) + weight * 2 : 99,
    );
    return Math.min(...ranks);
  };
  const fit = (item: Candidate): number => LIKELIHOOD.indexOf(item.actor.likelihood) * 2 - interest(item);
  return fitting.sort((a, b) => distance(a) - distance(b) || fit(b) - fit(a) || byText(a.actor.id, b.actor.id))[0]
    ?.actor;
}

export type Likelihood = Threat['likelihood'];

const RATINGS = ['Low', 'Medium', 'High'] as const;

/** From the protection that is left, shifted one step by how likely the actor is. */
export function likelihoodOf(protection: 'none' | 'partial' | 'strong', actor: ThreatActor): Likelihood {
  const start = protection === 'none' ? 2 : protection === 'partial' ? 1 : 0;
  const shift = actor.likelihood === 'very_high' ? 1 : actor.likelihood === 'low' ? -1 : 0;
  const rating = RATINGS[Math.max(0, Math.min(2, start + shift))] ?? 'Medium';
  const why = {
    none: 'No control protects the place',
    partial: 'A weak or partial control protects the place',
    strong: 'A strong control protects the place',
  }[protection];
  const moved = shift === 0 ? '' : shift > 0 ? ', which raises it' : ', which lowers it';
  return {
    rating,
    rationale: `${why}; likelihood of ${actor.name} (${actor.id}): ${actor.likelihood.replace('_', ' ')}${moved}.`,
  };
}
