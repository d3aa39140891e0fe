import { dirname } from 'node:path';
import { temporaryFor } from './atomic-file';
import { type FileSystem } from './file-system';
import { fromWriteError } from './run-error';

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? '';

/** What file systems without hard links answer. */
const NO_LINKS: ReadonlySet<string> = new Set([
  'EPERM',
  'ENOTSUP',
  'EOPNOTSUPP',
  'ENOSYS',
  'EMLINK',
  'EXDEV',
  'EINVAL',
  'UNKNOWN',
]);

async function tryTo(create: () => Promise<void>): Promise<boolean> {
  try {
    await create();
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/** Gives a finished file its name if nobody has that name; a file system without hard links creates it in place. */
async function publish(fs: FileSystem, from: string, to: string, data: Uint8Array): Promise<boolean> {
  try {
    return await tryTo(() => fs.link(from, to));
  } catch (error) {
    if (!NO_LINKS.has(codeOf(error))) throw error;
    return tryTo(() => fs.write(to, data, { exclusive: true }));
  }
}

/**
 * Creates a file that must be nobody else's: of any number of processes one gets `true`. It appears with all of its
 * content, so that nobody finds a claim without a name on it. Throws RunError `disk-full` or `not-writable`.
 */
export async function createExclusively(fs: FileSystem, path: string, data: Uint8Array): Promise<boolean> {
  const temporary = temporaryFor(path);
  try {
    await fs.write(temporary, data);
    const created = await publish(fs, temporary, path, data);
    if (created) await fs.syncDir(dirname(path));
    return created;
  } catch (error) {
    throw fromWriteError(error, path);
  } finally {
    await fs.remove(temporary).catch(() => undefined);
  }
}
