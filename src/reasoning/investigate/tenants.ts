import { gradeGap } from './grade';
import type { Inquiry } from './inquiry';
import { linesOf } from './registrations';
import { say } from '../../messages/say';
import { around } from './storage';

/** Is every access of the store limited to one tenant? */
export async function examineTenant(inquiry: Inquiry): Promise<void> {
  const { locations } = inquiry.concern;
  const field = locations.flatMap((place) => place.fields ?? [])[0] ?? '';
  const accesses = locations.filter((place) => place.fields === undefined);
  const open: typeof accesses = [];
  for (const [position, place] of accesses.entries()) {
    await inquiry.pause(`${place.file_path}:${place.line_range.start}`, position, accesses.length);
    const named = inquiry.index.evidenceIn(around(inquiry, place)).find((one) => one.kind === 'names-tenant');
    if (named && field !== '')
      await inquiry.control({
        category: 'authorization',
        name: 'tenant isolation',
        implementation: named.at.text,
        strength: 'partial',
        at: named.at,
        effectiveness: say('investigate/records.takesIntoAccount', field),
      });
    else open.push(place);
  }
  if (open.length === 0 || open.length === accesses.length) {
    if (open.length > 0) inquiry.notes.push(say('investigate/records.noAccessNames', field));
    return;
  }
  const grade = gradeGap({
    weakness: 'insecure-direct-object-reference',
    entries: [],
    confidence: 'medium',
    crownJewels: inquiry.concern.crown_jewels_affected.length > 0,
    milder: say('investigate/records.mostLimited'),
  });
  for (const place of open.slice(0, 3))
    await inquiry.quote(linesOf(place), say('investigate/records.notFiltered', field));
  await inquiry.gap({
    weakness: 'insecure-direct-object-reference',
    type: 'incomplete',
    severity: grade.severity,
    finding: say(
      'investigate/records.tenantAccesses',
      field,
      accesses.length,
      open.map((place) => `${place.file_path}:${place.line_range.start}`),
    ),
    rated: grade.why,
    attack: say('investigate/records.otherTenant', open[0]),
    locations: open,
    confidence: 'medium',
  });
}
