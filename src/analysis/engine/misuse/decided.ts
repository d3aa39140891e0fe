import type { Expr } from '../../read/ir';
import { decisionsOf } from '../evidence/decisions';
import { ownNames } from '../evidence/spelling';
import type { Program } from '../link/definitions';
import { walkExpr } from '../link/walk';
import type { Site } from './site';

interface Decided {
  exprs: ReadonlySet<Expr>;
  names: ReadonlySet<string>;
}

const known = new WeakMap<Program, Decided>();

/** Whether the outcome of an expression decides how the code goes on, itself or under the name that it is given. */
export function decides({ program, expr, names }: Site): boolean {
  const decided = decidedIn(program);
  return decided.exprs.has(expr) || (names[0] !== undefined && decided.names.has(names[0]));
}

/** What stands in the decisions of a program: gone through once. */
function decidedIn(program: Program): Decided {
  const found = known.get(program) ?? collect(program);
  known.set(program, found);
  return found;
}

function collect(program: Program): Decided {
  const exprs = new Set<Expr>();
  const names = new Set<string>();
  for (const { fn } of program.functions.values())
    for (const { test } of decisionsOf(fn.body))
      walkExpr(test, {
        expr: (one) => {
          exprs.add(one);
          for (const name of ownNames(one)) names.add(name);
          return one.kind !== 'class';
        },
      });
  return { exprs, names };
}
