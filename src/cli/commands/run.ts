import { STAGE_TITLES } from '../../wording/stages';
import type { RunOptions } from '../../pipeline/contract';
import { prepareRun, startRun } from '../../pipeline/run';
import type { ExitCode } from '../exit-codes';
import { existingFolder } from '../folder';
import { cvssOf, methodologyOf, minCoverageOf, poolOf, scopeOf, severityOf } from '../options';
import { checkOutputFolder } from '../output-file';
import type { Terminal } from '../terminal';
import type { RunFlags } from './flags';
import { follow } from './follow';
import { refuseLinkedReport } from './report-target';
import { cliServices } from './services';
import { whileSaying } from './while-saying';

export async function runCommand(given: string | undefined, flags: RunFlags, terminal: Terminal): Promise<ExitCode> {
  severityOf(flags.failOn);
  const folder = await existingFolder(given);
  await refuseLinkedReport(flags.out, folder);
  if (flags.out !== undefined) await checkOutputFolder('--out', flags.out);
  const poolSize = poolOf(flags.pool);
  const options: RunOptions = {
    ...cliServices(flags),
    folder,
    scope: scopeOf(flags.scope),
    methodology: methodologyOf(flags.methodology),
    cvssVersion: cvssOf(flags.cvss),
    unattended: flags.yes === true,
    minCoverage: minCoverageOf(flags.minCoverage),
    leads: flags.leads === true,
    ...(flags.notes === undefined ? {} : { customNotes: flags.notes }),
    ...(flags.sessionRoot === undefined ? {} : { sessionRoot: flags.sessionRoot }),
    ...(poolSize === undefined ? {} : { poolSize }),
  };
  const prepared = await whileSaying(terminal, { message: STAGE_TITLES.listing, done: 0, total: 0 }, (tell) =>
    prepareRun(options, undefined, ({ stage, ...rest }) => tell({ message: stage, ...rest })),
  );
  return follow(await startRun(prepared), flags, terminal);
}
