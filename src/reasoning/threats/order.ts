import { PROOFS } from '../../artifacts/enums';
import type { Threat } from '../../artifacts/phase5';
import type { ThreatDraft } from './compose';
import { byText } from '../text';
import type { Draft, Sayable } from '../../messages/say';

/** A numbered threat with the weakness it came from. */
export interface WeakThreat {
  threat: Draft<Threat>;
  weakness: string;
  /** The flaw in a few words, without its place. */
  what: Sayable;
}

const STATUS = ['open', 'accepted', 'mitigated'];

const sureness = ({ proof = 'likely' }: Pick<Threat, 'proof'>): number => PROOFS.indexOf(proof);

/**
 * Most urgent first: rating, what is proved before what is likely, environmental score, crown jewels, base score; the
 * key makes the order total.
 */
export function inOrder(drafts: readonly ThreatDraft[]): WeakThreat[] {
  const sorted = [...drafts].sort(
    (a, b) =>
      b.cvss.overall.score - a.cvss.overall.score ||
      sureness(a) - sureness(b) ||
      b.cvss.environmental.score - a.cvss.environmental.score ||
      STATUS.indexOf(a.status) - STATUS.indexOf(b.status) ||
      Number(b.businessContext.targetsCrownJewel) - Number(a.businessContext.targetsCrownJewel) ||
      b.cvss.base.score - a.cvss.base.score ||
      byText(a.key, b.key),
  );
  return sorted.map(({ key, what, ...draft }, index) => ({
    threat: {
      ...draft,
      id: `THREAT-${String(index + 1).padStart(3, '0')}`,
      cvss: { ...draft.cvss, overall: { ...draft.cvss.overall, priorityRank: index + 1 } },
    },
    weakness: key.split(' ')[0] ?? '',
    what,
  }));
}
