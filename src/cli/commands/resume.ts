import { resumeRun } from '../../pipeline/run';
import type { ExitCode } from '../exit-codes';
import { existingFolder } from '../folder';
import { minCoverageOf, poolOf } from '../options';
import { checkOutputFolder } from '../output-file';
import { findSession } from '../sessions';
import type { Terminal } from '../terminal';
import { follow } from './follow';
import { refuseLinkedReport } from './report-target';
import type { ResumeFlags } from './flags';
import { cliServices } from './services';

export async function resumeCommand(session: string, flags: ResumeFlags, terminal: Terminal): Promise<ExitCode> {
  const dir = await findSession(session, flags.sessionRoot);
  const folder = flags.folder === undefined ? {} : { folder: await existingFolder(flags.folder) };
  await refuseLinkedReport(flags.out);
  if (flags.out !== undefined) await checkOutputFolder('--out', flags.out);
  const poolSize = poolOf(flags.pool);
  const services = {
    ...cliServices(flags),
    ...folder,
    trustSession: flags.trustSession === true,
    unattended: flags.yes === true,
    minCoverage: minCoverageOf(flags.minCoverage),
    leads: flags.leads === true,
    ...(poolSize === undefined ? {} : { poolSize }),
  };
  return follow(await resumeRun(dir, services), flags, terminal);
}
