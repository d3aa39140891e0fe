import type { Considered, HarmlessFlow, LeftOutFlaw } from '../../artifacts/considered';
import type { WeaknessFact } from '../../artifacts/facts';
import { NOT_IN_BROWSERS } from '../../knowledge/zones';
import type { ZoneFound } from '../zones/find-zones';

interface Found {
  /** Flaws, those that are left out for their place among them. */
  found: readonly WeaknessFact[];
  kept: readonly WeaknessFact[];
  zones: ReadonlyMap<string, ZoneFound>;
}

/** What was met and not reported: what is reported, and what cannot be where it stands, is none of it. */
export function consideredIn(met: Omit<Considered, 'leftOut' | 'zones'>, { found, kept, zones }: Found): Considered {
  const places = (flaws: readonly (WeaknessFact | HarmlessFlow)[]): Set<string> =>
    new Set(flaws.map(({ weakness, at }) => `${weakness} ${at.file}:${at.line}`));
  const reported = places(found);
  const ids = new Set(kept.map(({ id }) => id));
  const inBrowser = (file: string): boolean => zones.get(file)?.zone === 'client';
  const leftOut = found
    .filter(({ id }) => !ids.has(id))
    .map(({ weakness, at, sink }): LeftOutFlaw => ({
      weakness,
      at,
      sink,
      why: inBrowser(at.file) && NOT_IN_BROWSERS.has(weakness) ? 'not-in-browsers' : 'not-written-here',
    }));
  const flows = met.flows.filter(
    ({ weakness, at }) =>
      !reported.has(`${weakness} ${at.file}:${at.line}`) && !(inBrowser(at.file) && NOT_IN_BROWSERS.has(weakness)),
  );
  const grounds = [...zones].map(([path, { ground }]) => ({ path, ground }));
  return { ...met, flows, leftOut, zones: grounds };
}
