import type { ControlCategory } from '../../artifacts/enums';
import type { CategoryFile, ConsolidatedControl, ConsolidatedGap } from '../../artifacts/phase4';
import type { Covered, Understood } from './understood';
import { say, type Said, type Sayable, type Draft } from '../../messages/say';

const OPEN = new Set(['open', 'investigation-blocked', 'partial-investigation']);

/** What files say by themselves, whatever framework runs them. */
const WITHOUT_FRAMEWORK: ReadonlySet<ControlCategory> = new Set([
  'dependency-security',
  'secrets-management',
  'cryptography',
]);

interface Seen {
  category: ControlCategory;
  controls: readonly Draft<ConsolidatedControl>[];
  gaps: readonly Draft<ConsolidatedGap>[];
  understood: Understood | undefined;
}

export interface Verdict {
  status: Exclude<CategoryFile['status'], 'not-applicable'>;
  reason: Said;
}

/**
 * The verdict on a category. A claimed gap decides: without any control it is missing, with a grave one weak, else
 * partial. Without a gap it is unknown where the framework or the code was not understood, or nothing was seen at
 * all; strong where a strong control covers every way in that needs it; partial otherwise. A lead claims nothing, but
 * nothing is strong beside it.
 */
export function verdictOf(seen: Seen): Verdict {
  const open = seen.gaps.filter((gap) => OPEN.has(gap.status));
  const claimed = open.filter(({ proof }) => proof !== 'lead');
  return { status: statusOf(seen, open, claimed), reason: reasonOf(seen, claimed, open.length - claimed.length) };
}

function statusOf(
  seen: Seen,
  open: readonly Draft<ConsolidatedGap>[],
  claimed: readonly Draft<ConsolidatedGap>[],
): Verdict['status'] {
  const { controls } = seen;
  const dark = unreadBy(seen) !== undefined;
  if (controls.length === 0) return withoutControls(seen, claimed.length > 0 && !dark);
  if (claimed.some(({ severity }) => severity === 'critical' || severity === 'high')) return 'weak';
  if (claimed.length > 0) return 'partial';
  if (dark) return 'unknown';
  if (controls.every(({ strength }) => strength === 'weak')) return 'weak';
  const strong = controls.some(({ strength }) => strength === 'strong') && open.length === 0;
  return strong && isComplete(coverOf(seen)) ? 'strong' : 'partial';
}

/** None was asked about: what was seen besides may cover some of it. */
function withoutControls(seen: Seen, claimed: boolean): Verdict['status'] {
  if (unasked(seen).length > 0) return claimed ? 'weak' : 'unknown';
  return claimed ? 'missing' : 'unknown';
}

const unasked = ({ category, understood }: Seen): readonly string[] => understood?.seen[category] ?? [];

const coverOf = ({ category, understood }: Seen): Covered | undefined => understood?.covers[category];
const isComplete = (cover: Covered | undefined): boolean => cover === undefined || cover.entryPoints === cover.of;

/** Why nothing can be known of a category. */
export function unreadBy({ category, understood }: Pick<Seen, 'category' | 'understood'>): Said | undefined {
  if (understood === undefined) return undefined;
  if (!understood.read) return say('controls/verdict.tooLittleRead');
  if (WITHOUT_FRAMEWORK.has(category) || understood.frameworks.length === 0) return undefined;
  return say('controls/verdict.notUnderstood', understood.frameworks);
}

/** Leads are counted apart, so that all together are the gaps that are listed. */
function reasonOf(seen: Seen, claimed: readonly Draft<ConsolidatedGap>[], leads: number): Said {
  const cover = coverOf(seen);
  const parts = [
    seen.controls.length === 0 ? nothingListed(seen, claimed.length > 0) : '',
    (seen.controls.length > 0 || unasked(seen).length > 0) && cover !== undefined && cover.of > 0
      ? coverWords(cover)
      : '',
    claimed.length > 0 ? say('controls/verdict.openGaps', claimed, leads) : '',
    unreadBy(seen) ?? '',
  ];
  return say('text.together', parts);
}

/** None is the same as unknown where there are controls: they act somewhere. */
const coverWords = ({ entryPoints, of }: Covered): Said =>
  entryPoints === 0 ? say('controls/verdict.coverageUnknown', of) : say('controls/verdict.covers', entryPoints, of);

function nothingListed(seen: Seen, claimed: boolean): Sayable {
  const names = unasked(seen);
  if (names.length > 0) return say('controls/verdict.nothingToAsk', names);
  return claimed ? '' : say('controls/verdict.nothingSeen');
}
