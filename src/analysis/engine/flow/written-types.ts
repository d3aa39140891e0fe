import type { Expr } from '../../read/ir';
import type { Scope } from '../link/definitions';
import type { Machine } from './machine';
import { definitionsToValue } from './names';
import type { Value } from './value';

/** Nothing at all is known of the value. */
function isBare(value: Value): boolean {
  return (
    value.refs.length + value.marks.length === 0 &&
    value.consts === undefined &&
    value.text === undefined &&
    value.scalar === undefined &&
    value.facts === undefined
  );
}

/** An instance of the written type; undefined where the type says nothing of what its values do. */
export function instanceOfType(m: Machine, annotation: Expr, scope: Scope): Value | undefined {
  const instances = m.program
    .typed(annotation, scope)
    .filter((one) => one.kind === 'external' || (one.kind === 'instance' && one.cls.cls.typeOnly !== true));
  return instances.length === 0 ? undefined : definitionsToValue(m, instances);
}

/** A value nothing is known of is what its type says: who injects it is not seen, and what it can do is. */
export function asWritten(m: Machine, value: Value, annotation: Expr | undefined, scope: Scope): Value {
  return annotation && isBare(value) ? (instanceOfType(m, annotation, scope) ?? value) : value;
}
