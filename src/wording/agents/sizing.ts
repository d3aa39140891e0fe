import type { Sized, SizingReport } from '../../artifacts/phase2';
import { count } from '../text';

export const nothingToAnalyse =
  'There is nothing to analyse here: no source files besides tests and documents. Choose another scope.';

/** The report of the sizing; `now` dates what was decided in place of somebody. */
export function sizingReport({ standIns, ...sized }: Sized, now: string): SizingReport {
  const { metrics, components, strategy } = sized;
  const agents = strategy.components_to_spawn.length;
  const files = count(metrics.total_files, 'file');
  const instead = 'No components were found by manifest or name: the largest folders stand for them.';
  return {
    ...sized,
    summary: `${files}, ${count(components.length, 'component')}`,
    handoff: {
      recommended_agent: 'codebase-mapper',
      context: `${agents === 1 ? 'One agent maps' : `${agents} agents map`} ${files} (tier ${strategy.tier}).`,
    },
    ...(standIns && { overrides: [{ ts: now, reason: instead, before: [], after: standIns }] }),
  };
}
