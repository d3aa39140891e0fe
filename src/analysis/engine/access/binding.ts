import { IDENTITY_MEMBERS, INPUT_MEMBERS } from '../../../knowledge/access/identity';
import type { Expr, Pattern } from '../../read/ir';
import type { Environment } from './environment';
import { inputOf, memberOf } from './members';
import type { Reader } from './reader';
import { elementOf, UNKNOWN } from './values';
import type { Value } from './kinds';

/** Gives the names of a pattern their values. */
export function bind(reader: Reader, pattern: Pattern, value: Value, env: Environment, declares: boolean): void {
  switch (pattern.kind) {
    case 'bind':
      if (declares) env.declare(pattern.name, value);
      else env.set(pattern.name, value);
      return;
    case 'place':
      return place(reader, pattern.expr, value, env);
    case 'withDefault':
      return bind(
        reader,
        pattern.target,
        value === UNKNOWN ? reader.evaluate(pattern.fallback, env) : value,
        env,
        declares,
      );
    case 'objectPattern':
      for (const { key, target } of pattern.properties)
        bind(reader, target, key === undefined ? UNKNOWN : memberOf(value, key), env, declares);
      if (pattern.rest) bind(reader, pattern.rest, value, env, declares);
      return;
    case 'arrayPattern':
      pattern.items.forEach((item, at) => {
        if (item) bind(reader, item, value.items?.[at] ?? elementOf(value), env, declares);
      });
      if (pattern.rest) bind(reader, pattern.rest, elementOf(value), env, declares);
  }
}

/** `a.b = value`. */
function place(reader: Reader, expr: Expr, value: Value, env: Environment): void {
  if (expr.kind !== 'member' && expr.kind !== 'index') return;
  const target = reader.evaluate(expr.object, env);
  const key = expr.kind === 'member' ? expr.property : keyOf(reader, expr.index, env);
  for (const one of target.stored ?? []) if (!target.member) reader.change(one, env.fn.file, expr.span, key, value);
  if (target.object === 'request' || target.object === 'input') reader.wrote = true;
  if (target.fields) target.fields.set(key, target.object === 'request' ? established(key, value) : value);
  else if (target.object === 'request' || target.object === 'input') keep(reader, expr.object, target, key, value, env);
}

/** What the server itself puts where identities stand is one, unless it is what the request brought. */
function established(key: string, value: Value): Value {
  if (INPUT_MEMBERS.has(key) && value.caller === undefined) return inputOf(key);
  return IDENTITY_MEMBERS.test(key) && !value.keys && value.nothing !== true ? { ...value, caller: 'self' } : value;
}

/** What a check writes onto the request is what the handler finds there. */
function keep(reader: Reader, holder: Expr, target: Value, key: string, value: Value, env: Environment): void {
  const fields = new Map([[key, value]]);
  const next: Value = { ...target, fields };
  if (holder.kind === 'name') env.set(holder.name, next);
  else if (holder.kind === 'member') {
    const outer = reader.evaluate(holder.object, env);
    if (outer.fields) outer.fields.set(holder.property, next);
    else if (outer.object === 'request') keep(reader, holder.object, outer, holder.property, next, env);
  }
}

function keyOf(reader: Reader, expr: Expr, env: Environment): string {
  if (expr.kind === 'literal') return String(expr.value);
  return reader.evaluate(expr, env).text ?? '*';
}
