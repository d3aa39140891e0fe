import { MAX_CODE } from '../inventory/file-fact';
import { decodeText } from '../../safety/files/decode';
import { ReadFailure, readFile } from '../../safety/files/guarded-read';
import type { FileIr } from '../ir';
import { LowerError, lowerText } from '../lower/lower-text';
import type { IrCache } from './cache';
import type { ParseJob, ParseReply } from './jobs';

const encoder = new TextEncoder();

async function lowered(job: ParseJob): Promise<FileIr | string> {
  const file = readFile(job.absolute, MAX_CODE);
  if (file.sha256 !== job.sha256) return 'The file changed while it was analysed.';
  return lowerText(job.path, decodeText(file.bytes));
}

/** Lowers a file, or takes it from the cache. Failures of the file are part of the reply; only a broken installation rejects. */
export async function parseFile(job: ParseJob, cache: IrCache | undefined): Promise<ParseReply> {
  const cached = cache?.read(job.sha256, job.language);
  if (cached) return { path: job.path, json: cached };
  try {
    const ir = await lowered(job);
    if (typeof ir === 'string') return { path: job.path, failed: ir };
    const json = encoder.encode(JSON.stringify(ir));
    cache?.write(job.sha256, job.language, Buffer.from(json.buffer, json.byteOffset, json.byteLength));
    return { path: job.path, json };
  } catch (error) {
    if (error instanceof LowerError) return { path: job.path, failed: error.message };
    if (error instanceof ReadFailure) return { path: job.path, failed: `The file could not be read (${error.code}).` };
    throw error;
  }
}
