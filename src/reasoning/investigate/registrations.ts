import type { Lines } from '../code-index';
import type { EntryPointFact } from '../../artifacts/facts';
import type { GapInput } from './gap-input';
import type { Inquiry } from './inquiry';
import { entryName } from '../../artifacts/notation';
import { say, type Sayable } from '../../messages/say';

export const registrations = (entries: readonly EntryPointFact[]): GapInput['locations'] =>
  entries.slice(0, 12).map((entry) => ({
    file_path: entry.at.file,
    line_range: { start: entry.at.line, end: entry.at.line },
    context: entryName(entry),
  }));

export async function quoteRegistrations(
  inquiry: Inquiry,
  entries: readonly EntryPointFact[],
  what: Sayable,
): Promise<void> {
  for (const entry of entries.slice(0, 3))
    await inquiry.quote(
      { file: entry.at.file, line: entry.at.line, endLine: Math.min(entry.at.endLine, entry.at.line + 2) },
      say('investigate/names.registration', entry, what),
    );
}

/** A place of a gap or concern, as lines to quote. */
export const linesOf = ({ file_path, line_range }: GapInput['locations'][number]): Lines => ({
  file: file_path,
  line: line_range.start,
  endLine: line_range.end,
});
