import type { BusinessAnswers, ThreatActor } from '../../artifacts/phase1';
import { findActor } from '../../knowledge/actors';
import { snake, unique } from '../text';
import { say, type Draft } from '../../messages/say';
import { plain } from '../../artifacts/notation';

const LOWER: Readonly<Record<ThreatActor['likelihood'], ThreatActor['likelihood']>> = {
  very_high: 'high',
  high: 'medium',
  medium: 'low',
  low: 'low',
};

/** The chosen archetypes as numbered actors; a name that is no archetype becomes a skilled attacker with that name. */
export function actorsOf(answers: BusinessAnswers): Draft<ThreatActor>[] {
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
        rationale: remote ? say('business/form.lessLikelyOffline', archetype.description) : archetype.description,
        likely_targets: [...jewels.slice(0, 3), ...archetype.targets],
        attack_vectors: [...archetype.vectors],
        mitre_attck_techniques: [...archetype.techniques],
        mitigations: [...archetype.mitigations],
      };
    });
}

function custom(id: string, name: string, jewels: readonly string[]): Draft<ThreatActor> {
  return {
    id,
    name,
    profile: snake(name),
    motivation: 'financial_gain',
    capability: 'skilled_attacker',
    likelihood: 'medium',
    rationale: say('business/form.actorNamed', name),
    likely_targets: jewels.slice(0, 3),
    attack_vectors: [say('business/form.exploiting'), say('business/form.misusingAccount')],
  };
}
