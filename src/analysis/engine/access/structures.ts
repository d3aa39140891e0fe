import type { Expr, Property } from '../../read/ir';
import { bind } from './binding';
import { placeOf, truthOf } from './compare';
import type { Environment } from './environment';
import type { Reader } from './reader';
import { elementOf, listOf, mixed, UNKNOWN } from './values';
import type { Value } from './kinds';

export function object(reader: Reader, properties: readonly Property[], env: Environment): Value {
  const fields = new Map<string, Value>();
  for (const property of properties) {
    const value = reader.evaluate(property.value, env);
    if (property.kind === 'spread') {
      for (const [key, one] of value.fields ?? []) fields.set(key, one);
      if (!value.fields && value !== UNKNOWN) fields.set('*', value);
    } else fields.set(property.key ?? '*', value);
  }
  return { fields };
}

export function array(reader: Reader, items: readonly Expr[], env: Environment): Value {
  const values = items.flatMap((item) => {
    const value = reader.evaluate(item, env);
    return item.kind === 'spread' && value.items ? value.items : [value];
  });
  return listOf(values);
}

export function parts(
  reader: Reader,
  expr: Extract<Expr, { kind: 'template' | 'slice' | 'other' | 'element' | 'sequence' }>,
  env: Environment,
): Value {
  const children = childrenIn(expr);
  const values = children.map((one) => reader.evaluate(one, env));
  if (expr.kind === 'sequence') return values.at(-1) ?? UNKNOWN;
  return mixed(values);
}

function childrenIn(expr: Extract<Expr, { kind: 'template' | 'slice' | 'other' | 'element' | 'sequence' }>): Expr[] {
  switch (expr.kind) {
    case 'template':
    case 'other':
      return expr.parts;
    case 'slice':
      return [expr.object];
    case 'element':
      return [...expr.attributes.map((one) => one.value), ...expr.children];
    case 'sequence':
      return expr.items;
  }
}

export function comprehension(reader: Reader, expr: Extract<Expr, { kind: 'comprehension' }>, env: Environment): Value {
  const before = reader.cond;
  for (const clause of expr.clauses) {
    const list = reader.evaluate(clause.iterable, env);
    bind(reader, clause.target, elementOf(list), env, true);
    for (const test of clause.conditions) {
      const { t } = truthOf(reader.evaluate(test, env), placeOf(env, test.span));
      if (t.length > 0) reader.assume(t);
    }
  }
  if (expr.key) reader.evaluate(expr.key, env);
  const value = reader.evaluate(expr.element, env);
  reader.cond = before;
  return value;
}
