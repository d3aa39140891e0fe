import type { Stage } from '../artifacts/stages';
import type { Progress, Tell } from './options';

/**
 * Says where an analysis is: stages that go through the files, or through other pieces of work, name the file they are
 * at, so that a reader sees it go on, and so that it is known what the analysis died of.
 */
export class Pace {
  private now: Progress = { stage: 'listing', done: 0, total: 0 };

  constructor(private readonly tell: Tell) {}

  /** How many pieces of work there are is not known yet. */
  enter(stage: Stage): void {
    this.say({ stage, done: 0, total: 0 });
  }

  /** So many pieces of the stage are done, and it is at one of this file. */
  readonly piece = (file: string, done: number, total: number): void =>
    this.say({ stage: this.now.stage, done, total, what: file });

  /** The same while files are listed: `total` is 0 while folders are gone through, and `path` is one of them then. */
  readonly listed = (done: number, total: number, path?: string): void =>
    this.say({ stage: this.now.stage, done, total, ...(path !== undefined && { what: path }) });

  /** The stage looks at this file. Called for every question: it costs nothing while the file is the same. */
  readonly at = (file: string): void => {
    if (this.now.what !== file) this.say({ ...this.now, what: file });
  };

  private say(progress: Progress): void {
    this.now = progress;
    this.tell(progress);
  }
}
