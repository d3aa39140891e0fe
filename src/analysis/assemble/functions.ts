import type { FunctionFact } from '../../artifacts/facts';
import type { Program } from '../engine/link/definitions';
import { compareByPlace, compareText } from '../read/order';

const MAX_CALLERS = 50;

/** The functions of the code and who calls them, by file and line. */
export function describeFunctions(program: Program): FunctionFact[] {
  return [...program.functions.values()]
    .map((fn): FunctionFact => ({
      id: fn.key,
      name: fn.cls ? `${fn.cls.cls.name}.${fn.fn.name}` : fn.fn.name,
      file: fn.file,
      line: fn.fn.signature.line,
      endLine: fn.fn.span.endLine,
      callers: [...new Set(program.callersOf(fn).map((site) => site.caller.key))].sort().slice(0, MAX_CALLERS),
    }))
    .sort((a, b) => compareByPlace(a, b) || compareText(a.id, b.id));
}
