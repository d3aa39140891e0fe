import type { Expr, FileIr } from '../../../src/analysis/read/ir';
import { conventionsOf } from '../../../src/analysis/frameworks/conventions';
import { FRAMEWORKS } from '../../../src/analysis/frameworks/registry';
import type { Definition, FunctionNode, Program, Scope } from '../../../src/analysis/engine/link/definitions';
import { readLayout } from '../../../src/analysis/engine/link/layout';
import { linkProgram } from '../../../src/analysis/engine/link/program';
import { lowerText } from '../../../src/analysis/languages/lower/lower-text';
import { linkedLanguages } from '../../../src/analysis/languages/registry';

/** A linked program of texts; JSON files are manifests. */
export async function link(files: Record<string, string>): Promise<Program> {
  const trees = new Map<string, FileIr>();
  const manifests = new Map<string, string>();
  for (const [path, text] of Object.entries(files)) {
    if (path.endsWith('.json')) manifests.set(path, text);
    else trees.set(path, await lowerText(path, text));
  }
  return linkProgram(trees, linkedLanguages(), readLayout(manifests), conventionsOf(FRAMEWORKS));
}

/** What the argument of `probe(…)` in a file stands for, in words. */
export function probed(program: Program, file: string): string[] {
  const { expr, scope } = probeOf(program, file);
  return program.resolve(expr, scope).map(words).sort();
}

export function probeOf(program: Program, file: string): { expr: Expr; scope: Scope } {
  const call = program.calls.find(
    (one) => one.scope.file === file && one.expr.callee.kind === 'name' && one.expr.callee.name === 'probe',
  );
  if (!call?.expr.args[0]) throw new Error(`no probe in ${file}`);
  return { expr: call.expr.args[0].value, scope: call.scope };
}

export function words(definition: Definition): string {
  switch (definition.kind) {
    case 'function':
      return `function ${definition.fn.fn.name} in ${definition.fn.file}`;
    case 'class':
      return `class ${definition.cls.cls.name}`;
    case 'instance':
      return `instance ${definition.cls.cls.name}`;
    case 'module':
      return `module ${definition.file}`;
    case 'external':
      return definition.path;
    case 'literal':
      return JSON.stringify(definition.value);
    case 'object':
      return definition.expr.kind;
    case 'parameter':
      return `parameter ${definition.index} of ${definition.fn.fn.name}${definition.path.map((step) => `.${step}`).join('')}`;
  }
}

export function named(program: Program, name: string): FunctionNode {
  const found = [...program.functions.values()].find((node) => node.fn.name === name);
  if (!found) throw new Error(`no function ${name}`);
  return found;
}
