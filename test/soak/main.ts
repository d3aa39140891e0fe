import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { buildWriter } from './child';
import { cli, sessionOf } from './cli';
import { kills } from './kills';
import { mutations } from './mutations';
import { RACES, runRace } from './races';
import { randomOf, type Random } from './random';

interface Options {
  seed: number;
  kills: number;
  mutations: number;
  races: number;
  /** Only races with this in their name. */
  only: string;
  apps: string[];
}

const DEFAULTS = { kills: 150, mutations: 500, races: 20 };
const MEND_EVERY = 20;

function optionsOf(args: readonly string[]): Options {
  const number = (name: string, otherwise: number): number =>
    Number(args.find((arg) => arg.startsWith(`--${name}=`))?.split('=')[1] ?? otherwise);
  return {
    seed: number('seed', Date.now() % 1_000_000),
    kills: number('kills', DEFAULTS.kills),
    mutations: number('mutations', DEFAULTS.mutations),
    races: number('races', DEFAULTS.races),
    only: args.find((arg) => arg.startsWith('--only='))?.slice('--only='.length) ?? '',
    apps: args.filter((arg) => !arg.startsWith('--')),
  };
}

const print = (line: string): void => void process.stdout.write(`${line}\n`);
const seconds = (since: number): string => `${((Date.now() - since) / 1000).toFixed(0)} s`;

function complain(wrong: readonly string[]): number {
  for (const line of wrong) print(`  WRONG ${line}`);
  return wrong.length;
}

async function allRaces({ races: count, only }: Options, program: string, folder: string): Promise<number> {
  let failed = 0;
  const chosen = count === 0 ? [] : Object.entries(RACES).filter(([name]) => name.includes(only));
  for (const [name, race] of chosen) {
    const began = Date.now();
    const wrong: string[] = [];
    for (let index = 0; index < count; index++)
      wrong.push(...(await runRace(race, program, join(folder, `race-${name.replaceAll(/\W/g, '-')}-${index}`))));
    print(`races  ${name}: ${count} in ${seconds(began)}, ${wrong.length} wrong`);
    failed += complain(wrong);
  }
  return failed;
}

async function allMutations(
  app: string,
  count: number,
  folder: string,
  state: string,
  random: Random,
): Promise<number> {
  if (count === 0) return 0;
  const began = Date.now();
  const copy = join(folder, 'mutations', basename(app));
  cpSync(app, copy, { recursive: true, filter: (path) => basename(path) !== '.threat-model' });
  await cli(['run', copy, '--yes'], state);
  const figures = await mutations(
    sessionOf(copy) ?? '',
    copy,
    state,
    count,
    MEND_EVERY,
    random,
    (done, { found, refused, wrong }) =>
      print(`  ${done} mutations: ${found} found, ${refused} refused, ${wrong.length} wrong`),
  );
  print(
    `mutations  ${count} in ${seconds(began)}: ${figures.found} found, ${figures.refused} refused with a reason, of every ${MEND_EVERY}th found ${figures.repaired} repaired and ${figures.left} left with a reason, ${figures.wrong.length} wrong`,
  );
  return complain(figures.wrong);
}

async function allKills(
  apps: readonly string[],
  count: number,
  folder: string,
  state: string,
  random: Random,
): Promise<number> {
  let failed = 0;
  for (const app of count === 0 ? [] : apps) {
    const began = Date.now();
    const figures = await kills(
      app,
      folder,
      state,
      Math.ceil(count / apps.length),
      random,
      ({ kills: done, sessions }) => print(`  ${basename(app)}: ${done} kills in ${sessions} sessions`),
    );
    print(
      `kills  ${basename(app)}: ${figures.kills} kills in ${figures.sessions} sessions in ${seconds(began)} (a whole run: ${figures.milliseconds} ms), ${figures.wrong.length} wrong`,
    );
    failed += complain(figures.wrong);
  }
  return failed;
}

const options = optionsOf(process.argv.slice(2));
const folder = mkdtempSync(join(tmpdir(), 'threatline-soak-'));
const state = join(folder, 'state');
mkdirSync(state);
const random = randomOf(options.seed);
print(`seed ${options.seed}; repeat with --seed=${options.seed}`);
const program = await buildWriter(folder);
const failed =
  (await allRaces(options, program, folder)) +
  (await allMutations(options.apps[0] ?? '', options.mutations, folder, state, random)) +
  (await allKills(options.apps, options.kills, folder, state, random));
print(failed === 0 ? 'nothing went wrong' : `${failed} things went wrong; see ${folder}`);
if (failed === 0) rmSync(folder, { recursive: true, force: true });
process.exit(failed === 0 ? 0 : 1);
