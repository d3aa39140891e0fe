import type { EntryPoint } from '../../artifacts/phase3';
import { type Cause } from './causes';
import { type Landscape, isNetwork, isOpen } from './landscape';
import { say, type Said, type Sayable } from '../../messages/say';

/** Where a cause is, in a few words: its routes, else its files. */
export const whereOf = (cause: Cause): Said =>
  cause.entries.length > 0 && cause.requirement.from === 'route'
    ? say('routes.routesText', cause.entries)
    : say('threats/describe.places', cause.locations, cause.component);

const isAbsence = (cause: Cause): boolean => cause.key.startsWith('absent ');

/** The flaw in a few words; an absence has no place, so it has its component. */
export const whatOf = (cause: Cause): Sayable =>
  isAbsence(cause) ? say('threats/describe.absentIn', cause.weakness, cause.component) : cause.weakness.title;

/** An absence has no place of its own: what asks for the control is named instead. */
export function titleOf(cause: Cause, landscape: Landscape): Said {
  const [first] = cause.gaps;
  const asking = first && (landscape.concern(first.concern_id)?.title ?? first.concern_name);
  return say('threats/describe.titled', whatOf(cause), isAbsence(cause) ? (asking ?? '') : whereOf(cause));
}

export function describe(cause: Cause): Said {
  const [first, ...others] = cause.gaps;
  return say('text.together', [
    first ? say('text.sentence', first.finding ?? first.description) : '',
    others.length > 0 ? say('threats/describe.samePlaces', others) : '',
    signInText(cause) ?? '',
    cause.weakness.consequence,
  ]);
}

/** Who can get there, where that is not what the threat is about. */
function signInText(cause: Cause): Said | undefined {
  const network = cause.entries.filter(isNetwork);
  if (cause.requirement.from !== 'route' || network.length === 0) return undefined;
  if (cause.weakness.id === 'missing-authentication') return undefined;
  const open = network.filter(isOpen);
  if (open.length > 0 && open.every(isUnsettled)) return say('threats/describe.signInUnknown', open);
  const certain = open.filter((entry) => !isUnsettled(entry));
  return certain.length > 0
    ? say('threats/describe.callableByAnyone', certain)
    : say('threats/describe.signInRequired', network);
}

/** A check before it, or in it, may ask who is calling. */
const isUnsettled = ({ authentication }: EntryPoint): boolean => authentication === 'unknown';

/** What the attacker is after. */
export function stakeOf({ weakness, component }: Cause, jewels: readonly string[]): Said {
  if (jewels.length > 0) return say('threats/describe.jewelsAtStake', jewels);
  const onlyAvailability = weakness.impact.confidentiality === 'N' && weakness.impact.integrity === 'N';
  return say('threats/describe.componentAtStake', onlyAvailability, component);
}

export function attackVector(cause: Cause): Said {
  const stated = cause.gaps.find((gap) => (gap.attack_vector ?? '') !== '')?.attack_vector;
  return say('text.sentence', stated ?? say('threats/describe.filled', cause.weakness.attack, whereOf(cause)));
}
