import type { EntryPoint } from '../../artifacts/phase3';
import type { ConsolidatedGap } from '../../artifacts/phase4';
import { fillText } from '../../knowledge/weaknesses';
import { type Cause } from './causes';
import { type Landscape, isNetwork, isOpen } from './landscape';
import { capitalise, listed, sentence, shorten } from '../../wording/text';
import { routesText } from '../../wording/routes';
import { unique } from '../text';
import * as say from '../../wording/threats/describe';

/** Where a cause is, in a few words: its routes, else its files. */
export function whereOf(cause: Cause): string {
  if (cause.entries.length > 0 && cause.requirement.from === 'route') return routesText(cause.entries);
  return (
    listed(
      cause.locations.map((place) => `${place.file_path}:${place.line_range.start}`),
      3,
    ) || cause.component
  );
}

const isAbsence = (cause: Cause): boolean => cause.key.startsWith('absent ');

/** The flaw in a few words; an absence has no place, so it has its component. */
export const whatOf = (cause: Cause): string =>
  isAbsence(cause) ? say.absentIn(cause.weakness, cause.component) : cause.weakness.title;

/** An absence has no place of its own: what asks for the control is named instead. */
export function titleOf(cause: Cause, landscape: Landscape): string {
  if (!isAbsence(cause)) return shorten(say.titled(whatOf(cause), whereOf(cause)), 140);
  const asking = unique(cause.gaps.map((gap) => landscape.concern(gap.concern_id)?.title ?? gap.concern_name));
  return shorten(say.titled(whatOf(cause), asking[0] ?? ''), 140);
}

export function describe(cause: Cause, jewels: readonly string[]): string {
  const [first, ...others] = cause.gaps;
  const parts = [
    first && sentence(first.finding ?? first.description),
    others.length > 0 && samePlaces(others),
    signInText(cause),
    cause.weakness.consequence,
    stakeText(cause, jewels),
  ];
  return parts.filter(Boolean).join(' ');
}

function samePlaces(others: readonly ConsolidatedGap[]): string {
  const where = others.length === 1 ? say.oneMore : say.severalMore(others);
  return say.sameCause(where, others.map(placeText));
}

/** Who can get there, where that is not what the threat is about. */
function signInText(cause: Cause): string | undefined {
  const network = cause.entries.filter(isNetwork);
  if (cause.requirement.from !== 'route' || network.length === 0) return undefined;
  if (cause.weakness.id === 'missing-authentication') return undefined;
  const open = network.filter(isOpen);
  if (open.length > 0 && open.every(isUnsettled)) return say.signInUnknown(open);
  const certain = open.filter((entry) => !isUnsettled(entry));
  if (certain.length > 0) return say.callableByAnyone(certain);
  const require = network.length === 1 ? 'requires' : 'require';
  const means = listed(network.map((entry) => entry.authentication));
  return `${capitalise(routesText(network))} ${require} a sign-in (${means}).`;
}

/** Something stands in front of it, or in it, that may ask who is calling. */
const isUnsettled = ({ authentication }: EntryPoint): boolean => authentication === 'unknown';

function stakeText({ weakness, component }: Cause, jewels: readonly string[]): string {
  if (jewels.length > 0) return say.jewelsAtStake(jewels);
  const onlyAvailability = weakness.impact.confidentiality === 'N' && weakness.impact.integrity === 'N';
  return say.componentAtStake(onlyAvailability, component);
}

function placeText(gap: ConsolidatedGap): string {
  const place = gap.locations[0];
  return place ? `${place.file_path}:${place.line_range.start}` : gap.concern_name;
}

export function attackVector(cause: Cause): string {
  const stated = cause.gaps.find((gap) => (gap.attack_vector ?? '') !== '')?.attack_vector;
  return sentence(stated ?? fillText(cause.weakness.attack, { where: whereOf(cause) }));
}
