import type { ClassNode, Program } from '../link/definitions';
import type { Guarding } from '../entries/registration';
import { asLinkScope } from '../link/scopes';
import { FIRST_METHODS, GUARD_LISTS, OVERRIDABLE_LISTS } from '../../../knowledge/controls/own-checks';

const MAX_DEPTH = 5;

/**
 * What a view class runs first: mixins, decorators, permission lists, own `test_func` and `dispatch`; base classes
 * included.
 */
export function classGuards(program: Program, cls: ClassNode, overridden = false, depth = 0): Guarding[] {
  if (depth > MAX_DEPTH || !asLinkScope(cls.scope).dialect.classesDeclareGuards) return [];
  const outer = asLinkScope(cls.scope).parent ?? asLinkScope(cls.scope);
  const make = (expr: Guarding['expr'], scope: Guarding['scope']): Guarding => ({
    expr,
    scope,
    reach: 'function',
    at: { file: cls.file, span: expr.span },
  });
  const decorators = cls.cls.decorators.map((expr) => make(expr, outer));
  const mixins = cls.cls.bases
    .map((expr) => make(expr, outer))
    .filter(({ expr, scope }) => program.externalPaths(expr, scope).length > 0);
  const lists = cls.cls.members.flatMap((member) =>
    member.value && GUARD_LISTS.test(member.name) && !(overridden && OVERRIDABLE_LISTS.test(member.name))
      ? [make(member.value, cls.scope)]
      : [],
  );
  const own = cls.cls.members.flatMap((member) =>
    member.fn && FIRST_METHODS.test(member.name)
      ? [make({ kind: 'function', fn: member.fn, span: member.fn.signature }, cls.scope)]
      : [],
  );
  const inherited = program
    .basesOf(cls)
    .flatMap((base) => (base.kind === 'class' ? classGuards(program, base.cls, overridden, depth + 1) : []));
  return [...inherited, ...mixins, ...decorators, ...lists, ...own];
}
