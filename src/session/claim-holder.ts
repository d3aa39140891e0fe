import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { type Machine } from './machine';

const STALE_MS = 60_000;
/**
 * Where the start of a process cannot be known: after this time even one that seems to live is not the holder, its
 * number was given to another one.
 */
const REUSED_MS = 600_000;
/** Two processes with a start of the machine this far apart cannot be of the same boot. */
const SAME_BOOT_MS = 120_000;

const LockHolder = z.object({
  pid: z.int(),
  host: z.string().catch(''),
  space: z.string().optional().catch(undefined),
  /** See `Machine.startOf`. */
  started: z.string().optional().catch(undefined),
  token: z.string(),
  /** Milliseconds since 1970: start of the machine, start and last sign of life of the holder. */
  booted: z.number().catch(0),
  acquiredAt: z.number().catch(0),
  heartbeatAt: z.number().catch(0),
});

/** Who holds a claim. */
export type LockHolder = z.infer<typeof LockHolder>;

/** Claims this process holds: one that names it but is not among them was left behind by a failed release. */
const held = new Set<string>();

export const markHeld = (holder: LockHolder): void => void held.add(holder.token);
export const markReleased = (holder: LockHolder): void => void held.delete(holder.token);

export function newHolder(machine: Machine): LockHolder {
  const now = machine.now();
  const started = machine.startOf(machine.pid);
  return {
    pid: machine.pid,
    host: machine.host,
    ...(machine.space === undefined ? {} : { space: machine.space }),
    ...(started === undefined ? {} : { started }),
    token: randomUUID(),
    booted: machine.booted(),
    acquiredAt: now,
    heartbeatAt: now,
  };
}

/** Undefined for a file that names nobody: cut short by a crash, or given back. */
export function parseHolder(bytes: Uint8Array): LockHolder | undefined {
  try {
    const parsed = LockHolder.safeParse(JSON.parse(Buffer.from(bytes).toString('utf8')));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

const isElsewhere = (holder: LockHolder, machine: Machine): boolean =>
  holder.host !== machine.host ||
  (holder.space !== undefined && machine.space !== undefined && holder.space !== machine.space);

/**
 * A holder that this machine can see is gone when its process is, however long it is silent; one elsewhere when it
 * gave no sign of life for a minute.
 */
export function isStale(holder: LockHolder, machine: Machine): boolean {
  if (isElsewhere(holder, machine)) return machine.now() - holder.heartbeatAt > STALE_MS;
  const found = holder.started === undefined ? undefined : machine.startOf(holder.pid);
  if (found !== undefined && found !== holder.started) return true;
  if (holder.pid === machine.pid) return !held.has(holder.token);
  if (found !== undefined) return false;
  const silent = machine.now() - holder.heartbeatAt;
  return (
    Math.abs(holder.booted - machine.booted()) > SAME_BOOT_MS || silent > REUSED_MS || !machine.isAlive(holder.pid)
  );
}
