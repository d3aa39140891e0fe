/** A file to parse. */
export interface ParseJob {
  path: string;
  absolute: string;
  /** The content that was listed; a file that has changed since is not read. */
  sha256: string;
  language: string;
}

/** From a parse worker, one for each job in the order they were given. */
export interface ParseReply {
  path: string;
  /** JSON text of the FileIr. */
  json?: Uint8Array;
  failed?: string;
}

export interface ParseTask {
  kind: 'parse';
  cacheDir?: string;
}

export type ParseMessage = { kind: 'ready' } | { kind: 'file'; reply: ParseReply };
