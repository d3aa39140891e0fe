import { type Coverage, CoverageSummary } from '../artifacts/coverage';
import { coverageInWords } from '../wording/coverage';
import type { RunContext } from './context';

/** States how much of the code was read, where readers do not know it yet or it has changed. */
export async function stateCoverage(context: RunContext): Promise<Coverage> {
  const coverage = coverageInWords((await context.facts()).coverage);
  const summary = CoverageSummary.parse(coverage);
  if (JSON.stringify(summary) !== JSON.stringify(context.state.coverage))
    await context.emit({ type: 'coverage.stated', coverage: summary });
  return coverage;
}
