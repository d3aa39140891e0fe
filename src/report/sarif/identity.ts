import { createHash } from 'node:crypto';
import type { Result } from 'sarif';
import type { CodeView } from './code-view';
import type { SarifPlace } from './log';

/** A result with what its identity is made of. */
export interface Identified {
  rule: string;
  /** Undefined for results about a component and not a line. */
  place: SarifPlace | undefined;
  result: Result;
}

/** Longer lines are generated code: their start tells them apart well enough. */
const MOST_CODE = 400;

const codeAt = (place: SarifPlace, code: CodeView): string =>
  (code.line(place.file, place.line) ?? place.text ?? '').replace(/\s+/g, '').slice(0, MOST_CODE);

/** The same for a flaw as long as its rule, file, function and code are: lines may move, other files may be renamed. */
function contentOf({ rule, place, result }: Identified, code: CodeView): string {
  if (place === undefined) return [rule, JSON.stringify(result.locations ?? [])].join('\0');
  return [rule, place.file, code.symbol(place.file, place.line), codeAt(place, code)].join('\0');
}

const digest = (content: string): string => createHash('sha256').update(content).digest('hex').slice(0, 32);

const byPlace = (a: Identified, b: Identified): number =>
  (a.place?.line ?? 0) - (b.place?.line ?? 0) || (a.place?.column ?? 0) - (b.place?.column ?? 0);

/**
 * Gives results their fingerprints: CodeQL's hash of the line, by which GitHub follows an alert, and our own. Equal
 * code in one function is numbered from top to bottom, in whatever order the results are listed.
 */
export function withFingerprints(items: readonly Identified[], code: CodeView): Result[] {
  const seen = new Map<string, number>();
  const own = new Map<Identified, string>();
  for (const item of [...items].sort(byPlace)) {
    const content = contentOf(item, code);
    const occurrence = seen.get(content) ?? 0;
    seen.set(content, occurrence + 1);
    own.set(item, digest(`${content}\0${occurrence}`));
  }
  return items.map((item) => {
    const lineHash = item.place && code.lineHash(item.place.file, item.place.line);
    return {
      ...item.result,
      partialFingerprints: {
        ...(lineHash ? { primaryLocationLineHash: lineHash } : {}),
        'threatline/v1': own.get(item) ?? '',
      },
    };
  });
}
