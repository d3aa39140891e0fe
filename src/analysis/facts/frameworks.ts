import type { CodeFacts } from '../../artifacts/facts';
import type { Span } from '../ir';
import type { Program } from '../link/definitions';
import { walkDeep } from '../link/walk';
import type { TextSource } from '../text-source';
import { FRAMEWORK_MODULES } from '../../knowledge/frameworks/frameworks';

/** The frameworks the code imports, each at its first import by path. */
export function findFrameworks(program: Program, texts: TextSource): CodeFacts['frameworks'] {
  const found = new Map<string, CodeFacts['frameworks'][number]>();
  for (const file of [...program.files.keys()].sort()) {
    for (const { module, span } of importsOf(program, file)) {
      const known = FRAMEWORK_MODULES.find(([name, pattern]) => !found.has(name) && pattern.test(module));
      if (known) found.set(known[0], { name: known[0], at: texts.span(file, span) });
    }
  }
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function importsOf(program: Program, file: string): { module: string; span: Span }[] {
  const found: { module: string; span: Span }[] = [];
  const body = program.files.get(file)?.body ?? [];
  for (const stmt of body) if (stmt.kind === 'import' && stmt.level === 0 && !stmt.module.startsWith('.')) found.push({ module: stmt.module, span: stmt.span });
  walkDeep(body, (expr) => {
    const first = expr.kind === 'call' && expr.callee.kind === 'name' && expr.callee.name === 'require' ? expr.args[0]?.value : undefined;
    if (first?.kind === 'literal' && typeof first.value === 'string' && !first.value.startsWith('.')) found.push({ module: first.value, span: expr.span });
  });
  return found;
}
