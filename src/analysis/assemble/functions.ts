import type { FunctionFact } from '../../artifacts/facts';
import type { ClassNode, FunctionNode, Program } from '../engine/link/definitions';
import { lastName } from '../engine/last-name';
import { compareByPlace, compareText } from '../read/order';

const MAX_CALLERS = 50;

/** The functions of the code and who calls them, by file and line. */
export function describeFunctions(program: Program): FunctionFact[] {
  const makers = makersOf(program);
  return [...program.functions.values()]
    .map((fn): FunctionFact => ({
      id: fn.key,
      name: fn.cls ? `${fn.cls.cls.name}.${fn.fn.name}` : fn.fn.name,
      file: fn.file,
      line: fn.fn.signature.line,
      endLine: fn.fn.span.endLine,
      callers: callersOf(program, fn, makers).sort().slice(0, MAX_CALLERS),
    }))
    .sort((a, b) => compareByPlace(a, b) || compareText(a.id, b.id));
}

function callersOf(program: Program, fn: FunctionNode, makers: ReadonlyMap<ClassNode, ReadonlySet<string>>): string[] {
  const called = [...new Set(program.callersOf(fn).map((site) => site.caller.key))];
  if (called.length > 0 || !fn.cls || fn.cls.cls.bases.length === 0) return called;
  return [...(makers.get(fn.cls) ?? [])];
}

/**
 * Who makes instances of a class. Methods that nobody here calls are called by what the class extends: whoever makes a
 * form has its fields checked.
 */
function makersOf(program: Program): Map<ClassNode, Set<string>> {
  const found = new Map<ClassNode, Set<string>>();
  for (const { expr, scope, caller } of program.calls) {
    if (!/^[A-Z]/.test(lastName(expr.callee) ?? '')) continue;
    for (const made of program.resolve(expr.callee, scope)) {
      if (made.kind !== 'class') continue;
      const makers = found.get(made.cls) ?? new Set<string>();
      found.set(made.cls, makers.add(caller.key));
    }
  }
  return found;
}
