import { lastName } from '../last-name';
import type { Expr } from '../../read/ir';
import type { Definition } from './definitions';
import type { Resolver } from './resolver';
import { asLinkScope, type LinkScope } from './scopes';
import type { Scope } from './definitions';
import { TRANSPARENT_TYPES } from '../../../knowledge/annotations';

/** Instances of a declared type: own classes, and library types as `module.Type()`. */
export function typeInstances(resolver: Resolver, annotation: Expr, scope: Scope): readonly Definition[] {
  return instances(resolver, annotation, asLinkScope(scope), 0);
}

function instances(resolver: Resolver, annotation: Expr, scope: LinkScope, depth: number): readonly Definition[] {
  if (depth > 6) return [];
  switch (annotation.kind) {
    case 'name':
    case 'member':
      return named(resolver, annotation, scope);
    case 'literal':
      return typeof annotation.value === 'string' ? quoted(resolver, annotation, annotation.value, scope) : [];
    case 'binary':
      return annotation.op === '|'
        ? [annotation.left, annotation.right].flatMap((side) => instances(resolver, side, scope, depth + 1))
        : [];
    case 'index': {
      const name = lastName(annotation.object) ?? '';
      if (!TRANSPARENT_TYPES.has(name)) return instances(resolver, annotation.object, scope, depth + 1);
      const first =
        annotation.index.kind === 'array' || annotation.index.kind === 'sequence'
          ? annotation.index.items[0]
          : annotation.index;
      return first ? instances(resolver, first, scope, depth + 1) : [];
    }
    default:
      return [];
  }
}

function named(resolver: Resolver, type: Expr, scope: LinkScope): readonly Definition[] {
  // Primitive types are undeclared, lowercase names.
  if (type.kind === 'name' && !scope.declaring(type.name) && !/^[A-Z]/.test(type.name)) return [];
  return resolver
    .resolve(type, scope)
    .flatMap((one) =>
      one.kind === 'object' && one.expr.kind === 'index'
        ? typeInstances(resolver, one.expr, one.scope)
        : resolver.instanceOf(one.kind === 'function' ? { kind: 'literal', value: null } : one),
    );
}

/** Forward references, written as texts. */
function quoted(resolver: Resolver, at: Expr, text: string, scope: LinkScope): readonly Definition[] {
  if (!/^[A-Za-z_][\w.]{0,100}$/.test(text)) return [];
  const [first = '', ...rest] = text.split('.');
  let expr: Expr = { kind: 'name', name: first, span: at.span };
  for (const property of rest) expr = { kind: 'member', object: expr, property, span: at.span };
  return named(resolver, expr, scope);
}
