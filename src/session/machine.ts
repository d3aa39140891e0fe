import { readFileSync, readlinkSync } from 'node:fs';
import { hostname, uptime } from 'node:os';

/** What claims on a session ask of the machine. */
export interface Machine {
  pid: number;
  host: string;
  /**
   * Processes with different spaces cannot see each other: two containers may share a host name and a disk. Undefined
   * when there is no such thing.
   */
  space?: string;
  /** Milliseconds since 1970. */
  now(): number;
  /** When the machine started. Milliseconds since 1970, as well as its clock knows. */
  booted(): number;
  isAlive(pid: number): boolean;
  /**
   * What tells a living process from every other one that had or will have its number; `gone` when none lives;
   * undefined when that cannot be known.
   */
  startOf(pid: number): string | undefined;
}

/** Undefined on platforms without the file, and for processes that this user may not look at. */
function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

interface ProcessStat {
  state: string;
  /** Clock ticks from the start of the machine to that of the process. */
  started: string;
}

/**
 * proc_pid_stat(5): the name in parentheses may itself hold spaces and parentheses; the third field is the state, the
 * 22nd the start.
 */
function statOf(pid: number): ProcessStat | undefined {
  if (process.platform !== 'linux') return undefined;
  const fields = /^\d+ \(.*\) (.*)$/s
    .exec(textOf(`/proc/${pid}/stat`) ?? '')?.[1]
    ?.trim()
    .split(' ');
  const [state, started] = [fields?.[0], fields?.[19]];
  return state === undefined || started === undefined ? undefined : { state, started };
}

/** A process that ended answers signals until its parent has taken note, which in a container may be never. */
const isEnded = (stat: ProcessStat | undefined): boolean => stat !== undefined && /[ZX]/.test(stat.state);

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !isEnded(statOf(pid));
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Ticks alone would be met again after a restart of the machine. */
const bootOf = (): string | undefined => textOf('/proc/sys/kernel/random/boot_id')?.trim();

function startOf(pid: number): string | undefined {
  const boot = process.platform === 'linux' ? bootOf() : undefined;
  if (boot === undefined) return undefined;
  if (!isAlive(pid)) return 'gone';
  const stat = statOf(pid);
  return stat && `${boot}/${stat.started}`;
}

function spaceOf(): string | undefined {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return undefined;
  }
}

const space = spaceOf();

export const thisMachine: Machine = {
  pid: process.pid,
  host: hostname(),
  ...(space === undefined ? {} : { space }),
  now: () => Date.now(),
  booted: () => Date.now() - uptime() * 1000,
  isAlive,
  startOf,
};
