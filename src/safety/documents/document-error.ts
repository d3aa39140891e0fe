/** A document that is not read: it nests deeper or is longer than any of its kind, or is not of its kind at all. */
export class DocumentError extends Error {
  override readonly name = 'DocumentError';

  constructor(
    readonly code: 'too-deep' | 'too-large' | 'malformed',
    message: string,
  ) {
    super(message);
  }
}
