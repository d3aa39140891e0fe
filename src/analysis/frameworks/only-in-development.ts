import type { Expr, Stmt } from '../read/ir';
import { blocksOf } from '../engine/link/body-parts';
import type { TextSource } from '../read/text-source';
import type { Place, Registration } from '../engine/entries/registration';

const DEVELOPMENT =
  /(?:^|[^a-z])(?:is_?)?(?:dev|develop|development|debug|test|testing|local|demo)(?:_?mode)?(?![a-z])/i;
/** `if (!production)`, `NODE_ENV !== 'production'`. */
const NOT_PRODUCTION = /!\s*(?:\w+\.)*is_?prod|!==?\s*['"]production|not\s+(?:\w+\.)*(?:is_)?prod/i;

/** The tests under which a place stands, innermost last. */
function testsAround(stmts: readonly Stmt[], place: Place, found: Expr[]): Expr[] {
  for (const stmt of stmts) {
    if (stmt.span.line > place.span.line || stmt.span.endLine < place.span.endLine) continue;
    if (
      stmt.kind === 'if' &&
      stmt.then.some((inner) => inner.span.line <= place.span.line && inner.span.endLine >= place.span.endLine)
    )
      found.push(stmt.test);
    for (const block of blocksOf(stmt)) testsAround(block, place, found);
  }
  return found;
}

/** Whether a route is registered only where a condition says by its name that a developer is at work. */
export function onlyInDevelopment({ at, call, scope }: Registration, texts: TextSource): boolean {
  const body = call?.owner.fn.body ?? scope.owner?.fn.body;
  if (!body) return false;
  return testsAround(body, at, []).some((test) => {
    const { text } = texts.span(at.file, test.span);
    return NOT_PRODUCTION.test(text) || (DEVELOPMENT.test(text) && !/prod/i.test(text));
  });
}
