import type { Program } from '../link/definitions';
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

/** The whole budget in parts, allotted by what the program consists of. */
export function budgetsOf(steps: number, program: Program, handlers: number): Budgets {
  const functions = program.functions.size;
  return {
    modules: new Allotment(steps * 0.25, program.files.size, MOST.modules, LEAST.modules),
    handlers: new Allotment(steps * 0.5, handlers, MOST.handlers, LEAST.handlers),
    library: new Allotment(steps * 0.25, functions, MOST.library, LEAST.library),
    plain: new Allotment(steps * 0.25, functions, MOST.plain, LEAST.plain),
  };
}
