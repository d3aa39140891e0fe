import type { Expr } from '../../read/ir';
import type { Program, Scope } from '../link/definitions';

/**
 * What tells a check from all others. Expressions that name one function, and give it the same constants, are one check
 * wherever they stand: thousands of routes may write `auth()`. What is not so plain stands for itself.
 */
export function sameCheck(program: Program, expr: Expr, scope: Scope): unknown {
  const callee = expr.kind === 'call' && !expr.isNew ? expr.callee : expr;
  if (callee.kind !== 'name') return expr;
  const given = expr.kind === 'call' ? constants(expr.args.map(({ name, value }) => [name ?? '', value])) : '';
  const [only, ...others] = program.resolve(callee, scope);
  if (given === undefined || only?.kind !== 'function' || others.length > 0 || only.origin || only.receiver)
    return expr;
  return `${callee.name} ${only.fn.key} ${expr.kind} ${given}`;
}

/** Named constants as text; undefined where anything else is among them. */
function constants(named: readonly (readonly [string, Expr])[]): string | undefined {
  let text = '';
  for (const [name, value] of named) {
    const part = constant(value);
    if (part === undefined) return undefined;
    text += `${JSON.stringify(name)}:${part},`;
  }
  return text;
}

function constant(expr: Expr): string | undefined {
  if (expr.kind === 'literal') return `${expr.type} ${JSON.stringify(expr.value)}`;
  if (expr.kind === 'array') return bracketed(expr.type, constants(expr.items.map((item) => ['', item])));
  if (expr.kind !== 'object' || expr.properties.some((one) => one.kind !== 'value' || one.key === undefined))
    return undefined;
  return bracketed('object', constants(expr.properties.map(({ key = '', value }) => [key, value])));
}

const bracketed = (type: string, text: string | undefined): string | undefined =>
  text === undefined ? undefined : `${type}{${text}}`;
