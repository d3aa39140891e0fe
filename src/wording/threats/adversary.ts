import type { ThreatActor } from '../../artifacts/phase1';

export const unprotected = 'No control protects the place';
export const weaklyProtected = 'A weak or partial control protects the place';
export const stronglyProtected = 'A strong control protects the place';
export const raises = ', which raises it';
export const lowers = ', which lowers it';

export const likelihood = (why: string, actor: ThreatActor, moved: string): string =>
  `${why}; likelihood of ${actor.name} (${actor.id}): ${actor.likelihood.replace('_', ' ')}${moved}.`;
