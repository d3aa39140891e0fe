import type { BusinessAnswers, ThreatActor } from '../../artifacts/phase1';
import { findActor } from '../../knowledge/actors';
import { plain } from '../../wording/text';
import { snake, unique } from '../text';
import * as say from '../../wording/business/form';

const LOWER: Readonly<Record<ThreatActor['likelihood'], ThreatActor['likelihood']>> = {
  very_high: 'high',
  high: 'medium',
  medium: 'low',
  low: 'low',
};

/** The chosen archetypes as numbered actors; a name that is no archetype becomes a skilled attacker with that name. */
export function actorsOf(answers: BusinessAnswers): ThreatActor[] {
  const jewels = answers.crown_jewels.map((id) => plain(snake(id)));
  return unique(answers.threat_actors.map((name) => name.trim()).filter((name) => name !== ''))
    .slice(0, 999)
    .map((chosen, index) => {
      const id = `TA-${String(index + 1).padStart(3, '0')}`;
      const archetype = findActor(chosen);
      if (!archetype) return custom(id, chosen, jewels);
      const remote = archetype.position === 'outside' && !answers.internet_facing;
      return {
        id,
        name: archetype.name,
        profile: snake(archetype.id),
        motivation: archetype.motivation,
        capability: archetype.capability,
        likelihood: remote ? LOWER[archetype.likelihood] : archetype.likelihood,
        rationale: `${archetype.description}${remote ? say.lessLikelyOffline : ''}`,
        likely_targets: [...jewels.slice(0, 3), ...archetype.targets],
        attack_vectors: [...archetype.vectors],
        mitre_attck_techniques: [...archetype.techniques],
        mitigations: [...archetype.mitigations],
      };
    });
}

function custom(id: string, name: string, jewels: readonly string[]): ThreatActor {
  return {
    id,
    name,
    profile: snake(name),
    motivation: 'financial_gain',
    capability: 'skilled_attacker',
    likelihood: 'medium',
    rationale: say.actorNamed(name),
    likely_targets: jewels.slice(0, 3),
    attack_vectors: [say.exploiting, say.misusingAccount],
  };
}
