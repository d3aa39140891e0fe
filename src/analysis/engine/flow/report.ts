import { createHash } from 'node:crypto';
import type { CodeSpan } from '../../../artifacts/code-span';
import type { WeaknessFact } from '../../../artifacts/facts';
import { CERTAINTIES, type Certainty, graded } from '../../../knowledge/certainty';
import type { TextSource } from '../../read/text-source';
import type { Finding } from './finding';
import type { Step } from './mark';
import { waysOf } from './ways';

const MAX_PATH = 20;
const MAX_GUARDS = 4;

/** One fact per dangerous place and weakness; all that reaches it is merged, the nearest source is shown. */
export function toFacts(findings: readonly Finding[], texts: TextSource): WeaknessFact[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = `${finding.file}\0${String(finding.span.line).padStart(7, '0')}\0${finding.family}`;
    const group = groups.get(key);
    if (group) group.push(finding);
    else groups.set(key, [finding]);
  }
  const seen = new Map<string, number>();
  return [...groups.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => fact(group, texts, seen));
}

function fact(group: readonly Finding[], texts: TextSource, seen: Map<string, number>): WeaknessFact {
  const sorted = [...group].sort(nearer);
  const [best] = sorted;
  if (!best) throw new RangeError('a group of findings is never empty');
  const at = placeOf(best, texts);
  const source = texts.span(best.mark.origin.file, best.mark.origin.span);
  return {
    id: identity(best, at, seen),
    weakness: best.family,
    seen: { what: 'arrives' },
    at,
    sink: best.sink,
    source: { kind: best.mark.origin.kind, at: source, ...(best.mark.name && { name: best.mark.name.slice(0, 60) }) },
    path: pathOf(best, source, at, texts),
    entryPoints: [...new Set(sorted.flatMap((one) => one.entryPoints))].sort(),
    ways: waysOf(sorted, texts),
    partialGuards: guards(sorted, texts),
    functionId: best.owner?.key,
    ...graded(certaintyOf(sorted)),
  };
}

/** As sure as the surest; a check that stands in the way, even one that does not suffice, leaves doubt. */
function certaintyOf(sorted: readonly Finding[]): Certainty {
  const best = CERTAINTIES.find((level) => sorted.some((one) => one.confidence === level)) ?? 'medium';
  return best === 'high' && sorted.every((one) => one.weak.length > 0) ? 'medium' : best;
}

function nearer(a: Finding, b: Finding): number {
  return (
    CERTAINTIES.indexOf(a.confidence) - CERTAINTIES.indexOf(b.confidence) ||
    Number(a.mark.origin.file !== a.file) - Number(b.mark.origin.file !== b.file) ||
    (a.mark.steps?.length ?? 0) - (b.mark.steps?.length ?? 0) ||
    a.mark.origin.file.localeCompare(b.mark.origin.file, 'en') ||
    a.mark.origin.span.line - b.mark.origin.span.line ||
    a.mark.origin.kind.localeCompare(b.mark.origin.kind, 'en')
  );
}

/** From the line that receives the data to the end of the call. */
export function placeOf(finding: Pick<Finding, 'file' | 'span' | 'callSpan'>, texts: TextSource): CodeSpan {
  const { span, callSpan } = finding;
  const endLine = callSpan.endLine >= span.line ? callSpan.endLine : span.endLine;
  return texts.span(finding.file, { ...span, endLine });
}

export function pathOf(finding: Pick<Finding, 'mark'>, source: CodeSpan, at: CodeSpan, texts: TextSource): CodeSpan[] {
  const steps: CodeSpan[] = [];
  for (let step: Step | undefined = finding.mark.steps; step; step = step.before)
    steps.unshift(texts.span(step.file, { ...step.span, endLine: step.span.line }));
  const all = [source, ...steps, at];
  const distinct = all.filter(
    (one, index) => index === 0 || one.file !== all[index - 1]?.file || one.line !== all[index - 1]?.line,
  );
  return distinct.length <= MAX_PATH
    ? distinct
    : [...distinct.slice(0, MAX_PATH / 2), ...distinct.slice(-MAX_PATH / 2)];
}

function guards(group: readonly Finding[], texts: TextSource): WeaknessFact['partialGuards'] {
  const found = new Map<string, WeaknessFact['partialGuards'][number]>();
  for (const { weak } of group) {
    for (const one of weak)
      found.set(`${one.file}:${one.span.line}:${one.name}`, {
        at: texts.span(one.file, { ...one.span, endLine: one.span.line }),
        name: one.name,
        why: one.why,
        ...(one.unread && { unread: true }),
      });
  }
  return [...found.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .slice(0, MAX_GUARDS)
    .map(([, guard]) => guard);
}

/** Stable when lines move: the rule, the file and the code, numbered when the same code stands there twice. */
function identity(finding: Finding, at: CodeSpan, seen: Map<string, number>): string {
  const content = `${finding.family}\0${finding.file}\0${at.text.replace(/\s+/g, ' ')}`;
  const count = seen.get(content) ?? 0;
  seen.set(content, count + 1);
  return createHash('sha256').update(`${content}\0${count}`).digest('hex').slice(0, 16);
}
