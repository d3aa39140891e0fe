import { dirname } from 'node:path';
import type * as z from 'zod';
import { Redaction } from '../safety/secrets/redaction';
import { renamePatiently, sha256, writeAllAtomically } from './atomic-file';
import { type FileSystem } from './file-system';
import { inSession } from './layout';
import { RunError } from './run-error';
import {
  type WrittenArtifact,
  changed,
  type Draft,
  contentOf,
  type Content,
  toJson,
  validated,
  breath,
  invalid,
} from './artifact-content';

/** Of one thing put aside again and again. */
const MAX_COPIES = 1000;

/** What a run knows about the files of its session beyond their schemas. */
export interface StoreChecks {
  /** SHA-256 of what was last written there as the journal has it; undefined for files it does not know. */
  expected(path: string): string | undefined;
  /**
   * Asked between the writing of files and the moment they take effect; throws when this process may no longer write.
   */
  beforeRename: () => Promise<void>;
}

/** Told about every file that changed, before the write counts. */
export type OnWritten = (written: WrittenArtifact) => Promise<void>;

/**
 * The artifacts of one session: checked against their schemas when written and when read, and against the journal where
 * there is one.
 */
export class ArtifactStore {
  /** Hashes of what is being written, or was found when the session was taken up and is about to be written anew. */
  private readonly accepted = new Map<string, Set<string>>();

  constructor(
    private readonly fs: FileSystem,
    readonly sessionDir: string,
    private readonly beforeWrite: () => Promise<void>,
    private readonly onWritten: OnWritten,
    private readonly checks?: StoreChecks,
    private readonly redaction = new Redaction(),
  ) {}

  /** Takes this content of a file although the journal says otherwise. */
  accept(path: string, sum: string): void {
    this.accepted.set(path, (this.accepted.get(path) ?? new Set()).add(sum));
  }

  private async assertExpected(path: string, bytes: Uint8Array): Promise<void> {
    const expected = this.checks?.expected(path);
    if (expected === undefined) return;
    const found = sha256(bytes);
    if (found === expected || this.accepted.get(path)?.has(found) === true) return;
    // Whoever took the session over may have written it: then that is what has to be said.
    await this.checks?.beforeRename();
    throw changed(path);
  }

  /** Writes a JSON artifact whose schema follows from its path. Throws RunError; the old file stays on failure. */
  async writeJson(path: string, value: unknown): Promise<WrittenArtifact> {
    const [written] = await this.writeAll([{ path, value }]);
    return written as WrittenArtifact;
  }

  /** Writes a JSON file that has no schema by its path, checked with `schema`. */
  async writeChecked(path: string, value: unknown, schema: z.ZodType): Promise<WrittenArtifact> {
    const [written] = await this.writeAll([{ path, value, schema }]);
    return written as WrittenArtifact;
  }

  /** Writes views of the state, such as `config.json`: they follow the journal and are not declared in it. */
  async writeRenderings(drafts: readonly Draft[]): Promise<WrittenArtifact[]> {
    const files = drafts.map((draft) => contentOf(draft.path, this.safeText(draft)));
    await this.replace(files);
    return files.map(({ path, sum, data }) => ({ path, sha256: sum, bytes: data.length }));
  }

  /** Writes a file. Content that is there already is not written again. */
  async writeText(path: string, text: string): Promise<WrittenArtifact> {
    const [written] = await this.writeAll([{ path, text }]);
    return written as WrittenArtifact;
  }

  /**
   * Writes files that belong together: all are checked before the first is written, all are on the disk before the
   * first
   * is declared. Content that is there already is not written again. Throws RunError.
   */
  async writeAll(drafts: readonly Draft[]): Promise<WrittenArtifact[]> {
    const files: Content[] = [];
    for (const draft of drafts) files.push(contentOf(draft.path, await this.safeTextInTurns(draft)));
    // Between the file and its event a reader of this process may find it.
    for (const { path, sum } of files) this.accept(path, sum);
    await this.replace(files);
    const written = files.map(({ path, sum, data }) => ({ path, sha256: sum, bytes: data.length }));
    await Promise.all(written.map((item) => this.onWritten(item)));
    for (const { path, sum } of files) this.accepted.get(path)?.delete(sum);
    return written;
  }

