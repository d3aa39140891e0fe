import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { constants, type Stats } from 'node:fs';
import { chmod, type FileHandle, link, lstat, mkdir, open, unlink } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, posix, win32 } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { patiently } from '../safety/files/patience';
import { type Surroundings, userStateFolder } from '../safety/files/user-folders';

const FILE = 'session-key';
const LENGTH = 32;
/** What is sealed can never be mistaken for something else that this key may sign one day. */
const PURPOSE = 'threatline session journal, version 1\n';
const OTHERS = 0o077;
/** Another process may be between creating the file and filling it, where the disk knows no hard links. */
const LOOKS = 40;
const LOOK_EVERY_MS = 25;

/** Signs what this user writes on this machine. */
export interface SessionKey {
  /**
   * Why the kept key cannot be used, in sentences for the user. What is sealed then is recognised by this process
   * alone.
   */
  readonly problem?: string;
  /** The seal of the head of a journal's hash chain: HMAC-SHA-256, hex. */
  seal(head: string): string;
  /** Whether `seal` was made of `head` with this key. Takes the same time whatever the answer. */
  verifies(head: string, seal: string): boolean;
}

class Refused extends Error {}

/**
 * Where the key lies: below `THREATLINE_STATE_HOME` when it holds an absolute path, else in the platform's folder for
 * state.
 */
export function stateFolderOf(where: Surroundings): string {
  const path = where.platform === 'win32' ? win32 : posix;
  const chosen = where.env['THREATLINE_STATE_HOME'];
  if (chosen !== undefined && path.isAbsolute(chosen)) return path.join(chosen, 'threatline');
  return userStateFolder(where);
}

/** `stateFolderOf` of this process. */
const defaultStateFolder = (): string =>
  stateFolderOf({ platform: process.platform, env: process.env, home: homedir() });

/**
 * The key of this user on this machine, made when there is none: processes that race for it get the same one. A key
 * that
 * cannot be trusted (a link, no regular file, somebody else's, open to others) or kept is not used: the answer is then
 * a
 * key that lives as long as the process, with `problem`. Never rejects.
 * @param stateFolder Absolute; by default that of this process's user.
 */
export async function loadKey(stateFolder?: string): Promise<SessionKey> {
  try {
    return keyOf(await keptSecret(stateFolder ?? defaultStateFolder()));
  } catch (error) {
    return { problem: problemOf(error), ...keyOf(randomBytes(LENGTH)) };
  }
}

function problemOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const reason = error instanceof Refused ? message : `${message}.`;
  return (
    `The key that marks sessions as yours cannot be used: ${reason} Until this is mended, the sessions of ` +
    `other runs count as made elsewhere.`
  );
}

async function keptSecret(folder: string): Promise<Buffer> {
  await ensureFolder(folder);
  return (await readKey(join(folder, FILE))) ?? createKey(folder);
}

function keyOf(secret: Uint8Array): SessionKey {
  const seal = (head: string): string => createHmac('sha256', secret).update(PURPOSE).update(head).digest('hex');
  const verifies = (head: string, given: string): boolean => {
    const [expected, found] = [Buffer.from(seal(head)), Buffer.from(given)];
    return expected.length === found.length && timingSafeEqual(expected, found);
  };
  return { seal, verifies };
}

const hasCode = (error: unknown, ...codes: string[]): boolean =>
  codes.includes((error as NodeJS.ErrnoException).code ?? '');

/** Windows keeps other users out of the profile by its access lists; it has no such modes. */
const isOpenToOthers = ({ mode }: Stats): boolean => process.platform !== 'win32' && (mode & OTHERS) !== 0;

function assertOwn(stat: Stats, path: string): void {
  if (process.getuid !== undefined && stat.uid !== process.getuid())
    throw new Refused(`${path} belongs to another user; remove it or make it yours.`);
}

async function ensureFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const stat = await lstat(folder);
  if (!stat.isDirectory()) throw new Refused(`${folder} is a link or a file; put a folder of its own in its place.`);
  assertOwn(stat, folder);
  if (!isOpenToOthers(stat)) return;
  await chmod(folder, 0o700);
  if (isOpenToOthers(await lstat(folder)))
    throw new Refused(`${folder} is open to other users and cannot be closed to them.`);
}

/** Undefined when there is no key yet. */
async function readKey(path: string): Promise<Buffer | undefined> {
  for (let look = 0; look < LOOKS; look++) {
    const bytes = await readOnce(path);
    if (bytes === undefined || bytes.length === LENGTH) return bytes;
    if (bytes.length > LENGTH) break;
    await wait(LOOK_EVERY_MS);
  }
  throw new Refused(`${path} is damaged; remove it, and a new one is made.`);
}

async function readOnce(path: string): Promise<Buffer | undefined> {
  const handle = await openForReading(path);
  if (handle === undefined) return undefined;
  try {
    await assertPrivate(handle, path);
    const bytes = Buffer.alloc(LENGTH + 1);
    const { bytesRead } = await handle.read(bytes, 0, bytes.length, 0);
    return bytes.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** Neither flag exists on Windows, where the look before the opening must do. */
const { O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants as Partial<typeof constants>;

async function openForReading(path: string): Promise<FileHandle | undefined> {
  try {
    if (!(await lstat(path)).isFile())
      throw new Refused(`${path} is a link or no regular file; remove it, and a new one is made.`);
    return await patiently(() => open(path, constants.O_RDONLY | O_NOFOLLOW | O_NONBLOCK));
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

async function assertPrivate(handle: FileHandle, path: string): Promise<void> {
  const stat = await handle.stat();
  if (!stat.isFile()) throw new Refused(`${path} is no regular file; remove it, and a new one is made.`);
  assertOwn(stat, path);
  if (!isOpenToOthers(stat)) return;
  await handle.chmod(0o600);
  if (isOpenToOthers(await handle.stat()))
    throw new Refused(`${path} can be read by other users and cannot be closed to them.`);
}

async function createKey(folder: string): Promise<Buffer> {
  const [path, bytes] = [join(folder, FILE), randomBytes(LENGTH)];
  const beside = join(folder, `.${FILE}.${randomBytes(8).toString('hex')}.tmp`);
  await writeNew(beside, bytes);
  try {
    await publish(beside, path, bytes);
  } finally {
    await unlink(beside);
  }
  const kept = await readKey(path);
  if (kept === undefined) throw new Refused(`${path} was removed while it was being made.`);
  return kept;
}

async function writeNew(path: string, bytes: Uint8Array): Promise<void> {
  const handle = await patiently(() => open(path, 'wx', 0o600));
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Gives the file its name, whole and only when no other process was first. */
async function publish(beside: string, path: string, bytes: Uint8Array): Promise<void> {
  try {
    await link(beside, path);
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return;
    // A disk without hard links.
    await writeNew(path, bytes).catch((failed: unknown) => {
      if (!hasCode(failed, 'EEXIST')) throw failed;
    });
  }
}
