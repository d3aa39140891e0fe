import type * as z from 'zod';
import { savedFileAt } from '../artifacts/saved-files';
import { sha256, writeAtomically } from './atomic-file';
import { type FileSystem } from './file-system';
import { inSession } from './layout';
import { RunError } from './run-error';

export interface WrittenArtifact {
  path: string;
  sha256: string;
  bytes: number;
}

/** Told about every file that changed, before the write counts. */
export type OnWritten = (written: WrittenArtifact) => Promise<void>;

const describeIssues = (error: z.ZodError): string =>
  error.issues
    .slice(0, 3)
    .map((issue) => `${issue.path.join('.') || 'the file'}: ${issue.message}`)
    .join('; ');

function invalid(path: string, error: z.ZodError): RunError {
  return new RunError('invalid-artifact', `${path} does not fit its schema (${describeIssues(error)}).`, 'Resume the session to produce the file again, or restore it from a copy.', { cause: error });
}

/** JSON as it is kept: two spaces, final newline. */
export const toJson = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** Checks a value against the schema its path demands; keys the schema does not know stay. Throws RunError `invalid-artifact`. */
export function validated(path: string, value: unknown): unknown {
  const file = savedFileAt(path);
  if (!file) throw new RunError('invalid-artifact', `${path} is not a file of a session.`, 'Report this with the log.');
  const checked = file.schema.safeParse(value);
  if (!checked.success) throw invalid(path, checked.error);
  return checked.data;
}

/** The artifacts of one session: checked against their schemas when written and when read. */
export class ArtifactStore {
  constructor(
    private readonly fs: FileSystem,
    readonly sessionDir: string,
    private readonly beforeWrite: () => Promise<void>,
    private readonly onWritten: OnWritten,
  ) {}

  /** Writes a JSON artifact whose schema follows from its path. Throws RunError; the old file stays on failure. */
  writeJson(path: string, value: unknown): Promise<WrittenArtifact> {
    return this.writeText(path, toJson(validated(path, value)));
  }

  /** Writes a JSON file that has no schema by its path, checked with `schema`. */
  writeChecked(path: string, value: unknown, schema: z.ZodType): Promise<WrittenArtifact> {
    const checked = schema.safeParse(value);
    if (!checked.success) return Promise.reject(invalid(path, checked.error));
    return this.writeText(path, toJson(checked.data));
  }

  /** Writes a view of the state, such as `config.json`: it follows the journal and is not declared in it. */
  async writeRendering(path: string, content: string): Promise<void> {
    const data = Buffer.from(content);
    if ((await this.hashOf(path)) === sha256(data)) return;
    await this.beforeWrite();
    await writeAtomically(this.fs, inSession(this.sessionDir, path), data);
  }

  /** Writes a file. Content that is there already is not written again. */
  async writeText(path: string, text: string): Promise<WrittenArtifact> {
    const data = Buffer.from(text);
    const written = { path, sha256: sha256(data), bytes: data.length };
    if ((await this.hashOf(path)) !== written.sha256) {
      await this.beforeWrite();
      await writeAtomically(this.fs, inSession(this.sessionDir, path), data);
    }
    await this.onWritten(written);
    return written;
  }

  /** Reads a JSON artifact and checks it with `schema`. Throws RunError `corrupt-session` when it is absent or not JSON, `invalid-artifact` when it does not fit. */
  async read<S extends z.ZodType>(path: string, schema: S): Promise<z.infer<S>> {
    const value = await this.readJson(path);
    const checked = schema.safeParse(value);
    if (!checked.success) throw invalid(path, checked.error);
    return checked.data;
  }

  /** As `read`, but undefined when the file is absent, broken or does not fit. */
  async readIfValid<S extends z.ZodType>(path: string, schema: S): Promise<z.infer<S> | undefined> {
    return this.read(path, schema).catch((error: unknown) => {
      if (error instanceof RunError) return undefined;
      throw error;
    });
  }

  async readText(path: string): Promise<string> {
    try {
      return Buffer.from(await this.fs.read(inSession(this.sessionDir, path))).toString('utf8');
    } catch (error) {
      throw new RunError('corrupt-session', `${path} is missing from the session or cannot be read.`, 'Resume the session: what is missing is produced again.', { cause: error });
    }
  }

  private async readJson(path: string): Promise<unknown> {
    const text = await this.readText(path);
    try {
      return JSON.parse(text);
    } catch (error) {
      throw new RunError('corrupt-session', `${path} is not valid JSON.`, 'Resume the session: damaged files are put aside and produced again.', { cause: error });
    }
  }

  /** SHA-256 of the file as it is on disk; undefined when there is none. */
  async hashOf(path: string): Promise<string | undefined> {
    return this.fs.read(inSession(this.sessionDir, path)).then(sha256, () => undefined);
  }

  /** Names of the files directly in a folder of the session, sorted. */
  async list(folder: string): Promise<string[]> {
    const entries = await this.fs.list(inSession(this.sessionDir, folder));
    return entries.filter((entry) => !entry.directory && !entry.name.endsWith('.tmp')).map((entry) => entry.name);
  }

  /** Moves a file or folder inside the session. Does nothing when it is not there, so that it can be repeated. */
  async move(from: string, to: string): Promise<boolean> {
    const [source, target] = [inSession(this.sessionDir, from), inSession(this.sessionDir, to)];
    if (!(await this.fs.exists(source))) return false;
    await this.beforeWrite();
    await this.fs.makeDir(inSession(this.sessionDir, to.split('/').slice(0, -1).join('/')));
    await this.fs.remove(target);
    await this.fs.rename(source, target);
    return true;
  }
}
