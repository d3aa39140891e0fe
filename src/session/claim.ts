import { join } from 'node:path';
import { isStale, type LockHolder, markHeld, markReleased, newHolder, parseHolder } from './claim-holder';
import { renamePatiently, temporaryFor } from './atomic-file';
import { createExclusively } from './exclusive-file';
import { type FileSystem } from './file-system';
import { noteHeld, noteReleased } from './held-locks';
import { type Machine } from './machine';
import type { RunError } from './run-error';

const HEARTBEAT_MS = 10_000;
const TRIES = 8;
/**
 * A claim without readable content is being written, or was cut short by a crash: after these looks it was the latter.
 */
const LOOKS = 4;
const LOOK_EVERY_MS = 25;

/** Something that one process at a time may have. Each holder claims the next epoch, under a name of its own. */
export interface ClaimPlace {
  dir: string;
  /** Name of the file by which an epoch is claimed. */
  nameOf(epoch: number): string;
  /** The epoch that a file of the folder takes, if it takes one; not only claims do. */
  epochOf(name: string): number | undefined;
  /** Whether the number of a claim that was given back would be forgotten with its file. */
  keepsReleased: boolean;
  refuse(holder: LockHolder, machine: Machine): RunError;
}

const wait = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds));
/** Two that hinder each other must not do so again in step. */
const pause = (): Promise<void> => wait(5 + Math.random() * 45);

async function namesIn(fs: FileSystem, dir: string): Promise<string[]> {
  return (await fs.list(dir)).map(({ name }) => name);
}

const RELEASED = Buffer.from('{"released":true}');

async function readHolder(fs: FileSystem, path: string): Promise<LockHolder | undefined> {
  for (let look = 0; look < LOOKS; look++) {
    const bytes = await fs.read(path).catch(() => undefined);
    const holder = bytes && parseHolder(bytes);
    if (bytes === undefined || holder !== undefined || RELEASED.equals(bytes)) return holder;
    await wait(LOOK_EVERY_MS);
  }
  return undefined;
}

const newestIn = (place: ClaimPlace, names: readonly string[]): number =>
  Math.max(0, ...names.map((name) => place.epochOf(name) ?? 0));

/** Who has it at this moment, if anyone does. */
export async function holderOf(fs: FileSystem, place: ClaimPlace, machine: Machine): Promise<LockHolder | undefined> {
  const newest = newestIn(place, await namesIn(fs, place.dir));
  const holder = await readHolder(fs, join(place.dir, place.nameOf(newest)));
  return holder && !isStale(holder, machine) ? holder : undefined;
}

/** The right to something, until it is released or the process ends. */
export class Claim {
  private timer: NodeJS.Timeout | undefined;
  private beating: Promise<void> = Promise.resolve();

  private constructor(
    private readonly fs: FileSystem,
    private readonly place: ClaimPlace,
    private readonly machine: Machine,
    readonly holder: LockHolder,
    readonly epoch: number,
    /** The one before had ended without giving it back. */
    readonly takenOver: boolean,
  ) {}

  private get path(): string {
    return join(this.place.dir, this.place.nameOf(this.epoch));
  }

  /**
   * Throws what `place.refuse` makes of a living holder; RunError `not-writable` or `disk-full` when no claim can be
   * written.
   */
  static async acquire(fs: FileSystem, place: ClaimPlace, machine: Machine): Promise<Claim> {
    const holder = newHolder(machine);
    for (let tries = 0; tries < TRIES; tries++) {
      const newest = newestIn(place, await namesIn(fs, place.dir));
      const last = await readHolder(fs, join(place.dir, place.nameOf(newest)));
      if (last && !isStale(last, machine)) throw place.refuse(last, machine);
      const claim = new Claim(fs, place, machine, holder, newest + 1, last !== undefined);
      if (await claim.make()) return claim.begin();
    }
    throw place.refuse((await holderOf(fs, place, machine)) ?? holder, machine);
  }

  /** Whether the claim was made and stands; if not, nothing of it is left. */
  private async make(): Promise<boolean> {
    const { fs, path, holder } = this;
    // A process that is made to end at once removes it; where the number must be kept, the next one sees that this one
    // is gone.
    if (!this.place.keepsReleased) noteHeld(path, holder.token);
    try {
      if (!(await createExclusively(fs, path, Buffer.from(JSON.stringify(holder))))) return this.unmade();
      if (await this.stands()) return true;
    } catch (error) {
      await this.withdraw();
      throw error;
    }
    await fs.remove(path).catch(() => undefined);
    await pause();
    return this.unmade();
  }

  /** It may have got its name before something else failed. */
  private async withdraw(): Promise<void> {
    const found = await readHolder(this.fs, this.path);
    if (found?.token === this.holder.token) await this.fs.remove(this.path).catch(() => undefined);
    this.unmade();
  }

  private unmade(): false {
    noteReleased(this.path);
    return false;
  }

  /**
   * Whoever looked before others came and went may have claimed an epoch that is over, or one beside a living holder.
   */
  private async stands(): Promise<boolean> {
    const { fs, place, machine, epoch } = this;
    const names = await namesIn(fs, place.dir);
    const others = names.filter((name) => name !== place.nameOf(epoch) && place.epochOf(name) !== undefined);
    if (others.some((name) => (place.epochOf(name) ?? 0) >= epoch)) return false;
    const claims = others.filter((name) => name === place.nameOf(place.epochOf(name) ?? 0));
    const holders = await Promise.all(claims.map((name) => readHolder(fs, join(place.dir, name))));
    return !holders.some((other) => other !== undefined && !isStale(other, machine));
  }

  private async begin(): Promise<this> {
    markHeld(this.holder);
    this.timer = setInterval(() => {
      this.beating = this.beat();
    }, HEARTBEAT_MS);
    this.timer.unref();
    await this.removeOlder();
    return this;
  }

  /** Claims of earlier epochs mean nothing any more. */
  private async removeOlder(): Promise<void> {
    const { fs, place, epoch } = this;
    for (const name of await namesIn(fs, place.dir)) {
      const older = place.epochOf(name);
      if (older === undefined || older >= epoch || name !== place.nameOf(older)) continue;
      await fs.remove(join(place.dir, name)).catch(() => undefined);
    }
  }

  /** Whether somebody else claimed a later epoch, or the folder is gone. */
  async state(): Promise<'held' | 'lost' | 'removed'> {
    const names = await namesIn(this.fs, this.place.dir);
    if (names.length === 0) return 'removed';
    return newestIn(this.place, names) > this.epoch ? 'lost' : 'held';
  }

  /** The name is this holder's own: whatever happened meanwhile, nobody else's claim is overwritten. */
  private async beat(): Promise<void> {
    const temporary = temporaryFor(this.path);
    try {
      await this.fs.write(temporary, Buffer.from(JSON.stringify({ ...this.holder, heartbeatAt: this.machine.now() })));
      await renamePatiently(this.fs, temporary, this.path);
    } catch {
      // A missed beat is no failure: the next write finds out whether the claim still stands.
      await this.fs.remove(temporary).catch(() => undefined);
    }
  }

  async release(): Promise<void> {
    clearInterval(this.timer);
    await this.beating;
    markReleased(this.holder);
    noteReleased(this.path);
    if ((await this.state()) !== 'held') return this.fs.remove(this.path).catch(() => undefined);
    if (!this.place.keepsReleased) return this.fs.remove(this.path).catch(() => undefined);
    const temporary = temporaryFor(this.path);
    await this.fs.write(temporary, RELEASED).catch(() => undefined);
    await renamePatiently(this.fs, temporary, this.path).catch(() => undefined);
  }
}
