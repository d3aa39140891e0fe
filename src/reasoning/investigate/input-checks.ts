import type { CodeSpan } from '../../artifacts/code-span';
import type { EntryPointFact } from '../../artifacts/facts';
import { guardsOf } from '../mapping/entry-points';
import { dataBehind } from './data-behind';
import { gradeGap } from './grade';
import type { Inquiry } from './inquiry';
import { entryName } from '../../artifacts/notation';
import { say } from '../../messages/say';
import { quoteRegistrations, registrations } from './registrations';

/** What the handler checks of these values: each under its name, or all by a schema. */
function checksOf(
  inquiry: Inquiry,
  entry: EntryPointFact,
  params: readonly string[],
): { unchecked: string[]; at?: CodeSpan } {
  const seen = inquiry.index.evidenceOf(entry);
  const schema = seen.find((one) => one.kind === 'checks-schema');
  if (schema) return { unchecked: [], at: schema.at };
  const single = seen.filter((one) => one.kind === 'checks-value');
  const unchecked = params.filter((name) => !single.some((one) => one.names.includes(name)));
  const first = single.find((one) => one.names.some((name) => params.includes(name)));
  return { unchecked, ...(first && { at: first.at }) };
}

/** Is the input of these requests checked before it is stored? */
export async function examineValidation(inquiry: Inquiry, entries: readonly EntryPointFact[]): Promise<void> {
  const open: { entry: EntryPointFact; params: string[] }[] = [];
  for (const [position, entry] of entries.entries()) {
    await inquiry.pause(entryName(entry), position, entries.length);
    for (const guard of guardsOf(entry, 'input-validation'))
      await inquiry.fromGuard(guard, say('investigate/requests.checksInput', entry));
    const params = entry.params
      .filter((param) => param.source === 'body' || param.source === 'query')
      .map((param) => param.name);
    const { unchecked, at } = checksOf(inquiry, entry, params);
    if (at && unchecked.length < params.length)
      await inquiry.control({
        category: 'input-validation',
        name: say('investigate/requests.checksInHandler'),
        implementation: say('investigate/requests.checksParameters', entry, params, unchecked),
        strength: 'partial',
        at,
        effectiveness:
          unchecked.length > 0
            ? say('investigate/requests.notCovered', unchecked)
            : say('investigate/requests.coversSeen', entry),
      });
    if (unchecked.length > 0 && guardsOf(entry, 'input-validation').length === 0)
      open.push({ entry, params: unchecked });
  }
  const [first] = open;
  if (!first) return;
  const routes = open.map((item) => item.entry);
  const data = [...new Set(routes.flatMap((entry) => dataBehind(inquiry, entry, true)))];
  const grade = gradeGap({
    weakness: 'missing-input-validation',
    entries: routes,
    confidence: 'medium',
    crownJewels: false,
    milder: say('investigate/requests.noHarmfulUse'),
  });
  await quoteRegistrations(inquiry, routes, 'no schema');
  await inquiry.gap({
    weakness: 'missing-input-validation',
    type: 'missing',
    parameters: open.flatMap((item) => item.params),
    severity: grade.severity,
    finding: say('investigate/requests.unvalidated', open, data),
    rated: grade.why,
    attack: say('investigate/requests.unvalidatedAttack', first.entry, first.params[0]),
    locations: registrations(routes),
    entries: routes,
    confidence: 'medium',
    proof: 'lead',
    files: [...new Set(routes.map((entry) => entry.at.file))],
  });
}
