import type { CodeSpan } from '../../artifacts/code-span';
import type { WeaknessFact } from '../../artifacts/facts';
import { USUAL_CHECKS } from '../../knowledge/controls/targets';
import type { CodeIndex } from '../code-index';

/** Such a check around a place. */
function inspectionAt(
  index: CodeIndex,
  weakness: WeaknessFact,
  { file, line }: CodeSpan,
  usual: ReadonlySet<string>,
): CodeSpan | undefined {
  const fn = index.functionAt(file, line);
  const lines = fn ?? { file, line: Math.max(1, line - 20), endLine: line + 5 };
  const names = new Set(weakness.names);
  return index
    .evidenceIn(lines)
    .find(
      (one) =>
        one.kind === 'inspects-target' &&
        usual.has(one.about) &&
        one.at.line !== weakness.at.line &&
        one.names.some((name) => names.has(name)),
    )?.at;
}

/** A check in the function of the sink or of the source that names the value and that the flow did not account for. */
export function checkBeside(index: CodeIndex, weakness: WeaknessFact): CodeSpan | undefined {
  const usual = USUAL_CHECKS[weakness.weakness];
  if (!usual || !weakness.source || weakness.partialGuards.length > 0) return undefined;
  return inspectionAt(index, weakness, weakness.at, usual) ?? inspectionAt(index, weakness, weakness.source.at, usual);
}
