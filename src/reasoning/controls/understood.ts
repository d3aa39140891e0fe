import type { ControlCategory } from '../../artifacts/enums';
import type { CodeFacts, EntryPointFact } from '../../artifacts/facts';
import { guardsOf, isNetwork } from '../mapping/entry-points';

/** What was understood of the code, as far as a verdict on a category rests on it. */
export interface Understood {
  /** Names of frameworks and servers that were not understood. */
  frameworks: readonly string[];
  /** Most of the production code was read. */
  read: boolean;
  /** How many of the ways in that need one have a control of a category. */
  covers: Partial<Record<ControlCategory, Covered>>;
  /** Controls that were seen in code, asked about or not. */
  seen: Partial<Record<ControlCategory, string[]>>;
}

export interface Covered {
  entryPoints: number;
  of: number;
}

/** Below this share of production code that was read, nobody knows what the rest does. */
const ENOUGH = 0.6;

const covered = (entries: readonly EntryPointFact[], has: (entry: EntryPointFact) => boolean): Covered => ({
  entryPoints: entries.filter(has).length,
  of: entries.length,
});

/** What the facts say about how far verdicts may go. */
export function understoodOf({ coverage, entryPoints, controls }: CodeFacts): Understood {
  const { files, notUnderstood } = coverage;
  const network = entryPoints.filter(isNetwork);
  const closed = network.filter(({ authentication }) => authentication !== 'public');
  return {
    frameworks: notUnderstood.filter(({ what }) => what === 'framework' || what === 'server').map(({ name }) => name),
    read: files.code === 0 || files.read / files.code >= ENOUGH,
    seen: namesByCategory(controls),
    covers: {
      authentication: covered(closed, ({ authentication }) => authentication === 'required'),
      authorization: covered(closed, ({ authorization }) => authorization !== 'none' && authorization !== 'unknown'),
      'rate-limiting': covered(network, (entry) => guardsOf(entry, 'rate-limiting').length > 0),
      'cors-csp': covered(
        network.filter(({ browserFacing }) => browserFacing),
        (entry) => guardsOf(entry, 'cors-csp').length > 0,
      ),
    },
  };
}

function namesByCategory(controls: CodeFacts['controls']): Understood['seen'] {
  const names: Understood['seen'] = {};
  for (const { category, name } of controls) {
    const known = (names[category] ??= []);
    if (!known.includes(name)) known.push(name);
  }
  return names;
}
