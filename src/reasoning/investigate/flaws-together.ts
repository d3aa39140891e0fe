import type { WeaknessFact } from '../../artifacts/facts';
import { weaknessOf } from '../../knowledge/weaknesses';
import { asItActs } from '../../knowledge/weaknesses/effects';
import { isNetwork } from '../mapping/entry-points';
import { gradeGap } from './grade';
import { proofOfFlaw, surest } from './proof';
import type { Inquiry } from './inquiry';
import { say } from '../../messages/say';
import { parameterOf, effectOf, looksLoosely, runBy, placeOf } from './flaw-facts';

const MAX_LOCATIONS = 12;

/** Places of one file that are wrong in themselves in the same way, as one gap. */
export async function examineTogether(inquiry: Inquiry, unit: readonly WeaknessFact[]): Promise<void> {
  const real: WeaknessFact[] = [];
  for (const weakness of unit) if (await inquiry.confirms(weakness.at)) real.push(weakness);
  const first = real[0];
  if (!first) {
    inquiry.notes.push(say('investigate/flaws.placesNotAsSeen', unit));
    return;
  }
  const effects = new Set(real.map(effectOf));
  const effect = effects.size === 1 ? effectOf(first) : undefined;
  const catalogue = asItActs(weaknessOf(first.weakness), effect);
  for (const weakness of real.slice(0, 3))
    await inquiry.quote(weakness.at, say('investigate/flaws.sinkIs', weakness, catalogue));
  const entries = [
    ...new Map(
      real.flatMap((weakness) => inquiry.index.entriesOf(weakness)).map((entry) => [entry.id, entry] as const),
    ).values(),
  ];
  const surely = real.some((weakness) => weakness.confidence === 'high') ? 'high' : first.confidence;
  const confidence = real.every(looksLoosely) ? 'low' : surely;
  const application = inquiry.facts.entryPoints.some(isNetwork);
  const grade = gradeGap({
    weakness: first.weakness,
    entries,
    confidence,
    crownJewels: inquiry.concern.crown_jewels_affected.length > 0,
    file: first.at.file,
  });
  await inquiry.gap({
    weakness: first.weakness,
    type: first.weakness.startsWith('weak-') ? 'weak' : 'misconfigured',
    severity: grade.severity,
    finding: say('investigate/flaws.placesInFile', real, first.at.file),
    consequence: catalogue.consequence,
    rated: grade.why,
    attack: say('investigate/flaws.attack', { weakness: first, entries, parameter: parameterOf(first, entries) }),
    locations: real.slice(0, MAX_LOCATIONS).map(placeOf),
    entries: entries.length > 0 ? entries : runBy(inquiry, real),
    confidence,
    effect,
    proof: surest(real.map((weakness) => proofOfFlaw(weakness, false, application, inquiry.index.entriesOf(weakness)))),
  });
}
