import { cpSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { cli, sessionOf } from './cli';
import type { Random } from './random';

export interface KillFigures {
  kills: number;
  sessions: number;
  /** Of the uninterrupted run. */
  milliseconds: number;
  wrong: string[];
}

const REPORTS = ['threat-model-report.md', 'threat-model-data.json', 'threat-model.sarif'];

/**
 * Times, durations and the session's name differ from run to run; what is said about interruptions differs on purpose.
 */
function withoutTimes(text: string): string {
  return text
    .replaceAll(/\d{4}-\d{2}-\d{2}T[\d:.]+Z?/g, 'TIME')
    .replaceAll(/\d{4}-\d{2}-\d{2}( \d{2}:\d{2}(:\d{2})?)?/g, 'TIME')
    .replaceAll(/\d{8}-\d{6}/g, 'ID')
    .replaceAll(/"[A-Za-z_]*([Ss]econds|timeSpent)": [\d.]+/g, '"SECONDS"')
    .split('\n')
    .filter((line) => !/recovery|Resumed after event/i.test(line))
    .join('\n');
}

const reportsIn = (session: string): string[] =>
  REPORTS.map((name) => withoutTimes(readFileSync(join(session, 'final-report', name), 'utf8')));

function firstDifference(found: string, expected: string): string {
  const [left, right] = [found.split('\n'), expected.split('\n')];
  const at = left.findIndex((line, index) => line !== right[index]);
  return `line ${at + 1}: ${left[at] ?? ''} instead of ${right[at] ?? ''}`;
}

function fresh(app: string, folder: string): string {
  // The same name every time: it stands in the report.
  const target = join(folder, basename(app));
  rmSync(target, { recursive: true, force: true });
  cpSync(app, target, { recursive: true, filter: (path) => basename(path) !== '.threat-model' });
  return target;
}

/** Starts or takes up what is there; killed after a random part of the time that a whole run takes. */
async function attempt(
  target: string,
  stateFolder: string,
  killAfter?: number,
): Promise<{ code: number | null; err: string }> {
  const session = sessionOf(target);
  const begun =
    session !== undefined &&
    existsSync(join(session, 'journal.jsonl')) &&
    readFileSync(join(session, 'journal.jsonl')).length > 0;
  if (session !== undefined && !begun) rmSync(session, { recursive: true });
  return cli(begun ? ['resume', session, '--yes'] : ['run', target, '--yes'], stateFolder, killAfter);
}

async function oneSession(
  target: string,
  stateFolder: string,
  kills: number,
  whole: number,
  random: Random,
): Promise<{ kills: number; wrong: string[] }> {
  let killed = 0;
  for (let tries = 0; tries < kills; tries++) {
    const { code } = await attempt(target, stateFolder, 50 + random.below(whole));
    if (code !== null) break;
    killed++;
  }
  const last = await attempt(target, stateFolder);
  const done = last.code === 0 || (last.code === 2 && last.err.includes('complete'));
  return { kills: killed, wrong: done ? [] : [`ended with ${String(last.code)}: ${last.err.slice(-300)}`] };
}

/**
 * Kills runs of an application at random moments and takes them up again, up to five times each; the reports must be
 * those of a run that nobody killed.
 */
export async function kills(
  app: string,
  folder: string,
  stateFolder: string,
  count: number,
  random: Random,
  told: (figures: KillFigures) => void,
): Promise<KillFigures> {
  const began = Date.now();
  const reference = fresh(app, join(folder, 'kills'));
  await cli(['run', reference, '--yes'], stateFolder);
  const figures: KillFigures = { kills: 0, sessions: 0, milliseconds: Date.now() - began, wrong: [] };
  const expected = reportsIn(sessionOf(reference) ?? '');
  while (figures.kills < count && figures.wrong.length < 10) {
    const target = fresh(app, join(folder, 'kills'));
    const result = await oneSession(target, stateFolder, 5, figures.milliseconds, random);
    const session = sessionOf(target) ?? '';
    figures.kills += result.kills;
    figures.sessions++;
    told(figures);
    figures.wrong.push(...result.wrong);
    if (result.wrong.length > 0) continue;
    for (const [index, found] of reportsIn(session).entries()) {
      if (found !== expected[index])
        figures.wrong.push(
          `${REPORTS[index] ?? ''} differs after ${result.kills} kills: ${firstDifference(found, expected[index] ?? '')}`,
        );
    }
    const verified = await cli(['verify', session], stateFolder);
    if (verified.code !== 0) figures.wrong.push(`verify after ${result.kills} kills: ${verified.out.slice(0, 300)}`);
  }
  return figures;
}
