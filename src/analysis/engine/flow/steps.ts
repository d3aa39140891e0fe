import type { Span } from '../../read/ir';
import type { Passed } from './conditions';
import type { Mark, Step } from './mark';

/** The way of a piece of outside data. */

const MAX_STEPS = 40;
export function withStep(mark: Mark, file: string, span: Span, passed: Passed | undefined): Mark {
  const last = mark.steps;
  if (last && last.length >= MAX_STEPS) return mark;
  if (last && last.file === file && last.span.line === span.line)
    return last.passed === passed ? mark : { ...mark, steps: { ...last, passed } };
  const step: Step = { file, span, before: last, length: (last?.length ?? 0) + 1, passed };
  return { ...mark, steps: step };
}
