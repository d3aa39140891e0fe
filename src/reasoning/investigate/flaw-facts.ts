import type { EntryPointFact, WeaknessFact } from '../../artifacts/facts';
import { effectOfCall } from '../../knowledge/weaknesses/effects';
import { answeredAt } from '../mapping/entry-points';
import type { GapInput } from './gap-input';
import type { Inquiry } from './inquiry';

/** What the facts say about one flaw beside the flaw itself. */

/** Name of the parameter a flow starts from: as the source spells it, else the one declared on its line. */
export function parameterOf({ source }: WeaknessFact, entries: readonly EntryPointFact[]): string | undefined {
  if (!source) return undefined;
  return source.name ?? entries[0]?.params.find((param) => param.line === source.at.line)?.name;
}

/** Entry points in whose handler the flow starts come first: their parameter is the one that is named. */
export function byClosest(inquiry: Inquiry, weakness: WeaknessFact): EntryPointFact[] {
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

/** What it does where it stands: as the analysis saw it, or by the call at its end. */
export const effectOf = ({ weakness, sink, effect }: WeaknessFact): WeaknessFact['effect'] =>
  effect ?? effectOfCall(weakness, sink);

/** Entry points that run the code a flaw stands in, for flaws that are wrong in themselves. */
export function runBy(inquiry: Inquiry, weaknesses: readonly WeaknessFact[]): EntryPointFact[] {
  const functions = weaknesses
    .flatMap((weakness) => weakness.functionId ?? [])
    .filter((id) => inquiry.index.function(id) !== undefined && !id.endsWith('<module>'));
  return inquiry.facts.entryPoints.filter((entry) => functions.some((id) => inquiry.index.reachedFrom(entry).has(id)));
}

/** The lines of a flaw. */
export const placeOf = ({ at }: WeaknessFact): GapInput['locations'][number] => ({
  file_path: at.file,
  line_range: { start: at.line, end: Math.max(at.line, at.endLine) },
});

/** A loose look at the name of a server: little may hang on it. Where a request is sent there, that is claimed. */
export function looksLoosely({ seen }: WeaknessFact): boolean {
  const what = typeof seen === 'string' ? seen : seen.what;
  return what === 'dot-in-host' || what === 'host-anywhere';
}

/** A page that sends a request where its address says: it is the browser of whoever looks at it that sends it. */
export const sentByBrowser = ({ weakness, source }: WeaknessFact): boolean =>
  weakness === 'ssrf' && /^page-/.test(source?.kind ?? '');
