import type { CodeFacts } from '../../artifacts/facts';
import type { Program } from '../engine/link/definitions';
import { modulesNamedIn } from '../engine/link/imports-in';
import type { TextSource } from '../read/text-source';
import type { Framework } from '../frameworks/framework';
import { FRAMEWORK_MODULES } from '../../knowledge/frameworks/frameworks';

/** The frameworks the code imports, each at its first import by path. */
export function findFrameworks(
  program: Program,
  texts: TextSource,
  frameworks: readonly Framework[],
): CodeFacts['frameworks'] {
  const modules = [
    ...frameworks.flatMap(({ id, imports }) => (imports ? [[id, imports] as const] : [])),
    ...FRAMEWORK_MODULES,
  ];
  const found = new Map<string, CodeFacts['frameworks'][number]>();
  for (const file of [...program.files.keys()].sort()) {
    const tree = program.files.get(file);
    for (const { module, span, level } of tree ? modulesNamedIn(tree) : []) {
      if (level > 0 || module.startsWith('.')) continue;
      const known = modules.find(([name, pattern]) => !found.has(name) && pattern.test(module));
      if (known) found.set(known[0], { name: known[0], at: texts.span(file, span) });
    }
  }
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}
