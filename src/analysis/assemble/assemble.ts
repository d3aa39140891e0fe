import type { CodeFacts, ControlFact, EntryPointFact } from '../../artifacts/facts';
import { callControls } from '../engine/controls/from-calls';
import { dependencyControls } from '../engine/controls/from-dependencies';
import { guardControls } from '../engine/controls/from-guards';
import { mergeControls } from '../engine/controls/merge';
import { settingControls } from '../engine/controls/from-settings';
import { unusedRoleChecks } from '../engine/controls/unused';
import { findEvidence } from '../engine/evidence/find-evidence';
import type { Program } from '../engine/link/definitions';
import { compareByPlace, compareText } from '../read/order';
import { findBodyParsers } from '../engine/stores/find-body-parsers';
import { findModels } from '../engine/stores/find-models';
import { findOperations } from '../engine/stores/find-operations';
import { findServices } from '../engine/stores/find-services';
import { findStores } from '../engine/stores/find-stores';
import type { TextSource } from '../read/text-source';
import type { Framework } from '../frameworks/framework';
import { FRAMEWORKS } from '../frameworks/registry';
import { findFrameworks } from './frameworks';
import { describeFunctions } from './functions';

export type Description = Pick<
  CodeFacts,
  'frameworks' | 'stores' | 'services' | 'models' | 'controls' | 'operations' | 'functions' | 'evidence' | 'bodyParsers'
>;

/** What other parts of the analysis found; `foreign` files are written by tools or copies of libraries. */
export interface Known extends Pick<CodeFacts, 'lockfiles' | 'scanners'> {
  foreign?: ReadonlySet<string>;
  /** The frameworks that are known; default all. */
  frameworks?: readonly Framework[];
}

/**
 * What the code consists of besides its entry points and weaknesses, without what stands
 * in foreign files. Everything is sorted.
 */
export function describeCode(
  program: Program,
  texts: TextSource,
  entryPoints: readonly EntryPointFact[],
  found: Known,
): Description {
  const isOwn = (one: { at: { file: string } }): boolean => found.foreign?.has(one.at.file) !== true;
  const stores = findStores(program, texts)
    .map((store) => ({ ...store, accesses: store.accesses.filter(isOwn) }))
    .filter((store) => isOwn(store) || store.accesses.length > 0);
  const guards = guardControls(entryPoints);
  const controls = [
    ...mergeControls(program, guards, callControls(program, texts)),
    ...unusedRoleChecks(program, texts, guards),
    ...settingControls(program, texts),
    ...dependencyControls(texts, found.lockfiles, found.scanners),
  ];
  return {
    frameworks: findFrameworks(program, texts, found.frameworks ?? FRAMEWORKS),
    stores,
    services: findServices(program, texts),
    models: findModels(program, texts).filter(isOwn),
    controls: distinctIds(controls.filter(isOwn).sort(byPlace)),
    operations: findOperations(program, texts, entryPoints, stores).filter(isOwn),
    functions: describeFunctions(program),
    evidence: findEvidence(program, texts, entryPoints).filter(isOwn),
    bodyParsers: findBodyParsers(program, texts).filter(isOwn),
  };
}

/** Equal code in one file gives equal ids: the later ones are counted. */
function distinctIds(controls: readonly ControlFact[]): ControlFact[] {
  const seen = new Map<string, number>();
  return controls.map((control) => {
    const count = (seen.get(control.id) ?? 0) + 1;
    seen.set(control.id, count);
    return count === 1 ? control : { ...control, id: `${control.id}-${count}` };
  });
}

function byPlace(a: ControlFact, b: ControlFact): number {
  return compareText(a.category, b.category) || compareByPlace(a.at, b.at) || compareText(a.name, b.name);
}
