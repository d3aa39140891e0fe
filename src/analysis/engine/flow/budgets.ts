import type { Program } from '../link/definitions';
import type { FileIr } from '../../read/ir';
import { sizeOf } from '../link/size';
import { Allotment } from './allotment';

/** Steps are evaluated expressions, and copied places of a state: the same everywhere, unlike seconds. */
export interface Budgets {
  /** Bodies of modules. */
  readonly modules: Allotment;
  /** Functions that answer requests. */
  readonly handlers: Allotment;
  /** Functions that other people's code calls. */
  readonly library: Allotment;
  /** Functions nobody was seen calling. */
  readonly plain: Allotment;
}

const MOST = { modules: 80_000, handlers: 60_000, library: 40_000, plain: 15_000 };
const LEAST = { modules: 2000, handlers: 3000, library: 1000, plain: 400 };

/**
 * Steps for each expression of the program, and for any program. Applications take one to four for each; code that
 * takes ten times as many says the same again and again.
 */
const PER_EXPRESSION = 40;
const FOR_ANY = 100_000;

/** What cannot be walked fails where it is run, and is named there. */
function expressionsOf(file: FileIr): number {
  try {
    return sizeOf(file);
  } catch {
    return 0;
  }
}

/**
 * What following the program may cost, `most` at most: a small one is through in seconds, whatever its loops and
 * calls.
 */
function wholeOf(most: number, program: Program): number {
  const expressions = [...program.files.values()].reduce((sum, file) => sum + expressionsOf(file), 0);
  return Math.min(most, FOR_ANY + expressions * PER_EXPRESSION);
}

/** The whole budget in parts, allotted by what the program consists of. */
export function budgetsOf(most: number, program: Program, handlers: number): Budgets {
  const functions = program.functions.size;
  const steps = wholeOf(most, program);
  return {
    modules: new Allotment(steps * 0.25, program.files.size, MOST.modules, LEAST.modules),
    handlers: new Allotment(steps * 0.5, handlers, MOST.handlers, LEAST.handlers),
    library: new Allotment(steps * 0.25, functions, MOST.library, LEAST.library),
    plain: new Allotment(steps * 0.25, functions, MOST.plain, LEAST.plain),
  };
}