  private safeText(draft: Draft): string {
    if ('text' in draft) return this.redaction.file(draft.text);
    return toJson(this.redaction.all(validated(draft.path, draft.value, draft.schema)));
  }

  /** Artifacts are large: each takes a while. */
  private async safeTextInTurns(draft: Draft): Promise<string> {
    if ('text' in draft) return this.redaction.fileInTurns(draft.text);
    await breath();
    const value = validated(draft.path, draft.value, draft.schema);
    await breath();
    return toJson(await this.redaction.inTurns(value));
  }

  private async replace(files: readonly Content[]): Promise<void> {
    const found = await Promise.all(files.map(({ path }) => this.hashOf(path)));
    const changed = files.filter(({ sum }, index) => sum !== found[index]);
    if (changed.length === 0) return;
    await this.beforeWrite();
    await writeAllAtomically(
      this.fs,
      changed.map(({ path, data }) => ({ path: inSession(this.sessionDir, path), data })),
      this.checks?.beforeRename,
    );
  }

  /**
   * Reads a JSON artifact and checks it with `schema`. Throws RunError `corrupt-session` when it is absent or not JSON,
   * `invalid-artifact` when it does not fit.
   */
  async read<S extends z.ZodType>(path: string, schema: S): Promise<z.infer<S>> {
    const value = await this.readJson(path);
    const checked = schema.safeParse(value);
    if (!checked.success) throw invalid(path, checked.error);
    return checked.data;
  }

  /** As `read`, but undefined when the file is absent, broken or does not fit. */
  async readIfValid<S extends z.ZodType>(path: string, schema: S): Promise<z.infer<S> | undefined> {
    return this.read(path, schema).catch((error: unknown) => {
      if (error instanceof RunError && error.code !== 'changed-artifact') return undefined;
      throw error;
    });
  }

  async readText(path: string): Promise<string> {
    const bytes = await this.fs.read(inSession(this.sessionDir, path)).catch((error: unknown) => {
      // What the journal knows can be made again.
      const code = this.checks?.expected(path) === undefined ? 'corrupt-session' : 'changed-artifact';
      throw new RunError(
        code,
        `${path} is missing from the session or cannot be read.`,
        'Resume the session: what is missing is produced again.',
        { cause: error },
      );
    });
    await this.assertExpected(path, bytes);
    return Buffer.from(bytes).toString('utf8');
  }

  private async readJson(path: string): Promise<unknown> {
    const text = await this.readText(path);
    try {
      return JSON.parse(text);
    } catch (error) {
      throw new RunError(
        'corrupt-session',
        `${path} is not valid JSON.`,
        'Resume the session: damaged files are put aside and produced again.',
        { cause: error },
      );
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

  /**
   * Moves a file or folder inside the session and says where it is now: what stands at `to` already stays, and the
   * moved one
   * gets a number. Does nothing when it is not there, so that it can be repeated. Throws RunError.
   */
  async move(from: string, to: string): Promise<string> {
    const source = inSession(this.sessionDir, from);
    if (!(await this.fs.exists(source))) return to;
    await this.beforeWrite();
    await this.fs.makeDir(dirname(inSession(this.sessionDir, to)));
    const free = await this.freeName(to);
    await renamePatiently(this.fs, source, inSession(this.sessionDir, free));
    return free;
  }

  private async freeName(wanted: string): Promise<string> {
    for (let number = 1; number <= MAX_COPIES; number++) {
      const name = number === 1 ? wanted : `${wanted}~${number}`;
      if (!(await this.fs.exists(inSession(this.sessionDir, name)))) return name;
    }
    throw new RunError(
      'corrupt-session',
      `The session holds more than ${MAX_COPIES} copies of ${wanted}.`,
      'Start a new threat model; move this session to another place if you want to keep it.',
    );
  }
}
