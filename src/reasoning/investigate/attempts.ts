import type { CodeSpan } from '../../artifacts/code-span';
import type { EntryPointFact, FunctionFact } from '../../artifacts/facts';
import { isCredentialName } from '../../knowledge/sensitive-names';
import { guardsOf } from '../mapping/entry-points';
import { gradeGap } from './grade';
import type { Inquiry } from './inquiry';
import { entryName } from '../../artifacts/notation';
import { say } from '../../messages/say';
import { quoteRegistrations, registrations } from './registrations';

/** Where the handler itself counts or refuses attempts. */
const limitIn = (inquiry: Inquiry, entry: EntryPointFact): CodeSpan | undefined =>
  inquiry.index.evidenceOf(entry).find((one) => one.kind === 'limits-attempts' && one.by !== 'name')?.at;

/** A function that the handler runs and whose name says that it locks out or slows down. */
function limiterBehind(inquiry: Inquiry, entry: EntryPointFact): FunctionFact | undefined {
  return [...inquiry.index.reachedFrom(entry)]
    .flatMap((id) => inquiry.index.function(id) ?? [])
    .find((fn) =>
      inquiry.index
        .evidenceIn({ file: fn.file, line: fn.line, endLine: fn.line })
        .some((one) => one.kind === 'limits-attempts'),
    );
}

/** Are attempts limited, by a guard, by the handler or for the whole application? */
export async function examineRate(inquiry: Inquiry, entries: readonly EntryPointFact[]): Promise<void> {
  const open: EntryPointFact[] = [];
  for (const [position, entry] of entries.entries()) {
    await inquiry.pause(entryName(entry), position, entries.length);
    const inside = limitIn(inquiry, entry);
    const behind = inside ? undefined : limiterBehind(inquiry, entry);
    for (const guard of guardsOf(entry, 'rate-limiting'))
      await inquiry.fromGuard(guard, say('investigate/requests.limits', entry));
    if (inside)
      await inquiry.control({
        category: 'rate-limiting',
        name: say('investigate/requests.attemptsCounted'),
        implementation: say('investigate/requests.refusesAttempts', entry),
        strength: 'partial',
        at: inside,
        effectiveness: say('investigate/requests.slowsDown', entry),
      });
    else if (behind)
      await inquiry.control({
        category: 'rate-limiting',
        name: behind.name,
        implementation: say('investigate/requests.limitsByName', entry, behind),
        strength: 'partial',
        at: { file: behind.file, line: behind.line, endLine: behind.line, text: behind.name },
        effectiveness: say('investigate/requests.slowsDownWhenConfigured', entry),
      });
    else if (guardsOf(entry, 'rate-limiting').length === 0) open.push(entry);
  }
  const [first] = open;
  if (!first) return;
  const limited = inquiry.facts.entryPoints.filter((entry) => guardsOf(entry, 'rate-limiting').length > 0);
  for (const entry of limited.slice(0, 2))
    for (const guard of guardsOf(entry, 'rate-limiting'))
      await inquiry.fromGuard(guard, say('investigate/requests.limitsOthers', entry, open));
  const guessing = open.filter(
    (entry) =>
      !/register|sign.?up/i.test(`${entry.route ?? ''} ${entry.handler?.name ?? ''}`) &&
      isCredentialName(`${entry.route ?? ''} ${entry.handler?.name ?? ''}`),
  );
  const grade = gradeGap({
    weakness: 'missing-rate-limiting',
    entries: open,
    confidence: 'high',
    crownJewels: false,
    milder: guessing.length === 0 ? say('investigate/requests.guessingGainsLittle') : undefined,
  });
  await quoteRegistrations(inquiry, open, 'no limit');
  await inquiry.gap({
    weakness: 'missing-rate-limiting',
    type: 'missing',
    severity: grade.severity,
    finding: say('investigate/requests.unlimited', open, limited[0]),
    rated: grade.why,
    attack: say('investigate/requests.unlimitedAttack', guessing[0] ?? first),
    locations: registrations(open),
    entries: open,
    confidence: 'high',
    files: [...new Set(open.map((entry) => entry.at.file))],
  });
}
