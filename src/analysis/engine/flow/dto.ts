import type { Expr, Param, Span } from '../../read/ir';
import type { Program } from '../link/definitions';
import { annotationShape, classesOf, classShape, externalBases } from './class-shapes';
import type { Machine } from './machine';
import { clearsOfShape } from './shape';
import type { Value } from './value';

/** Request data whose class says what it holds, where the framework enforces the class. */

interface Pipes {
  used: boolean;
  whitelist: boolean;
}
const pipes = new WeakMap<Program, Pipes>();

/** Does the application install a validation pipe (Nest), and does that drop unknown keys? */
function pipesOf(program: Program): Pipes {
  let known = pipes.get(program);
  if (!known) {
    known = { used: false, whitelist: false };
    for (const file of program.files.values())
      for (const stmt of file.body)
        if (stmt.kind === 'import' && stmt.names.some((name) => name.imported === 'ValidationPipe')) known.used = true;
    if (known.used)
      for (const { expr } of program.calls)
        if (
          expr.callee.kind === 'name' &&
          expr.callee.name === 'ValidationPipe' &&
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
      (property) => property.key === 'whitelist' && property.value.kind === 'literal' && property.value.value === true,
    )
  );
}

/** A parameter with a data-transfer class as type: the validation pipe has held it against the decorators. */
export function assumeDto(m: Machine, param: Param, value: Value): void {
  const { used, whitelist } = pipesOf(m.program);
  if (!used || !param.annotation) return;
  for (const cls of classesOf(m.program, param.annotation, m.at.scope))
    m.state.clear(clearsOfShape(m, value, classShape(m.program, cls, whitelist), param.span));
}

/** A FastAPI parameter: pydantic has parsed it. */
export function assumeModel(m: Machine, param: Param, value: Value): void {
  if (!param.annotation) return;
  m.state.clear(clearsOfShape(m, value, annotationShape(m.program, param.annotation, m.at.scope, true, 0), param.span));
}

interface Validated {
  base: RegExp;
  property: RegExp;
  source: string;
  /** Methods that look at one field each begin so. */
  prefix: string;
  /** The data is handed to them; else they find it where the cleaned data is. */
  handed: boolean;
}

const VALIDATED: readonly Validated[] = [
  {
    base: /^django\.forms\.(?:\w+\.)*\w*Form$/,
    property: /^cleaned_data$/,
    source: 'form',
    prefix: 'clean_',
    handed: false,
  },
  {
    base: /^rest_framework\.serializers\.\w*Serializer$/,
    property: /^validated_data$/,
    source: 'body',
    prefix: 'validate_',
    handed: true,
  },
];

/** Data that a form or serializer of the program has cleaned: `form.cleaned_data`. */
export function cleanedBy(path: string, property: string): Validated | undefined {
  return VALIDATED.find((one) => one.base.test(path) && one.property.test(property));
}
export function assumeCleaned(m: Machine, cls: Parameters<typeof classShape>[1], value: Value, span: Span): void {
  m.state.clear(clearsOfShape(m, value, classShape(m.program, cls, true), span));
}

export function isPydantic(program: Program, cls: Parameters<typeof classShape>[1]): boolean {
  return externalBases(program, cls).some((path) =>
    /^(?:pydantic|pydantic\.main|pydantic\.v1)\.BaseModel$|^sqlmodel\.SQLModel$/.test(path),
  );
}
