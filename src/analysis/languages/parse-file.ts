import { MAX_CODE } from '../read/inventory/file-fact';
import { decodeText } from '../../safety/files/decode';
import { ReadFailure, readFile } from '../../safety/files/guarded-read';
import { isNoHandle } from '../../safety/files/patience';
import { everySecretIn, secretsIn, textKindOf } from '../../safety/secrets/recognise';
import type { SecretSpan } from '../../safety/secrets/span';
import type { FileIr } from '../read/ir';
import { LowerError } from './lower/lower-error';
import { lowerText } from './lower/lower-text';
import type { IrCache } from '../read/parse/cache';
import type { ParseFailure, ParseJob, ParseReply } from '../read/parse/jobs';

const CHANGED: ParseFailure = { code: 'changed', why: { is: 'changed' } };

interface Lowered {
  tree: FileIr;
  secrets: SecretSpan[];
}

async function lowered(job: ParseJob): Promise<Lowered | undefined> {
  const file = readFile(job.absolute, MAX_CODE);
  if (file.sha256 !== job.sha256) return undefined;
  const text = decodeText(file.bytes);
  return { tree: await lowerText(job.path, text), secrets: everySecretIn(text, textKindOf(job.path)) };
}

/** A tree holds the path and the texts of its file: one with a secret is not kept. */
const mayBeKept = ({ path }: ParseJob, { secrets }: Lowered): boolean =>
  secrets.length === 0 && secretsIn(path).length === 0;

/**
 * A tree is kept of a text without secrets. As settings, which may be what another file with this text was not, more
 * is one.
 */
const secretsOfKept = ({ path }: ParseJob): Pick<ParseReply, 'secrets'> =>
  textKindOf(path).settings === true ? {} : { secrets: [] };

/** What went wrong with the file; undefined when it is not the file's fault. */
export function failureOf(error: unknown): ParseFailure | undefined {
  if (error instanceof LowerError)
    return { code: error.reason === 'too-complex' ? 'too-complex' : 'parse-failed', why: error.why };
  if (error instanceof ReadFailure)
    return {
      code: isNoHandle(error.code) ? 'handles' : 'unreadable',
      why: { is: 'no-access', name: error.code },
    };
  // The stack is no larger anywhere: what nests too deep here does so everywhere.
  if (error instanceof RangeError) return { code: 'too-complex', why: { is: 'nests-too-deep', name: error.message } };
  return undefined;
}

/**
 * Lowers a file, or takes it from the cache. Failures of the file are part of the reply; only a broken installation
 * rejects.
 */
export async function parseFile(job: ParseJob, cache: IrCache | undefined): Promise<ParseReply> {
  const { path } = job;
  const cached = cache?.read(job.sha256, job.language);
  if (cached) return { path, json: cached.toString('utf8'), ...secretsOfKept(job) };
  try {
    const result = await lowered(job);
    if (!result) return { path, failed: CHANGED };
    const json = JSON.stringify(result.tree);
    if (cache && mayBeKept(job, result)) cache.write(job.sha256, job.language, Buffer.from(json));
    return { path, json, secrets: result.secrets };
  } catch (error) {
    const failed = failureOf(error);
    if (failed) return { path, failed };
    throw error;
  }
}
