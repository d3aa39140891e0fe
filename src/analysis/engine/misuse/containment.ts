import { COMMON_CHARACTERS, COMMON_FOLDER, PUTS_TOGETHER, RESOLVES } from '../../../knowledge/misuse/containment';
import type { Expr } from '../../read/ir';
import { lastName } from '../last-name';
import { childrenOf } from '../link/parts-of';
import { walkDeep } from '../link/walk';
import { assignedTo } from './assigned';
import { decides } from './decided';
import { calls, misuse, type Rule, type Site } from './site';

/** Checks that a path stays below a folder, which do not see where it leads. */

/** `commonprefix([path, folder]) == folder`: `/srv/files-of-others` begins with `/srv/files` as well. */
const comparedByCharacters: Rule = (site) => {
  const path = calls(site, COMMON_CHARACTERS);
  return path && isCompared(site)
    ? misuse('path-traversal', path, 'beginning-compared', site.expr.span, 'medium')
    : undefined;
};

/** `commonpath([folder, path]) == folder` for a path with its `..` still in it. */
const comparedAsWritten: Rule = (site) => {
  const path = calls(site, COMMON_FOLDER);
  if (!path || site.expr.kind !== 'call' || !isCompared(site)) return undefined;
  const joined = site.expr.args
    .flatMap(({ value }) => (value.kind === 'array' ? value.items : [value]))
    .find((one) => isUnresolved(site, one));
  return joined ? misuse('path-traversal', path, 'path-not-resolved', site.expr.span, 'medium') : undefined;
};

/** What was given to the function decides where the path leads, and nothing has taken its `..` out. */
function isUnresolved(site: Site, expr: Expr): boolean {
  if (expr.kind !== 'name') return false;
  const parameters = new Set(site.owner.fn.params.map(({ name }) => name));
  const made = assignedTo(site.owner.fn.body, expr.name);
  return (
    made.length > 0 &&
    made.every((value) => isJoin(site, value) && !resolves(value)) &&
    made.some((value) => mentions(value, parameters))
  );
}

const isJoin = (site: Site, value: Expr): boolean =>
  value.kind === 'call' &&
  site.program.externalPaths(value.callee, site.scope).some((path) => PUTS_TOGETHER.test(path));

const resolves = (expr: Expr): boolean =>
  (expr.kind === 'call' && RESOLVES.test(lastName(expr.callee) ?? '')) || childrenOf(expr).some(resolves);
const mentions = (expr: Expr, names: ReadonlySet<string | undefined>): boolean =>
  expr.kind === 'name' ? names.has(expr.name) : childrenOf(expr).some((child) => mentions(child, names));

/** Somewhere in the function the call is one side of a comparison, or its outcome decides. */
function isCompared(site: Site): boolean {
  if (decides(site)) return true;
  let found = false;
  walkDeep(site.owner.fn.body, (expr) => {
    if (expr.kind === 'binary' && /^[=!]=$/.test(expr.op) && [expr.left, expr.right].includes(site.expr)) found = true;
  });
  return found;
}

export const CONTAINMENT_RULES: readonly Rule[] = [comparedByCharacters, comparedAsWritten];
