import type { CodeSpan } from '../../artifacts/code-span';
import type { EntryPointFact, GuardFact, WeaknessFact } from '../../artifacts/facts';
import { weaknessOf } from '../../knowledge/weaknesses';
import type { ControlCategory } from '../../artifacts/enums';
import { checkBeside } from './check-near';
import { asCheck, isListed, placeOfGuard, reachOf } from './reach';
import type { Inquiry } from './inquiry';
import { say } from '../../messages/say';

/** The check that makes the place safe, if the analysis saw one that is strong and covers exactly it. */
export async function coveredBy(inquiry: Inquiry, weakness: WeaknessFact): Promise<boolean> {
  const category = weaknessOf(weakness.weakness).category;
  const cover = inquiry.facts.controls.find(
    (control) =>
      control.category === category &&
      control.strength === 'strong' &&
      control.covers.some((span) => span.file === weakness.at.file && span.line === weakness.at.line),
  );
  if (!cover) return false;
  return (await inquiry.fromFact(cover, say('investigate/flaws.covers', weakness))) !== undefined;
}

/** Categories of guards that narrow down who can attack, or with what. */
const NARROWING: ReadonlySet<string> = new Set<ControlCategory>([
  'authentication',
  'authorization',
  'input-validation',
  'rate-limiting',
]);

/** Guards in front of the routes that lead here, each with how far it reaches. */
export async function recordGuards(inquiry: Inquiry, entries: readonly EntryPointFact[]): Promise<void> {
  const seen = new Map<string, { guard: GuardFact; entry: EntryPointFact }>();
  for (const entry of entries)
    for (const guard of entry.guards)
      if (NARROWING.has(guard.category) && isListed(guard, entry)) seen.set(placeOfGuard(guard), { guard, entry });
  for (const { guard, entry } of seen.values())
    await inquiry.fromGuard(asCheck(guard, entry), reachOf(inquiry.facts, guard));
}

/** A check beside the flow that looks at the value. */
export async function checkNear(inquiry: Inquiry, weakness: WeaknessFact): Promise<string | undefined> {
  const at = checkBeside(inquiry.index, weakness);
  if (!at) return undefined;
  await inquiry.control({
    category: weaknessOf(weakness.weakness).category,
    name: say('investigate/flaws.checkInHandler'),
    implementation: at.text,
    strength: 'partial',
    at,
    effectiveness: say('investigate/flaws.looksAtValue', weakness),
  });
  return `${at.file}:${at.line}`;
}

/** Where detailed errors are switched off by a constant. */
const debugOff = (inquiry: Inquiry): CodeSpan | undefined =>
  inquiry.facts.evidence.find((one) => one.kind === 'sets-debug' && !one.on)?.at;

/** Where debug mode is off in other settings, for a flaw that is about debug mode. */
export async function recordDebugOff(inquiry: Inquiry, { weakness }: WeaknessFact): Promise<CodeSpan | undefined> {
  const off = weakness === 'debug-enabled' ? debugOff(inquiry) : undefined;
  if (off)
    await inquiry.control({
      category: weaknessOf(weakness).category,
      name: say('investigate/flaws.debugOffElsewhere'),
      implementation: off.text,
      strength: 'partial',
      at: off,
      effectiveness: say('investigate/flaws.debugOff', off),
    });
  return off;
}
