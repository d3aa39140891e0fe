import type { Expr, Param, Span } from '../../read/ir';
import type { Program } from '../link/definitions';
import { annotationShape, classesOf, classShape, externalBases, withPattern } from './class-shapes';
import type { Machine } from './machine';
import { clearsOfShape } from './shape';
import type { Value } from './value';
import {
  VALIDATED,
  VALIDATED_WHEN_MADE,
  VALIDATING_PIPE,
  type Validated,
} from '../../../knowledge/flow/validated-classes';

/** Request data whose class says what it holds, where the framework enforces the class. */

interface Pipes {
  used: boolean;
  whitelist: boolean;
}
const pipes = new WeakMap<Program, Pipes>();

/** Does the application hold inputs against the classes of parameters, and does that drop unknown keys? */
function pipesOf(program: Program): Pipes {
  let known = pipes.get(program);
  if (!known) {
    known = { used: false, whitelist: false };
    for (const file of program.files.values())
      for (const stmt of file.body)
        if (stmt.kind === 'import' && stmt.names.some((name) => name.imported === VALIDATING_PIPE.name))
          known.used = true;
    if (known.used)
      for (const { expr } of program.calls)
        if (
          expr.callee.kind === 'name' &&
          expr.callee.name === VALIDATING_PIPE.name &&
          expr.args.some((arg) => drops(arg.value))
        )
          known.whitelist = true;
    pipes.set(program, known);
  }
  return known;
}
function drops(options: Expr): boolean {
  return (
    options.kind === 'object' &&
    options.properties.some(
      (property) =>
        property.key === VALIDATING_PIPE.dropsUnknown &&
        property.value.kind === 'literal' &&
        property.value.value === true,
    )
  );
}

/** A parameter with a data-transfer class as type: the validation pipe has held it against the decorators. */
export function assumeDto(m: Machine, param: Param, value: Value): void {
  const { used, whitelist } = pipesOf(m.program);
  if (!used || !param.annotation) return;
  for (const cls of classesOf(m.program, param.annotation, m.at.scope))
    m.establish(clearsOfShape(m, value, classShape(m.program, cls, whitelist), param.span), param.span);
}

/** A parameter whose class has parsed it. */
export function assumeModel(m: Machine, param: Param, value: Value): void {
  if (!param.annotation) return;
  const declared = annotationShape(m.program, param.annotation, m.at.scope, true, 0);
  const shape = withPattern(m.program, declared, param.fallback, m.at.scope);
  m.establish(clearsOfShape(m, value, shape, param.span), param.span);
}

/** Data that a form or serializer of the program has cleaned: `form.cleaned_data`. */
export function cleanedBy(path: string, property: string): Validated | undefined {
  return VALIDATED.find((one) => one.base.test(path) && one.property.test(property));
}
export function assumeCleaned(m: Machine, cls: Parameters<typeof classShape>[1], value: Value, span: Span): void {
  m.establish(clearsOfShape(m, value, classShape(m.program, cls, true), span), span);
}

export function checksItself(program: Program, cls: Parameters<typeof classShape>[1]): boolean {
  return externalBases(program, cls).some((path) => VALIDATED_WHEN_MADE.test(path));
}
