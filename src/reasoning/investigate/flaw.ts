import type { CodeSpan } from '../../artifacts/code-span';
import type { EntryPointFact, WeaknessFact } from '../../artifacts/facts';
import type { FlowStep } from '../../artifacts/phase4';
import { isFreshCredential } from '../../knowledge/sensitive-names';
import { weaknessOf } from '../../knowledge/weaknesses';
import { asItActs } from '../../knowledge/weaknesses/effects';
import { isNetwork } from '../mapping/entry-points';
import { gradeGap } from './grade';
import { isTaskOfOperators, proofOfFlaw } from './proof';
import type { GapInput } from './gap-input';
import type { Inquiry } from './inquiry';
import { buildWitness } from '../witness/build';
import { shownBy, type Shown } from '../witness/proved';
import { shortSink } from '../../artifacts/notation';
import { say, type Sayable } from '../../messages/say';
import { parameterOf, byClosest, effectOf, runBy, placeOf, looksLoosely, sentByBrowser } from './flaw-facts';
import { coveredBy, recordGuards, checkNear, recordDebugOff } from './around-flaw';

async function flowOf(inquiry: Inquiry, weakness: WeaknessFact): Promise<FlowStep[]> {
  const steps: FlowStep[] = [];
  const spans =
    weakness.path.length > 0 ? weakness.path : [...(weakness.source ? [weakness.source.at] : []), weakness.at];
  for (const span of spans.slice(0, 30))
    if (await inquiry.confirms(span)) steps.push({ file_path: span.file, line: span.line, text: span.text });
  return steps;
}

/** A number that can be predicted and that proves who somebody is. */
function guessedCredential(weakness: WeaknessFact): boolean {
  return weakness.weakness === 'insecure-random' && isFreshCredential(weakness.subject ?? '');
}

/** What was seen around a flaw that may keep it from doing harm. */
interface Around {
  check: string | undefined;
  off: CodeSpan | undefined;
}

function milderFor(weakness: WeaknessFact, { check, off }: Around): Sayable | undefined {
  if (check !== undefined) return say('investigate/flaws.checkSeen');
  if (off) return say('investigate/flaws.switchesOff', off);
  return weakness.weakness === 'cross-site-scripting' && !weakness.source
    ? say('investigate/flaws.setterUnknown')
    : undefined;
}

function certaintyOf(weakness: WeaknessFact, check: string | undefined): WeaknessFact['confidence'] {
  if (looksLoosely(weakness) || sentByBrowser(weakness)) return 'low';
  return check === undefined || weakness.confidence === 'low' ? weakness.confidence : 'medium';
}

function typeOf(weakness: WeaknessFact, check: string | undefined): GapInput['type'] {
  if (weakness.partialGuards.length > 0 || check !== undefined) return 'incomplete';
  if (weakness.source) return 'missing';
  return weakness.weakness.startsWith('weak-') ? 'weak' : 'misconfigured';
}

/** What is shown by a request, where nothing on the way may stop it. */
function shownFor(inquiry: Inquiry, weakness: WeaknessFact, check: string | undefined): Shown {
  const free = check === undefined && weakness.partialGuards.length === 0;
  return free ? shownBy(buildWitness(weakness, inquiry.index)) : {};
}

/** What is said about it, apart from how grave and how sure it is. */
async function aboutFlaw(
  inquiry: Inquiry,
  weakness: WeaknessFact,
  entries: readonly EntryPointFact[],
  check: string | undefined,
): Promise<Omit<GapInput, 'severity' | 'confidence'>> {
  const parameter = parameterOf(weakness, entries);
  const effect = effectOf(weakness);
  return {
    weakness: weakness.weakness,
    type: typeOf(weakness, check),
    finding: say('investigate/flaws.finding', { weakness, entries, parameter, check }),
    consequence: asItActs(weaknessOf(weakness.weakness), effect).consequence,
    ...(weakness.source ? { sink: shortSink(weakness.sink) } : {}),
    effect,
    parameters: parameter === undefined ? [] : [parameter],
    attack: say('investigate/flaws.attack', { weakness, entries, parameter }),
    locations: [placeOf(weakness)],
    flow: await flowOf(inquiry, weakness),
    entries: entries.length > 0 ? entries : runBy(inquiry, [weakness]),
  };
}

async function quoteFlaw(inquiry: Inquiry, weakness: WeaknessFact): Promise<void> {
  if (weakness.source) await inquiry.quote(weakness.source.at, say('investigate/flaws.sourceOf', weakness.source.kind));
  await inquiry.quote(weakness.at, say('investigate/flaws.sinkIs', weakness, weaknessOf(weakness.weakness)));
}

/** Looks at one flaw: is it there, does anything cover it, and if not, how bad is it. */
export async function examineFlaw(inquiry: Inquiry, weakness: WeaknessFact): Promise<void> {
  const entries = byClosest(inquiry, weakness);
  if (!(await inquiry.confirms(weakness.at))) {
    inquiry.notes.push(say('investigate/flaws.notAsSeen', weakness));
    return;
  }
  if (await coveredBy(inquiry, weakness)) return;
  await recordGuards(inquiry, entries);
  const check = await checkNear(inquiry, weakness);
  const off = await recordDebugOff(inquiry, weakness);
  await quoteFlaw(inquiry, weakness);
  const grade = gradeGap({
    weakness: weakness.weakness,
    entries,
    confidence: certaintyOf(weakness, check),
    milder: milderFor(weakness, { check, off }),
    graver: guessedCredential(weakness) ? say('investigate/flaws.guessed') : undefined,
    crownJewels: inquiry.concern.crown_jewels_affected.length > 0,
    sourceKind: weakness.source?.kind,
    file: weakness.at.file,
  });
  const shown = shownFor(inquiry, weakness, check);
  await inquiry.gap({
    ...(await aboutFlaw(inquiry, weakness, entries, check)),
    severity: grade.severity,
    rated: grade.why,
    confidence: certaintyOf(weakness, check),
    proof: isTaskOfOperators(weakness, entries)
      ? 'lead'
      : proofOfFlaw(weakness, check !== undefined, inquiry.facts.entryPoints.some(isNetwork), entries, shown),
    shown,
  });
}
