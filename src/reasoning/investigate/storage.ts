import type { Lines } from '../code-index';
import { gradeGap } from './grade';
import type { Inquiry } from './inquiry';
import { linesOf } from './registrations';
import { say } from '../../messages/say';

/** The function around a place, at most so many lines of it; without one the lines around it. */
export function around(
  inquiry: Inquiry,
  place: { file_path: string; line_range: { start: number; end: number } },
): Lines {
  const { file_path: file, line_range: range } = place;
  const fn = inquiry.index.functionAt(file, range.start);
  return fn
    ? { file, line: fn.line, endLine: fn.endLine }
    : { file, line: Math.max(1, range.start - 5), endLine: range.end + 5 };
}

/** Are the sensitive fields encrypted before they are stored? */
export async function examineStorage(inquiry: Inquiry): Promise<void> {
  const places = inquiry.concern.locations;
  const open: typeof places = [];
  for (const [position, place] of places.entries()) {
    await inquiry.pause(`${place.file_path}:${place.line_range.start}`, position, places.length);
    const names = place.fields ?? [];
    const seen = inquiry.index.evidenceIn(around(inquiry, place)).filter((one) => one.kind === 'encrypts');
    const found =
      seen.find((one) => names.every((name) => one.names.includes(name))) ?? (names.length === 1 ? undefined : seen[0]);
    if (found)
      await inquiry.control({
        category: 'cryptography',
        name: 'field encryption',
        implementation: found.at.text,
        strength: 'partial',
        at: found.at,
        effectiveness: say('investigate/records.encrypts', names),
      });
    else open.push(place);
  }
  if (open.length === 0) return;
  const names = [...new Set(open.flatMap((place) => place.fields ?? []))];
  const grade = gradeGap({
    weakness: 'missing-encryption-at-rest',
    entries: [],
    confidence: 'medium',
    crownJewels: inquiry.concern.crown_jewels_affected.length > 0,
  });
  for (const place of open.slice(0, 4))
    await inquiry.quote(linesOf(place), say('investigate/records.storedAsIs', place));
  await inquiry.gap({
    weakness: 'missing-encryption-at-rest',
    type: 'missing',
    severity: grade.severity,
    finding: say(
      'investigate/records.asReceived',
      names,
      open.map((place) => place.file_path),
    ),
    rated: grade.why,
    attack: say('investigate/records.readInClear'),
    locations: open,
    confidence: 'medium',
  });
}
