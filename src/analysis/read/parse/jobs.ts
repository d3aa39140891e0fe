import type { LimitCode } from '../../../artifacts/limits';
import type { WhyUnread } from '../../../artifacts/unread';
import type { SecretSpan } from '../../../safety/secrets/span';

/** A file to parse. */
export interface ParseJob {
  path: string;
  absolute: string;
  /** The content that was listed; a file that has changed since is not read. */
  sha256: string;
  language: string;
}

/** Why a file has no tree. */
export interface ParseFailure {
  code: LimitCode;
  why: WhyUnread;
}

/** From a parse worker, one for each job in the order they were given. */
export interface ParseReply {
  path: string;
  /** JSON of the FileIr: as a text it crosses threads and is read again at less cost than as bytes or as objects. */
  json?: string;
  /** All that is recognised in the text; absent where it was not looked through. */
  secrets?: readonly SecretSpan[];
  failed?: ParseFailure;
}

export interface ParseTask {
  kind: 'parse';
  cacheDir?: string;
}

/** `broken`: the installation, not a file, is at fault; no worker would do better. */
export type ParseMessage =
  { kind: 'ready' } | { kind: 'file'; reply: ParseReply } | { kind: 'broken'; message: string };
