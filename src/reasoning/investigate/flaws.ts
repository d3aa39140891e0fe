import type { CodeSpan } from '../../artifacts/code-span';
import type { EntryPointFact, GuardFact, WeaknessFact } from '../../artifacts/facts';
import type { FlowStep } from '../../artifacts/phase4';
import { grouped } from '../concerns/candidate';
import { sourceWords } from '../../knowledge/concern-rules';
import { isFreshCredential } from '../../knowledge/sensitive-names';
import type { Weakness } from '../../knowledge/weakness';
import { fillText, weaknessOf } from '../../knowledge/weaknesses';
import { asItActs, effectOfCall } from '../../knowledge/weaknesses/effects';
import type { ControlCategory } from '../../artifacts/enums';
import { answeredAt, isNetwork } from '../mapping/entry-points';
import { checkBeside } from './check-near';
import { gradeGap } from './grade';
import { asCheck, isListed, placeOfGuard, reachOf } from './reach';
import { isTaskOfOperators, proofOfFlaw, surest } from './proof';
import type { Inquiry } from './inquiry';
import { buildWitness } from '../witness/build';
import { shownBy } from '../witness/proved';
import { capitalise, listed } from '../../wording/text';
import { entryName, entryWithHandler, shortSink } from '../../wording/names';
import * as say from '../../wording/investigate/flaws';

/** Name of the parameter a flow starts from: as the source spells it, else the one declared on its line. */
function parameterOf({ source }: WeaknessFact, entries: readonly EntryPointFact[]): string | undefined {
  if (!source) return undefined;
  return source.name ?? entries[0]?.params.find((param) => param.line === source.at.line)?.name;
}

/** Entry points in whose handler the flow starts come first: their parameter is the one that is named. */
function byClosest(inquiry: Inquiry, weakness: WeaknessFact): EntryPointFact[] {
  const entries = inquiry.index.entriesOf(weakness);
  const source = weakness.source?.at;
  if (!source) return entries;
  const distance = (entry: EntryPointFact): number => {
    const handler = inquiry.index.handler(entry);
    if (handler && handler.file === source.file && source.line >= handler.line && source.line <= handler.endLine)
      return 0;
    return entry.params.some((param) => param.line === source.line && answeredAt(entry).file === source.file) ? 0 : 1;
  };
  return [...entries].sort((a, b) => distance(a) - distance(b));
}

