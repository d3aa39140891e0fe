import type { ThreatActor } from '../../artifacts/phase1';
import type { Protection } from '../../messages/threats';

const LEFT_OPEN: Readonly<Record<Protection, string>> = {
  none: 'No control protects the place',
  partial: 'A weak or partial control protects the place',
  strong: 'A strong control protects the place',
};

const MOVED: Partial<Record<ThreatActor['likelihood'], string>> = {
  very_high: ', which raises it',
  low: ', which lowers it',
};

export const likelihood = (protection: Protection, actor: ThreatActor): string =>
  `${LEFT_OPEN[protection]}; likelihood of ${actor.name} (${actor.id}): ` +
  `${actor.likelihood.replace('_', ' ')}${MOVED[actor.likelihood] ?? ''}.`;
