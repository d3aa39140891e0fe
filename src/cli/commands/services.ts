import type { RunServices } from '../../pipeline/contract';
import { productionServices } from '../../pipeline/production';
import { parsedFolder } from '../storage';
import { CLI_VERSION } from '../terminal';
import type { RunFlags } from './flags';

/** Who names a folder in a terminal is taken to trust it with git, unless they say that they do not. */
const trusts = ({ untrusted }: Pick<RunFlags, 'untrusted'>): boolean => untrusted !== true;

export function cliServices(flags: Pick<RunFlags, 'untrusted'>): RunServices {
  const cacheDir = parsedFolder();
  return productionServices({
    version: CLI_VERSION,
    trusted: trusts(flags),
    ...(cacheDir === undefined ? {} : { cacheDir }),
  });
}
