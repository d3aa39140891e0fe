import { isInviting } from '../../../../knowledge/controls/identity';
import type { Place } from '../../entries/registration';
import { type Demand, demandsOf } from './demands';
import type { Passing } from './passing';
import { placeText } from './past-calls';
import { GRANTED, MEMBER, type World } from './world';

/** What a check does, found by running it for callers of all kinds. */
export interface Judgement {
  /** Whether it keeps everybody out who is not signed in; `doubt`: something in it was not understood. */
  authenticates: 'yes' | 'no' | 'doubt';
  /** By the signature of a message alone. */
  bySignature: boolean;
  /** It looks at who asks. */
  asks: boolean;
  demands: Demand[];
  /** For other requests it may be different. */
  situational: boolean;
  /** A setting that switches it off; `inviting`: one by which the application offers to let strangers in. */
  setting?: { name: string; inviting: boolean };
  /** Something in it depends on whose an object is. */
  asksOwner: boolean;
  /** On some way it turns away somebody who has no role. */
  keepsOut: boolean;
  /** The condition that keeps others than the owner out, where such a condition turns them away. */
  ownerAt?: Place;
  /** The condition that keeps strangers out. */
  at?: Place;
}

/** More than a stranger passes with the settings as they stand. */
const gains = ({ full, switched }: Passing, nobody: Passing): boolean =>
  full || [...switched.keys()].some((way) => !nobody.switched.has(way));

/** What follows from how a check ends for nobody, for a member, and for whoever is asked for. */
export function judgementOf(nobody: Passing, made: (world: World) => Passing | undefined, handles: boolean): Judgement {
  const run = (world: World): Passing | undefined => {
    const ended = made(world);
    return ended && { ...ended, full: gains(ended, nobody) };
  };
  const member = run(MEMBER) ?? nobody;
  const base = whatIsAsked(nobody, member);
  const own = handles ? queried(member) : [];
  if (strangersPass(nobody, member)) return { ...base, authenticates: 'no', demands: own };
  const uncertain = nobody.doubt || (nobody.full && nobody.byFinding === 'any');
  if (uncertain) return { ...base, authenticates: 'doubt', demands: [] };
  if (member.full || member.doubt) return { ...base, authenticates: 'yes', demands: own };
  // Others are turned away without a doubt, so what is doubtful here is not whether this is asked.
  const demands = demandsOf(member.asked, (world) => {
    const ended = run(world);
    return ended && { through: ended.full || ended.doubt, asked: ended.asked };
  });
  if (demands.length > 0)
    return { ...base, authenticates: 'yes', demands, ...placeForOwners(demands, member, () => made(GRANTED)) };
  // Whom it lets through was not found: that it turns strangers away proves nothing.
  return { ...base, authenticates: base.asks && nobody.switched.size === 0 ? 'doubt' : 'no', demands };
}

/** Through without anything by which a record is found, or sent where everybody is sent. */
function strangersPass(nobody: Passing, member: Passing): boolean {
  // What answers before anything is asked, and does nothing, lets nobody at what is done further down.
  const onlyBefore = member.achieves && !nobody.achieves && nobody.refuses;
  if (nobody.full && nobody.byFinding === undefined && !onlyBefore) return true;
  return nobody.weak && (!member.full || nobody.unasked);
}

/** Where a member is turned away who would get through if the object were theirs. */
function placeForOwners(
  demands: readonly Demand[],
  member: Passing,
  granted: () => Passing | undefined,
): Pick<Judgement, 'ownerAt'> {
  if (!demands.some(({ establishes }) => establishes === 'ownership')) return {};
  const at = turnedAwayAt(member, granted());
  return at ? { ownerAt: at } : {};
}

/** Where one caller is turned away and another is not: conditions on what was sent turn both away. */
function turnedAwayAt({ places }: Passing, other: Passing | undefined): Place | undefined {
  const same = new Set(other?.places.map(placeText));
  return places.find((place) => !same.has(placeText(place))) ?? places[0];
}

function whatIsAsked(nobody: Passing, member: Passing): Omit<Judgement, 'authenticates' | 'demands'> {
  const { asked } = nobody;
  const at = turnedAwayAt(nobody, member);
  return {
    bySignature: asked.signature && !asked.person,
    asks: asked.person || member.asked.person,
    asksOwner: asked.owner || member.asked.owner,
    keepsOut: nobody.refuses || member.refuses,
    situational: asked.situation || member.asked.situation,
    ...(at && { at }),
    ...settingOf(nobody),
  };
}

/** Nobody is turned away, but what a handler finds is the caller's own; what a hook finds is not handed out. */
const queried = ({ asked }: Passing): Demand[] => (asked.ownerInQuery ? [{ establishes: 'ownership', roles: [] }] : []);

/** What switches the check off. */
function settingOf({ switched }: Passing): Pick<Judgement, 'setting'> {
  const names = [...switched.values()];
  const inviting = names.find(isInviting);
  const [name = inviting] = names;
  return name === undefined ? {} : { setting: { name: inviting ?? name, inviting: inviting !== undefined } };
}
