import type { Expr, Pattern } from '../../read/ir';
import type { Alias, ProgramIndex } from './index-data';
import { ELEMENT, type LinkScope, type Step } from './scopes';

/** The value bound: an expression and the members taken from it. */
export interface Target {
  expr: Expr;
  scope: LinkScope;
  steps: readonly Step[];
}

export interface Binder {
  name(name: string, target: Target): void;
  place(expr: Expr, target: Target): void;
}

/** Takes a pattern apart: each bound name or place gets the path of members that leads to its value. */
export function bindPattern(pattern: Pattern, target: Target, binder: Binder): void {
  switch (pattern.kind) {
    case 'bind':
      binder.name(pattern.name, target);
      break;
    case 'place':
      binder.place(pattern.expr, target);
      break;
    case 'withDefault':
      bindPattern(pattern.target, target, binder);
      bindPattern(pattern.target, { expr: pattern.fallback, scope: target.scope, steps: [] }, binder);
      break;
    case 'objectPattern':
      for (const property of pattern.properties) {
        const step = property.key ?? ELEMENT;
        bindPattern(property.target, { ...target, steps: [...target.steps, step] }, binder);
        if (property.fallback)
          bindPattern(property.target, { expr: property.fallback, scope: target.scope, steps: [] }, binder);
      }
      if (pattern.rest) bindPattern(pattern.rest, target, binder);
      break;
    case 'arrayPattern':
      pattern.items.forEach((item, position) => {
        if (item) bindPattern(item, { ...target, steps: [...target.steps, String(position)] }, binder);
      });
      if (pattern.rest) bindPattern(pattern.rest, target, binder);
      break;
  }
}

/** Remembers where an object, function or class is kept, so that members assigned there later are found. */
export function aliasValue(index: ProgramIndex, value: Expr, alias: Alias): void {
  switch (value.kind) {
    case 'object':
    case 'array':
      index.alias(value, alias);
      break;
    case 'function':
      index.alias(value.fn, alias);
      break;
    case 'class':
      index.alias(value.cls, alias);
      break;
    case 'assign':
      aliasValue(index, value.value, alias);
      break;
    case 'binary':
      aliasValue(index, value.right, alias);
      break;
    case 'conditional':
      aliasValue(index, value.then, alias);
      aliasValue(index, value.otherwise, alias);
      break;
    default:
  }
}
