import type { Writable } from 'node:stream';

/** Nobody reads any more: the pipe is closed, or the terminal is gone. */
const READER_GONE = new Set(['EPIPE', 'ECONNRESET', 'EIO', 'ERR_STREAM_DESTROYED']);

/** Standard output or error. A failed write ends no work: what comes after it is dropped. */
export class OutputStream {
  private failure: NodeJS.ErrnoException | undefined;

  constructor(private readonly stream: Writable) {
    stream.on('error', (error: NodeJS.ErrnoException) => (this.failure ??= error));
  }

  write(text: string): void {
    if (this.failure === undefined) this.stream.write(text, (error) => error && (this.failure ??= error));
  }

  /**
   * Waits until everything is written. The reason why it was not, unless the reader went away on purpose (`| head`).
   */
  async flushed(): Promise<string | undefined> {
    if (this.failure === undefined) await new Promise<void>((done) => this.stream.write('', () => done()));
    const { failure } = this;
    return failure === undefined || READER_GONE.has(failure.code ?? '') ? undefined : failure.message;
  }
}
