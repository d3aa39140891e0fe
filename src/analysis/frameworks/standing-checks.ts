import type { AskingHandler, StandingChecks } from '../engine/guards/standing-checks';
import type { Guarding, Registration } from '../engine/entries/registration';
import type { Program } from '../engine/link/definitions';
import type { Framework } from './framework';

/** Views of libraries that are known to let only signed-in callers through, whatever they are called. */
const signedIn = (name: string): AskingHandler => ({
  handler: /^/,
  name,
  basis: 'library-view-asks',
  establishes: [['authentication', 'authenticated']],
});

/** What the frameworks of a program check without a registration that says so. */
export function standingChecks(program: Program, frameworks: readonly Framework[]): StandingChecks {
  const byId = new Map(frameworks.map((one) => [one.id, one]));
  const known = new Map<string, (registration: Registration) => readonly Guarding[]>();
  return {
    before(registration) {
      const { framework } = registration;
      let find = known.get(framework);
      if (!find) known.set(framework, (find = byId.get(framework)?.standing?.(program) ?? (() => [])));
      return find(registration);
    },
    asking({ framework, handler, signedIn: own }) {
      if (!handler) return [];
      if (own) return [signedIn(handler.name)];
      return (byId.get(framework)?.asking ?? []).filter((one) => one.handler.test(handler.name));
    },
  };
}
