import { cpSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { sha256 } from '../../src/session/atomic-file';
import { nodeFileSystem } from '../../src/session/file-system';
import { verifySession } from '../../src/session/integrity';
import { openSession } from '../../src/session/open';
import { RunError } from '../../src/session/run-error';
import { loadKey, type SessionKey } from '../../src/session/session-key';
import { cli } from './cli';
import { filesOf, MUTATIONS } from './mutate';
import type { Random } from './random';

export interface MutationFigures {
  found: number;
  /** Of those found: taken up again, and whole afterwards. */
  repaired: number;
  /** Likewise, but not taken up, with a reason: what was done cannot be undone, or is no damage to the result. */
  left: number;
  refused: number;
  wrong: string[];
}

const digestOf = (dir: string): string =>
  sha256(
    filesOf(dir)
      .map((path) => `${path} ${sha256(readFileSync(join(dir, path)))}`)
      .join('\n'),
  );

/** How a harmed session is met: with what is wrong with it, or with the reason why it is not opened. */
async function meet(dir: string, folder: string, key: SessionKey): Promise<'found' | 'refused' | 'silent'> {
  try {
    await openSession(dir, nodeFileSystem, key);
  } catch (error) {
    if (error instanceof RunError && error.advice !== '') return 'refused';
    throw error;
  }
  const { problems } = await verifySession(dir, folder, nodeFileSystem, key);
  return problems.length > 0 ? 'found' : 'silent';
}

/** Takes a harmed session up again: it is whole afterwards, or the refusal has a reason and verify still names the harm. */
async function mend(dir: string, stateFolder: string): Promise<'repaired' | 'refused' | { problem: string }> {
  const resumed = await cli(['resume', dir, '--yes'], stateFolder);
  const verified = await cli(['verify', dir], stateFolder);
  if (resumed.code === 0 && verified.code === 0) return 'repaired';
  if (resumed.code === 2 && resumed.err.trim() !== '' && `${verified.out}${verified.err}`.trim() !== '')
    return 'refused';
  const last = resumed.err.trim().split('\n').at(-1) ?? '';
  return { problem: `resume ${resumed.code}: ${last}; verify ${verified.code}: ${verified.out.slice(0, 300)}` };
}

/**
 * Harms copies of a finished session, one way each.
 * @param mendEvery Every so many of those that were found are taken up again too.
 */
export async function mutations(
  session: string,
  folder: string,
  stateFolder: string,
  count: number,
  mendEvery: number,
  random: Random,
  told: (done: number, figures: MutationFigures) => void,
): Promise<MutationFigures> {
  const key = await loadKey(join(stateFolder, 'threatline'));
  const whole = digestOf(session);
  const figures: MutationFigures = { found: 0, repaired: 0, left: 0, refused: 0, wrong: [] };
  const copy = join(dirname(session), '20010101-000000-harmed');
  for (let done = 0; done < count;) {
    rmSync(copy, { recursive: true, force: true });
    cpSync(session, copy, { recursive: true });
    const what = random.pick(MUTATIONS)(copy, random);
    if (digestOf(copy) === whole) continue;
    done++;
    if (done % 50 === 0) told(done, figures);
    const met = await meet(copy, folder, key);
    if (met === 'silent') figures.wrong.push(`silent: ${what}`);
    if (met === 'found') figures.found++;
    if (met === 'refused') figures.refused++;
    if (met !== 'found' || figures.found % mendEvery !== 0) continue;
    const mended = await mend(copy, stateFolder);
    if (mended === 'repaired') figures.repaired++;
    else if (mended === 'refused') figures.left++;
    else figures.wrong.push(`not mended: ${what}: ${mended.problem}`);
  }
  rmSync(copy, { recursive: true, force: true });
  return figures;
}
