import type { Run } from '../../pipeline/contract';
import { loadFindings } from '../../pipeline/findings';
import { incompletenessOf } from '../../session/incomplete';
import { type ExitCode, exitOfRun } from '../exit-codes';
import { minCoverageOf, severityOf } from '../options';
import { summaryOf, summaryText } from '../summary';
import type { Terminal } from '../terminal';
import { watch } from '../watch';
import { copyReport } from './report-target';
import type { RunFlags } from './flags';

export async function follow(
  run: Run,
  flags: Pick<RunFlags, 'yes' | 'json' | 'out' | 'failOn' | 'minCoverage'>,
  terminal: Terminal,
): Promise<ExitCode> {
  const failOn = severityOf(flags.failOn);
  const { state, interrupted } = await watch(run, terminal, flags.yes === true);
  const findings = await loadFindings(run.sessionDir);
  if (flags.out !== undefined) await copyReport(state, flags.out);
  const incomplete = incompletenessOf(state, minCoverageOf(flags.minCoverage));
  if (flags.json) terminal.json(summaryOf(state, findings, incomplete));
  else terminal.out(summaryText(state, findings, incomplete));
  return exitOfRun(state, findings, failOn, interrupted, incomplete);
}
