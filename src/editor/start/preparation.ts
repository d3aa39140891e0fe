import type { Scope } from '../../artifacts/session-files';
import type { PreparedRun } from '../../pipeline/contract';

/**
 * Works out the plan while the user still answers questions. Asking for another scope ends the work on the one before.
 */
export class Preparation {
  private controller = new AbortController();
  private key = '';
  private work: Promise<PreparedRun> | undefined;

  constructor(private readonly prepare: (scope: Scope, signal: AbortSignal) => Promise<PreparedRun>) {}

  begin(scope: Scope): Promise<PreparedRun> {
    const key = JSON.stringify(scope);
    if (this.work && key === this.key) return this.work;
    this.cancel();
    this.controller = new AbortController();
    this.key = key;
    this.work = this.prepare(scope, this.controller.signal);
    // Whoever waits for it gets the failure; until then nobody does.
    this.work.catch(() => undefined);
    return this.work;
  }

  cancel(): void {
    this.controller.abort();
    this.work = undefined;
  }
}
