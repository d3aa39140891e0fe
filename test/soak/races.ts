import { existsSync, linkSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '../../src/session/atomic-file';
import { nodeFileSystem } from '../../src/session/file-system';
import { reduce } from '../../src/session/reduce';
import { initialState } from '../../src/session/reducing/initial-state';
import { readSegments } from '../../src/session/segments';
import { loadKey } from '../../src/session/session-key';
import { type Said, Writer } from './child';
import { ARTIFACT, type WriterTask } from './task';

/** A folder of its own for every race, and the program of the children. */
export interface Place {
  program: string;
  folder: string;
}

/** What went wrong; empty when nothing did. */
export type Race = (place: Place) => Promise<string[]>;

/** Long enough for a holder on another machine to count as gone. Milliseconds. */
const LONG = 120_000;

function writer({ program, folder }: Place, task: Omit<WriterTask, 'stateFolder'>): Writer {
  return new Writer(program, { stateFolder: join(folder, 'state'), ...task });
}

const rootOf = ({ folder }: Place): string => join(folder, 'sessions');

function expectThat(wrong: string[], ok: boolean, what: string): void {
  if (!ok) wrong.push(what);
}

/**
 * What was acknowledged stands in the journal, in order, nothing else of that writer does, and every file is what its
 * hash says.
 */
async function inspect(place: Place, dir: string, acknowledged: Record<string, number>): Promise<string[]> {
  const wrong: string[] = [];
  const content = await readSegments(nodeFileSystem, dir, await loadKey(join(place.folder, 'state')));
  if (!content) return ['the journal is gone'];
  expectThat(wrong, content.corruption === undefined, `the journal is damaged: ${JSON.stringify(content.corruption)}`);
  expectThat(wrong, content.origin === 'own', 'the journal is foreign');
  const texts = content.events.flatMap(({ body }) => (body.type === 'note' ? [body.text] : []));
  for (const [name, count] of Object.entries(acknowledged)) {
    const found = texts.filter((text) => text.startsWith(`${name} `));
    expectThat(
      wrong,
      found.length >= count && found.every((text, index) => text === `${name} ${index + 1}`),
      `${name} was told of ${count} events, ${found.length} are there`,
    );
  }
  const state = content.events.reduce(reduce, initialState());
  const expected = state.artifacts[ARTIFACT];
  if (expected !== undefined)
    expectThat(
      wrong,
      sha256(readFileSync(join(dir, ARTIFACT))) === expected,
      'the artifact is not what the journal says',
    );
  return wrong;
}

const leftovers = (dir: string): string[] =>
  (readdirSync(dir, { recursive: true }) as string[]).filter((path) => /\.(tmp|stale)$|\.lock/.test(path));

/** Several at the same moment: one gets it and works undisturbed, the others are told so. */
async function compete(
  place: Place,
  writers: Record<string, Writer>,
  before: Record<string, number> = {},
): Promise<string[]> {
  for (const child of Object.values(writers)) await child.says('ready');
  for (const child of Object.values(writers)) child.tell('go');
  const first = await Promise.all(
    Object.entries(writers).map(async ([name, child]): Promise<[string, Said]> => [
      name,
      await child.says('held', 'refused'),
    ]),
  );
  const winners = first.filter(([, said]) => said.held !== undefined);
  const wrong = first
    .filter(([, said]) => said.refused !== undefined && said.refused !== 'locked')
    .map(([name, said]) => `${name}: ${said.refused ?? ''} ${said.message ?? ''}`);
  expectThat(wrong, winners.length === 1, `${winners.length} of ${first.length} got it`);
  const acknowledged: Record<string, number> = { ...before };
  for (const [name] of winners) {
    await writers[name]?.says('writing');
    const last = await writers[name]?.finish();
    expectThat(wrong, last?.stopped === true, `${name}: ${last?.message ?? ''}`);
    acknowledged[name] = last?.acknowledged ?? 0;
  }
  const dir = winners[0]?.[1].held;
  if (dir === undefined) return wrong;
  return [
    ...wrong,
    ...(await inspect(place, dir, acknowledged)),
    ...leftovers(dir).map((path) => `left over: ${path}`),
  ];
}

/** A session that a process left in the middle. */
async function killedSession(place: Place, host?: string): Promise<{ dir: string; writer: Writer }> {
  const child = writer(place, { name: 'first', root: rootOf(place), ...(host === undefined ? {} : { host }) });
  await child.says('ready');
  child.tell('go');
  const { held } = await child.says('held');
  await child.says('writing');
  return { dir: held ?? '', writer: child };
}

export const startStart: Race = (place) =>
  compete(place, {
    one: writer(place, { name: 'one', root: rootOf(place) }),
    two: writer(place, { name: 'two', root: rootOf(place) }),
  });

export const startResume: Race = async (place) => {
  const { dir, writer: first } = await killedSession(place);
  await first.kill();
  return compete(place, {
    one: writer(place, { name: 'one', root: rootOf(place) }),
    two: writer(place, { name: 'two', session: dir }),
  });
};

export const resumeResume: Race = async (place) => {
  const { dir, writer: first } = await killedSession(place);
  await first.kill();
  return compete(place, {
    one: writer(place, { name: 'one', session: dir }),
    two: writer(place, { name: 'two', session: dir }),
    three: writer(place, { name: 'three', session: dir }),
  });
};

/** Starts a second writer on the session of a first one that was stopped in its tracks. */
async function second(place: Place, task: Omit<WriterTask, 'stateFolder'>): Promise<Writer> {
  const child = writer(place, task);
  await child.says('ready');
  child.tell('go');
  await child.says('held', 'refused');
  return child;
}

/** A living process of this machine keeps its session, however long it was silent. */
export const stoppedHere: Race = async (place) => {
  const { dir, writer: first } = await killedSession(place);
  first.signal('SIGSTOP');
  const other = await second(place, { name: 'second', session: dir, ahead: 3_600_000 });
  const { refused, held } = await other.says('held', 'refused');
  first.signal('SIGCONT');
  const last = await first.finish();
  if (held !== undefined) await other.finish();
  const wrong = await inspect(place, dir, { first: last.acknowledged ?? 0 });
  expectThat(wrong, refused === 'locked', `the second one was ${refused ?? 'let in'}`);
  expectThat(wrong, last.stopped === true, `the first one ended with ${last.message ?? ''}`);
  return wrong;
};

/** One of another machine that was silent for long is taken over; when it wakes it finds out and harms nothing. */
export const takeover: Race = async (place) => {
  const { dir, writer: first } = await killedSession(place, 'elsewhere');
  first.signal('SIGSTOP');
  const other = await second(place, { name: 'second', session: dir, ahead: LONG });
  await other.says('writing');
  first.signal('SIGCONT');
  const woken = await first.says('refused');
  const last = await other.finish();
  const wrong = await inspect(place, dir, { second: last.acknowledged ?? 0 });
  expectThat(wrong, woken.refused === 'lost-lock', `the first one ended with ${woken.message ?? ''}`);
  expectThat(wrong, last.stopped === true, `the second one ended with ${last.message ?? ''}`);
  return wrong;
};

/** A rename that was under way when the process stopped, and hits the new holder's file: the holder must not use it. */
export const lateRename: Race = async (place) => {
  const first = writer(place, { name: 'first', root: rootOf(place), host: 'elsewhere', freezeAtVersion: 3 });
  await first.says('ready');
  first.tell('go');
  const { held: dir = '' } = await first.says('held');
  const { frozen = '' } = await first.says('frozen');
  const kept = join(place.folder, 'kept');
  linkSync(frozen, kept);
  const other = await second(place, { name: 'second', session: dir, ahead: LONG });
  await other.says('writing');
  const wrong: string[] = [];
  expectThat(wrong, !existsSync(frozen), 'the temporary file was not swept');
  // The sweep would have made the rename fail; one that came a moment earlier would not have been stopped by it.
  other.signal('SIGSTOP');
  renameSync(kept, frozen);
  first.signal('SIGCONT');
  await first.says('refused');
  other.signal('SIGCONT');
  const last = await other.finish();
  // Either it had written the file anew before it looked, or it saw that the file is not its own.
  if (last.stopped) return [...wrong, ...(await inspect(place, dir, { second: last.acknowledged ?? 0 }))];
  expectThat(wrong, last.refused === 'changed-artifact', `the second one ended with ${last.message ?? ''}`);
  return wrong;
};

export const RACES: Record<string, Race> = {
  'start/start': startStart,
  'start/resume': startResume,
  'resume/resume': resumeResume,
  'stopped here': stoppedHere,
  'takeover elsewhere': takeover,
  'late rename': lateRename,
};

/** Runs a race in a folder of its own, which is removed when all went well. */
export async function runRace(race: Race, program: string, folder: string): Promise<string[]> {
  mkdirSync(folder, { recursive: true });
  const wrong = await race({ program, folder }).catch((error: unknown) => [
    error instanceof Error ? error.message : String(error),
  ]);
  if (wrong.length === 0) rmSync(folder, { recursive: true, force: true });
  return wrong;
}
