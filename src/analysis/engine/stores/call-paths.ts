import type { CallSite, Program } from '../link/definitions';

/** The library paths a call goes to. */
export function pathsOfCall(program: Program, { expr, scope }: CallSite): readonly string[] {
  return program.externalPaths(expr.callee, scope);
}
