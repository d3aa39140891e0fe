/** A file that cannot be turned into the common tree; `message` says why in a sentence about the file. */
export class LowerError extends Error {
  constructor(
    readonly reason: 'unknown-language' | 'too-complex',
    message: string,
  ) {
    super(message);
  }
}
