import type { Conventions, HandedModels, HandlerInputs } from '../engine/conventions';
import { JAVASCRIPT_INPUTS, PYTHON_INPUTS } from './descriptors/usual-inputs';
import type { Framework } from './framework';

const USUAL: Readonly<Record<string, HandlerInputs>> = { javascript: JAVASCRIPT_INPUTS, python: PYTHON_INPUTS };

const anyOf =
  (patterns: readonly RegExp[]) =>
  (path: string): boolean =>
    patterns.some((pattern) => pattern.test(path));

/** One pattern for what any of the patterns fits. */
function joined(patterns: readonly RegExp[]): RegExp | undefined {
  return patterns.length === 0 ? undefined : new RegExp(patterns.map((one) => `(?:${one.source})`).join('|'));
}

function modelsOf(frameworks: readonly Framework[]): ReadonlyMap<string, HandedModels> {
  const found = new Map<string, HandedModels>();
  for (const { language, models } of frameworks) {
    if (!models) continue;
    const known = found.get(language) ?? { members: [], rows: [] };
    found.set(language, {
      members: [...known.members, ...(models.members ?? [])],
      rows: [...known.rows, ...(models.rows ?? [])],
    });
  }
  return found;
}

/** What the frameworks hand to the functions of a program. */
export function conventionsOf(frameworks: readonly Framework[]): Conventions {
  const inputs = new Map(frameworks.flatMap((one) => (one.inputs ? [[one.id, one.inputs] as const] : [])));
  return {
    inputsOf: (framework, language) =>
      (framework === undefined ? undefined : inputs.get(framework)) ?? USUAL[language] ?? JAVASCRIPT_INPUTS,
    decorators: new Map(frameworks.flatMap((one) => Object.entries(one.inputDecorators ?? {}))),
    harmlessArguments: joined(frameworks.flatMap((one) => one.harmlessArguments ?? [])),
    handsRequestFirst: anyOf(frameworks.flatMap((one) => one.requestFirst ?? [])),
    returnsPage: anyOf(frameworks.flatMap((one) => one.pageDecorators ?? [])),
    models: modelsOf(frameworks),
  };
}
