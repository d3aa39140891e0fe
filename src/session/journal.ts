import type { RunEvent } from '../artifacts/run-events';
import { type JournalLine, parseLine } from './journal-line';
import type { SessionKey } from './session-key';

export interface JournalDamage {
  /** Name of the segment. */
  file: string;
  line: number;
  reason: string;
}

/** A place in the journal: so many bytes of a segment, and the sum of the line that ends there. */
export interface JournalPlace {
  epoch: number;
  bytes: number;
  sum: string;
}

export interface JournalContent {
  events: RunEvent[];
  /** Up to where the journal counts: whoever writes next builds on this. */
  end: JournalPlace;
  /** The last write was cut short when the process ended; it never happened. */
  torn: boolean;
  /** Damage before the end: nothing from this line on can be trusted. */
  corruption?: JournalDamage;
  /** `own` when this user's key sealed the end of it on this machine, and with it all that comes before. */
  origin: 'own' | 'foreign';
  /** Of a foreign journal the first line that the key does not vouch for. */
  foreignFrom?: { file: string; line: number };
  /** Segments that the newest one does not build on: their holders had lost the session, or they are damaged. */
  aside: string[];
  /** Bytes at the end of segments that do not count, because a later holder had taken over. */
  ignored: { file: string; bytes: number }[];
}

interface Mark {
  place: JournalPlace;
  events: number;
  line: number;
  file: string;
}

/** Reads segments one after the other, each building on the one before. */
export class JournalReader {
  private readonly events: RunEvent[] = [];
  private mark: Mark = { place: { epoch: 1, bytes: 0, sum: '' }, events: 0, line: 0, file: '' };
  /** The end of the last commit that our key sealed. */
  private good: Mark | undefined;
  private lastSeal: 'none' | 'good' | 'bad' = 'none';
  private torn = false;
  private corruption: JournalDamage | undefined;

  constructor(private readonly key: SessionKey | undefined) {}

  /**
   * Reads a segment. False when the reading ends in it.
   * @param newest Its last line may be torn; in an older one, which is cut to what counts, that is damage.
   */
  read(file: string, epoch: number, bytes: Uint8Array, newest: boolean): boolean {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (let start = 0, line = 1; start < buffer.length; line++) {
      const newline = buffer.indexOf(10, start);
      const parsed =
        newline === -1 ? 'no end of line' : this.lineAt(buffer.toString('utf8', start, newline), line, epoch);
      if (typeof parsed === 'string') {
        this.torn = newest && (newline === -1 || newline === buffer.length - 1);
        if (!this.torn) this.corruption = { file, line, reason: parsed };
        return false;
      }
      start = newline + 1;
      this.take(parsed, { epoch, bytes: start, sum: parsed.sum }, line, file);
    }
    return true;
  }

  /** Names damage that is not in a line. */
  damaged(file: string, reason: string): void {
    this.corruption ??= { file, line: 1, reason };
  }

  get end(): JournalPlace {
    return this.mark.place;
  }

  private lineAt(text: string, line: number, epoch: number): JournalLine | string {
    const parsed = parseLine(text, this.mark.place.sum);
    if (typeof parsed === 'string') return parsed;
    if (parsed.kind === 'event' && parsed.event.seq !== this.events.length + 1)
      return `event ${parsed.event.seq} where ${this.events.length + 1} was expected`;
    if ((parsed.kind === 'segment') !== (line === 1 && epoch > 1))
      return 'a segment begins with its header, and has one only';
    return parsed;
  }

  private take(parsed: JournalLine, place: JournalPlace, line: number, file: string): void {
    const sealed = this.mark.place.sum;
    if (parsed.kind === 'event') this.events.push(parsed.event);
    this.mark = { place, events: this.events.length, line, file };
    if (parsed.kind !== 'seal') return;
    const good = this.key?.verifies(sealed, parsed.seal) === true;
    this.lastSeal = good ? 'good' : 'bad';
    if (good) this.good = this.mark;
  }

  private foreignFrom(first: string): { file: string; line: number } {
    return this.good ? { file: this.good.file, line: this.good.line + 1 } : { file: first, line: 1 };
  }

  content(first: string, aside: string[], ignored: JournalContent['ignored']): JournalContent {
    const own = this.lastSeal === 'good' && this.good !== undefined;
    // What follows our last seal was a commit under way: nobody was told that it happened.
    const last = own && this.good ? this.good : this.mark;
    return {
      events: this.events.slice(0, last.events),
      end: last.place,
      torn: this.torn || last !== this.mark,
      ...(this.corruption === undefined ? {} : { corruption: this.corruption }),
      origin: own ? 'own' : 'foreign',
      ...(own ? {} : { foreignFrom: this.foreignFrom(first) }),
      aside,
      ignored,
    };
  }
}

/**
 * Reads a journal of one segment. A torn last line is left out; damage before it ends the reading and is named.
 * @param key Without it every journal is foreign, and all its intact events count.
 */
export function parseJournal(bytes: Uint8Array, key?: SessionKey): JournalContent {
  const reader = new JournalReader(key);
  reader.read('journal.jsonl', 1, bytes, true);
  return reader.content('journal.jsonl', [], []);
}