function attackOf(weakness: WeaknessFact, entries: readonly EntryPointFact[]): string {
  const catalogue = weaknessOf(weakness.weakness);
  const param = parameterOf(weakness, entries);
  const payload = catalogue.payloads[0];
  const first = entries[0];
  const how = fillText(catalogue.attack, { sink: shortSink(weakness.sink) });
  if (!first) return how;
  const value = param === undefined ? '' : ` with ${param}${payload === undefined ? '' : `=\`${payload}\``}`;
  const others = entries.length > 1 ? ` (also ${listed(entries.slice(1).map(entryName), 4)})` : '';
  return `${entryName(first)}${value}${others}. ${how}`;
}

async function flowOf(inquiry: Inquiry, weakness: WeaknessFact): Promise<FlowStep[]> {
  const steps: FlowStep[] = [];
  const spans =
    weakness.path.length > 0 ? weakness.path : [...(weakness.source ? [weakness.source.at] : []), weakness.at];
  for (const span of spans.slice(0, 30))
    if (await inquiry.confirms(span)) steps.push({ file_path: span.file, line: span.line, text: span.text });
  return steps;
}

/** The check that makes the place safe, if the analysis saw one that is strong and covers exactly it. */
async function coveredBy(inquiry: Inquiry, weakness: WeaknessFact): Promise<boolean> {
  const category = weaknessOf(weakness.weakness).category;
  const cover = inquiry.facts.controls.find(
    (control) =>
      control.category === category &&
      control.strength === 'strong' &&
      control.covers.some((span) => span.file === weakness.at.file && span.line === weakness.at.line),
  );
  if (!cover) return false;
  return (await inquiry.fromFact(cover, say.covers(weakness))) !== undefined;
}

/** Categories of guards that narrow down who can attack, or with what. */
const NARROWING: ReadonlySet<string> = new Set<ControlCategory>([
  'authentication',
  'authorization',
  'input-validation',
  'rate-limiting',
]);

/** Guards in front of the routes that lead here, each with how far it reaches. */
async function recordGuards(inquiry: Inquiry, entries: readonly EntryPointFact[]): Promise<void> {
  const seen = new Map<string, { guard: GuardFact; entry: EntryPointFact }>();
  for (const entry of entries)
    for (const guard of entry.guards)
      if (NARROWING.has(guard.category) && isListed(guard, entry)) seen.set(placeOfGuard(guard), { guard, entry });
  for (const { guard, entry } of seen.values())
    await inquiry.fromGuard(asCheck(guard, entry), reachOf(inquiry.facts, guard));
}

/** A check beside the flow that looks at the value. */
async function checkNear(inquiry: Inquiry, weakness: WeaknessFact): Promise<string | undefined> {
  const at = checkBeside(inquiry.index, weakness);
  if (!at) return undefined;
  await inquiry.control({
    category: weaknessOf(weakness.weakness).category,
    name: say.checkInHandler,
    implementation: at.text,
    strength: 'partial',
    at,
    effectiveness: say.looksAtValue(weakness),
  });
  return `${at.file}:${at.line}`;
}

/** Where detailed errors are switched off by a constant. */
const debugOff = (inquiry: Inquiry): CodeSpan | undefined =>
  inquiry.facts.evidence.find((one) => one.kind === 'sets-debug' && !one.on)?.at;

const verdictOn = ({ why, unread }: WeaknessFact['partialGuards'][number]): string =>
  unread ? say.mayCheck(why) : say.insufficient(why);

/** What it does where it stands: as the analysis saw it, or by the call at its end. */
const effectOf = ({ weakness, sink, effect }: WeaknessFact): WeaknessFact['effect'] =>
  effect ?? effectOfCall(weakness, sink);

const acting = (weakness: WeaknessFact): Weakness => asItActs(weaknessOf(weakness.weakness), effectOf(weakness));

function describe(weakness: WeaknessFact, entries: readonly EntryPointFact[], check: string | undefined): string {
  const catalogue = acting(weakness);
  const where = `${weakness.at.file}:${weakness.at.line}`;
  const param = parameterOf(weakness, entries);
  const made = weakness.source?.kind === 'fresh-secret' ? weakness.source.name : undefined;
  const subject =
    made !== undefined
      ? say.newCredential(made)
      : param !== undefined && weakness.source
        ? `\`${param}\``
        : weakness.source
          ? sourceWords(weakness.source.kind)
          : '';
  const first = entries[0];
  const route = first ? ` of ${entryWithHandler(first)}` : '';
  const others = entries.length > 1 ? say.alsoDataOf(entries) : '';
  const start = weakness.source ? say.reaches({ subject, route, weakness, where, others }) : '';
  const guards =
    weakness.partialGuards.length > 0
      ? ` ${listed(
          weakness.partialGuards.map(
            (guard) => `${guard.name} (${guard.at.file}:${guard.at.line}) ${verdictOn(guard)}`,
          ),
          3,
        )}.`
      : check !== undefined
        ? say.checkLooksAtIt(check)
        : weakness.source
          ? made === undefined
            ? say.notChecked
            : say.notMasked
          : '';
  // With a source, the sentence above says all that the message says.
  const said = weakness.source ? '' : `${capitalise(say.said(weakness, where))}.`;
  return [start, said, guards, catalogue.consequence]
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join(' ');
}

/** Entry points that run the code a flaw stands in, for flaws that are wrong in themselves. */
function runBy(inquiry: Inquiry, weaknesses: readonly WeaknessFact[]): EntryPointFact[] {
  const functions = weaknesses
    .flatMap((weakness) => weakness.functionId ?? [])
    .filter((id) => inquiry.index.function(id) !== undefined && !id.endsWith('<module>'));
  return inquiry.facts.entryPoints.filter((entry) => functions.some((id) => inquiry.index.reachedFrom(entry).has(id)));
}

/** A number that can be predicted and that proves who somebody is. */
function guessedCredential(weakness: WeaknessFact): boolean {
  return weakness.weakness === 'insecure-random' && isFreshCredential(weakness.subject ?? '');
}

/** Looks at one flaw: is it there, does anything cover it, and if not, how bad is it. */
async function examine(inquiry: Inquiry, weakness: WeaknessFact): Promise<void> {
  const entries = byClosest(inquiry, weakness);
  if (!(await inquiry.confirms(weakness.at))) {
    inquiry.notes.push(say.notAsSeen(weakness));
    return;
  }
  if (await coveredBy(inquiry, weakness)) return;
  await recordGuards(inquiry, entries);
  const check = await checkNear(inquiry, weakness);
  const off = weakness.weakness === 'debug-enabled' ? debugOff(inquiry) : undefined;
  if (off)
    await inquiry.control({
      category: weaknessOf(weakness.weakness).category,
      name: say.debugOffElsewhere,
      implementation: off.text,
      strength: 'partial',
      at: off,
      effectiveness: say.debugOff(off),
    });
  if (weakness.source)
    await inquiry.quote(weakness.source.at, `source: ${sourceWords(weakness.source.kind).toLowerCase()}`);
  await inquiry.quote(weakness.at, `${shortSink(weakness.sink)}: ${weaknessOf(weakness.weakness).title.toLowerCase()}`);
  const grade = gradeGap({
    weakness: weakness.weakness,
    entries,
    confidence: weakness.confidence,
    milder:
      check !== undefined
        ? say.checkSeen
        : off
          ? say.switchesOff(off)
          : weakness.weakness === 'cross-site-scripting' && !weakness.source
            ? say.setterUnknown
            : undefined,
    graver: guessedCredential(weakness) ? say.guessed : undefined,
    crownJewels: inquiry.concern.crown_jewels_affected.length > 0,
    sourceKind: weakness.source?.kind,
    file: weakness.at.file,
  });
  const shown =
    check === undefined && weakness.partialGuards.length === 0 ? shownBy(buildWitness(weakness, inquiry.index)) : {};
  await inquiry.gap({
    weakness: weakness.weakness,
    type:
      weakness.partialGuards.length > 0 || check !== undefined
        ? 'incomplete'
        : weakness.source
          ? 'missing'
          : weakness.weakness.startsWith('weak-')
            ? 'weak'
            : 'misconfigured',
    severity: grade.severity,
    description: describe(weakness, entries, check),
    ...sinkOf(weakness),
    effect: effectOf(weakness),
    parameters: listOf(parameterOf(weakness, entries)),
    rated: grade.why,
    attack: attackOf(weakness, entries),
    locations: [
      {
        file_path: weakness.at.file,
        line_range: { start: weakness.at.line, end: Math.max(weakness.at.line, weakness.at.endLine) },
      },
    ],
    flow: await flowOf(inquiry, weakness),
    entries: entries.length > 0 ? entries : runBy(inquiry, [weakness]),
    confidence: check === undefined || weakness.confidence === 'low' ? weakness.confidence : 'medium',
    proof: isTaskOfOperators(weakness, entries)
      ? 'lead'
      : proofOfFlaw(weakness, check !== undefined, inquiry.facts.entryPoints.some(isNetwork), shown),
    shown,
  });
}

