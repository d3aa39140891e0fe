import type { PassedCondition, Way } from '../../../artifacts/way';
import type { TextSource } from '../../read/text-source';
import { fieldOf } from './asks';
import { type Condition, since } from './conditions';
import type { Finding } from './finding';
import type { Step } from './mark';

const MOST_WAYS = 4;
const MOST_CONDITIONS = 24;

/** The ways on which data gets to one place: one for each entry point and field, those without a check first. */
export function waysOf(findings: readonly Finding[], texts: TextSource): Way[] {
  const ways = new Map<string, Way>();
  for (const finding of [...findings].sort((a, b) => a.weak.length - b.weak.length)) {
    const sent = fieldOf(finding.mark);
    const key = `${finding.entryPoints.join(' ')} ${sent.source} ${sent.path.join('.')}`;
    if (ways.size < MOST_WAYS && !ways.has(key)) ways.set(key, wayOf(finding, texts));
  }
  return [...ways.values()];
}

function wayOf(finding: Finding, texts: TextSource): Way {
  const { mark, after } = finding;
  return {
    entryPoints: [...finding.entryPoints],
    sent: fieldOf(mark),
    before: mark.before,
    ...(after === undefined ? {} : { after }),
    ...(finding.option ? { option: true } : {}),
    through: [...(mark.through ?? [])],
    conditions: conditionsOf(finding, texts),
  };
}

/** Every step was taken under the conditions in force there, and so was the last one. */
function conditionsOf({ mark, passed }: Finding, texts: TextSource): PassedCondition[] {
  const found = new Map<string, Condition>();
  const add = (conditions: readonly Condition[]): void => {
    for (const one of conditions) found.set(`${one.file}:${one.span.line}:${one.span.column}:${one.holds}`, one);
  };
  const stages: Condition[][] = [since(passed, undefined)];
  for (let step: Step | undefined = mark.steps; step; step = step.before) stages.unshift(since(step.passed, undefined));
  stages.forEach(add);
  return [...found.values()]
    .slice(0, MOST_CONDITIONS)
    .map(({ file, span, holds, need }) => ({ at: texts.span(file, span), holds, need }));
}
