import { terminalLine } from '../safety/text/terminal';

/** Silence after which a line says what goes on, and how often it is looked; milliseconds. */
const SILENCE_MS = 900;
const LOOK_EVERY_MS = 200;

/** Says what goes on whenever nothing was said for about a second: a terminal that stands still looks like a program that does. */
export class LongWork {
  private spoken: number;
  /** The line said last, and since when it is the same. */
  private last: { line: string; since: number } | undefined;
  private readonly timer: NodeJS.Timeout;

  /** `current` gives the line; undefined when there is nothing to say. */
  constructor(
    private readonly say: (line: string) => void,
    private readonly current: () => string | undefined,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.spoken = now();
    this.timer = setInterval(() => this.look(), LOOK_EVERY_MS);
  }

  /** Something else was said. */
  heard(): void {
    this.spoken = this.now();
  }

  look(): void {
    if (this.now() - this.spoken < SILENCE_MS) return;
    const line = this.current();
    if (line === undefined) return;
    this.heard();
    // A name of a file cannot begin a line of its own.
    this.say(terminalLine(this.withTime(line)));
  }

  /** A line said again tells how long it has been true: equal lines look like a program that hangs. */
  private withTime(line: string): string {
    if (this.last?.line !== line) {
      this.last = { line, since: this.now() };
      return line;
    }
    return `${line} (${Math.round((this.now() - this.last.since) / 1000)} s)`;
  }

  stop(): void {
    clearInterval(this.timer);
  }
}
