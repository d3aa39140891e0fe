import { lastName } from '../last-name';
import type { ClassIr, Expr } from '../../read/ir';
import { functionsOf } from '../entries/handlers';
import { actsOnAmbientAuthority } from '../evidence/carriers';
import type { FunctionNode, Program } from '../link/definitions';
import { misuse, type Rule, type Site } from './site';

/** Decorators that take protection away. */
export const exemptsFromTokens: Rule = (site) => {
  const { expr } = site;
  if (expr.kind !== 'name' && expr.kind !== 'member' && expr.kind !== 'call') return undefined;
  const name = lastName(expr) ?? '';
  if (
    name !== 'csrf_exempt' &&
    !(name === 'exempt' && expr.kind === 'member' && expr.object.kind === 'name' && /csrf/i.test(expr.object.name))
  )
    return undefined;
  const paths = site.program.externalPaths(expr, site.scope);
  if (!paths.some((path) => /csrf/i.test(path)) && name !== 'exempt') return undefined;
  const views = exemptedViews(site);
  // Only what a browser sends along by itself can be misused from another site, and only to change something.
  if (views && !actsOnAmbientAuthority(site.program, views)) return undefined;
  return misuse('missing-csrf-protection', name, 'forged-requests-taken', expr.span, views ? 'medium' : 'low');
};

/** The functions that an exemption is about; undefined when they were not found. */
function exemptedViews(site: Site): FunctionNode[] | undefined {
  if (site.decorates) return [site.decorates];
  const methods = site.decoratesClass ? methodsOf(site.program, site.decoratesClass, site.file) : [];
  const found = [...methods, ...(site.wrapped ? wrappedViews(site, site.wrapped) : [])];
  return found.length > 0 ? found : undefined;
}

/** `csrf_exempt(view)`, `csrf_exempt(View.as_view())`. */
function wrappedViews({ program, scope }: Site, wrapped: Expr): FunctionNode[] {
  const direct = functionsOf(program, wrapped, scope);
  if (direct.length > 0 || wrapped.kind !== 'call' || wrapped.callee.kind !== 'member') return direct;
  return program
    .resolve(wrapped.callee.object, scope)
    .flatMap((one) => (one.kind === 'class' ? methodsOf(program, one.cls.cls, one.cls.file) : []));
}

const methodsOf = (program: Program, cls: ClassIr, file: string): FunctionNode[] =>
  cls.members.flatMap(({ fn }) => (fn && program.nodeOf(fn, file)) ?? []);
