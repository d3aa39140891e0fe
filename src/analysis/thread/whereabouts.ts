import type { Stage } from '../../artifacts/stages';
import type { Progress } from '../options';
import { STAGES } from '../../artifacts/stages';

const HEADER_BYTES = 20;
const TEXT_BYTES = 1024;
/** Positions in the header, 32-bit each. */
const AT = { ticks: 0, stage: 1, done: 2, total: 3, length: 4 } as const;

/** Some runtimes do not encode into shared memory: what is encoded is copied there. */
const ENCODER = new TextEncoder();

/**
 * Where a thread is in its work, in memory that both sides see: it is still known after the thread has died, and while
 * the thread is too busy to send anything. One side writes, the other reads; what is read during a write may be mixed
 * up, which only shows wrong words for a moment.
 */
export class Whereabouts {
  private readonly header: Int32Array;
  private readonly text: Uint8Array;

  constructor(readonly memory: SharedArrayBuffer = new SharedArrayBuffer(HEADER_BYTES + TEXT_BYTES)) {
    this.header = new Int32Array(memory, 0, HEADER_BYTES / Int32Array.BYTES_PER_ELEMENT);
    this.text = new Uint8Array(memory, HEADER_BYTES);
  }

  write({ stage, done, total, what = '' }: Progress): void {
    const bytes = ENCODER.encode(what.slice(0, TEXT_BYTES / 4));
    this.text.set(bytes);
    this.header[AT.stage] = STAGES.indexOf(stage);
    this.header[AT.done] = done;
    this.header[AT.total] = total;
    this.header[AT.length] = bytes.length;
    Atomics.add(this.header, AT.ticks, 1);
  }

  /** How often something was written: it stands still when the thread does. */
  get ticks(): number {
    return Atomics.load(this.header, AT.ticks);
  }

  /** Undefined when nothing was written yet. */
  read(): Progress | undefined {
    const stage: Stage | undefined = STAGES[this.header[AT.stage] ?? 0];
    if (this.ticks === 0 || stage === undefined) return undefined;
    const what = new TextDecoder().decode(this.text.slice(0, this.header[AT.length] ?? 0));
    return { stage, done: this.header[AT.done] ?? 0, total: this.header[AT.total] ?? 0, ...(what !== '' && { what }) };
  }
}