/** The call at the end, for flaws that data reaches. */
const sinkOf = ({ source, sink }: WeaknessFact): { sink?: string } => (source ? { sink: shortSink(sink) } : {});
const listOf = (name: string | undefined): string[] => (name === undefined ? [] : [name]);

/** Two places are one gap when the same function does the same thing twice. */
function distinct(weaknesses: readonly WeaknessFact[]): WeaknessFact[] {
  const seen = new Map<string, WeaknessFact>();
  for (const weakness of weaknesses) {
    const key = `${weakness.weakness} ${weakness.at.file}:${weakness.at.line} ${weakness.sink}`;
    const known = seen.get(key);
    seen.set(
      key,
      known ? { ...known, entryPoints: [...new Set([...known.entryPoints, ...weakness.entryPoints])] } : weakness,
    );
  }
  return [...seen.values()];
}

/** From this many on, places of one file that are wrong in themselves in the same way are one gap. */
const SAME_FILE = 3;
const MAX_LOCATIONS = 12;

async function examineTogether(inquiry: Inquiry, unit: readonly WeaknessFact[]): Promise<void> {
  const real: WeaknessFact[] = [];
  for (const weakness of unit) if (await inquiry.confirms(weakness.at)) real.push(weakness);
  const first = real[0];
  if (!first) {
    inquiry.notes.push(say.placesNotAsSeen(unit));
    return;
  }
  const effects = new Set(real.map(effectOf));
  const effect = effects.size === 1 ? effectOf(first) : undefined;
  const catalogue = asItActs(weaknessOf(first.weakness), effect);
  for (const weakness of real.slice(0, 3))
    await inquiry.quote(weakness.at, `${shortSink(weakness.sink)}: ${catalogue.title.toLowerCase()}`);
  const entries = [
    ...new Map(
      real.flatMap((weakness) => inquiry.index.entriesOf(weakness)).map((entry) => [entry.id, entry] as const),
    ).values(),
  ];
  const confidence = real.some((weakness) => weakness.confidence === 'high') ? 'high' : first.confidence;
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
    description: say.placesInFile(real, first, catalogue),
    rated: grade.why,
    attack: attackOf(first, entries),
    locations: real.slice(0, MAX_LOCATIONS).map((weakness) => ({
      file_path: weakness.at.file,
      line_range: { start: weakness.at.line, end: Math.max(weakness.at.line, weakness.at.endLine) },
    })),
    entries: entries.length > 0 ? entries : runBy(inquiry, real),
    confidence,
    effect,
    proof: surest(real.map((weakness) => proofOfFlaw(weakness, false, inquiry.facts.entryPoints.some(isNetwork)))),
  });
}

/** Examines each flaw of a concern, most certain first. */
export async function examineFlaws(inquiry: Inquiry, weaknesses: readonly WeaknessFact[]): Promise<void> {
  const all = distinct(weaknesses);
  const groups = grouped(all, (weakness) =>
    weakness.source ? weakness.id : `${weakness.weakness} ${weakness.at.file}`,
  );
  const units = [...groups.values()].flatMap((group) =>
    group.length >= SAME_FILE ? [group] : group.map((weakness) => [weakness]),
  );
  for (const [position, unit] of units.entries()) {
    const first = unit[0] as WeaknessFact;
    await inquiry.pause(`${first.at.file}:${first.at.line}`, position, units.length);
    if (unit.length === 1) await examine(inquiry, first);
    else await examineTogether(inquiry, unit);
  }
  if (all.length > 1) inquiry.notes.push(say.examined(all));
}
