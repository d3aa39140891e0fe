import type { Arg, ClassMember, Expr } from '../../read/ir';
import type { ClassNode, Program, Scope } from '../link/definitions';
import { STRUCTURED } from '../../../knowledge/flow/families';
import {
  ANYTHING,
  EMAIL_FIELDS,
  EMAIL_SHAPE,
  FIELD_DECORATORS,
  HARMLESS,
  HARMLESS_FIELDS,
  HARMLESS_TYPES,
  type Shape,
  TEXT,
  TEXT_FIELDS,
  TEXT_TYPES,
} from '../../../knowledge/flow/schemas';
import { patternClears } from './patterns';
import { eitherShape } from './shape';
import { TYPE_GENERICS } from '../../../knowledge/annotations';

/** Shapes that classes declare: data-transfer objects, pydantic models, marshmallow schemas, forms, serializers. */

const MAX_DEPTH = 4;
const known = new WeakMap<Program, Map<string, Shape>>();

export function classShape(program: Program, cls: ClassNode, closed: boolean, depth = 0): Shape {
  const shapes = known.get(program) ?? new Map<string, Shape>();
  known.set(program, shapes);
  const key = `${cls.key} ${closed}`;
  let shape = shapes.get(key);
  if (!shape) {
    shapes.set(key, ANYTHING);
    const fields = new Map<string, Shape>();
    collect(program, cls, closed, fields, depth);
    shape = { kind: 'object', fields, closed };
    shapes.set(key, shape);
  }
  return shape;
}

function collect(program: Program, cls: ClassNode, closed: boolean, fields: Map<string, Shape>, depth: number): void {
  if (depth > MAX_DEPTH) return;
  for (const base of cls.cls.bases) {
    // `PartialType(CreateUser)` has the fields of what it is made from.
    const named = base.kind === 'call' ? base.args.map((arg) => arg.value) : [base];
    for (const expr of named)
      for (const one of classesOf(program, expr, cls.scope)) collect(program, one, closed, fields, depth + 1);
  }
  for (const member of cls.cls.members) {
    if (
      member.kind === 'property' &&
      !member.name.startsWith('<') &&
      !/^(?:model_config|Meta|Config)$/.test(member.name)
    )
      fields.set(member.name, fieldShape(program, member, cls.scope, closed, depth));
  }
}

export function classesOf(program: Program, expr: Expr, scope: Scope): ClassNode[] {
  return program.resolve(expr, scope).flatMap((one) => (one.kind === 'class' ? [one.cls] : []));
}

function fieldShape(program: Program, member: ClassMember, scope: Scope, closed: boolean, depth: number): Shape {
  if (member.decorators.length > 0) return decoratedShape(program, member, scope, closed, depth);
  if (!program.dialectOf(scope.file).constructorsValidate) return ANYTHING;
  if (member.annotation)
    return withPattern(program, annotationShape(program, member.annotation, scope, closed, depth), member.value, scope);
  return member.value ? declaredField(program, member.value, scope, closed, depth) : ANYTHING;
}

function lastName(expr: Expr): string {
  if (expr.kind === 'name') return expr.name;
  if (expr.kind === 'member') return expr.property;
  return expr.kind === 'call' ? lastName(expr.callee) : '';
}

/** `Item` in `Item[]` and `Array<Item>`; other types are their own. */
function itemType(annotation: Expr): Expr {
  if (annotation.kind !== 'index') return annotation;
  const { object, index } = annotation;
  return object.kind === 'name' && object.name === 'Array' ? index : object;
}

/** All decorators of a field hold together. */
function decoratedShape(program: Program, member: ClassMember, scope: Scope, closed: boolean, depth: number): Shape {
  let clears = 0;
  for (const decorator of member.decorators) {
    const shape = FIELD_DECORATORS.get(lastName(decorator));
    if (shape?.kind === 'value') clears |= shape.clears;
    const [argument] = decorator.kind === 'call' ? decorator.args : [];
    if (lastName(decorator) === 'Matches' && argument?.value.kind === 'regex')
      clears |= STRUCTURED | patternClears(argument.value.pattern, argument.value.flags, 'none').whenMatched;
  }
  if (clears !== 0 || !member.annotation || depth > MAX_DEPTH) return { kind: 'value', clears };
  if (!member.decorators.some((decorator) => lastName(decorator) === 'ValidateNested')) return ANYTHING;
  const item = itemType(member.annotation);
  const [cls] = classesOf(program, item, scope);
  if (!cls) return ANYTHING;
  const shape = classShape(program, cls, closed, depth + 1);
  return item === member.annotation ? shape : { kind: 'list', item: shape };
}

/**
 * An annotation that is checked: `int`, `str | None`, `list[Item]`, `Annotated[str, Field(pattern=…)]`, another
 * model.
 */
export function annotationShape(
  program: Program,
  annotation: Expr,
  scope: Scope,
  closed: boolean,
  depth: number,
): Shape {
  if (depth > MAX_DEPTH) return ANYTHING;
  const of = (expr: Expr): Shape => annotationShape(program, expr, scope, closed, depth + 1);
  if (annotation.kind === 'literal') return writtenShape(annotation);
  if (annotation.kind === 'binary')
    return eitherShape([annotation.left, annotation.right].filter((side) => !isNone(side)).map(of));
  if (annotation.kind === 'index')
    return genericShape(annotation, of, (shape, extra) => withPattern(program, shape, extra, scope));
  const [cls] = classesOf(program, annotation, scope);
  if (cls) return isEnum(program, cls) ? HARMLESS : classShape(program, cls, closed, depth + 1);
  // What a name stands for that was given to one of several values.
  const isListed = (path: string): boolean => path.endsWith(`.${TYPE_GENERICS.literal}.*`);
  if (program.externalPaths(annotation, scope).some(isListed)) return HARMLESS;
  return withPattern(program, namedShape(lastName(annotation)), annotation, scope);
}

/** `list[Item]`, `Optional[str]`, `Annotated[str, Field(pattern=…)]`. */
function genericShape(
  { object, index }: Extract<Expr, { kind: 'index' }>,
  of: (expr: Expr) => Shape,
  narrowed: (shape: Shape, extra: Expr) => Shape,
): Shape {
  const name = lastName(object);
  const items = index.kind === 'array' || index.kind === 'sequence' ? index.items : [index];
  const [first, ...more] = items;
  if (name === TYPE_GENERICS.literal) return HARMLESS;
  if (!first) return ANYTHING;
  if (name === TYPE_GENERICS.annotated) return more.reduce(narrowed, of(first));
  if (name === TYPE_GENERICS.optional) return of(first);
  if (name === TYPE_GENERICS.union) return eitherShape(items.filter((item) => !isNone(item)).map(of));
  return TYPE_GENERICS.list.test(name) ? { kind: 'list', item: of(first) } : ANYTHING;
}

/** `None`, or a type whose name is written as a text. */
function writtenShape({ type, value }: Extract<Expr, { kind: 'literal' }>): Shape {
  if (type === 'null') return HARMLESS;
  return typeof value === 'string' ? namedShape(value) : ANYTHING;
}

const isNone = (expr: Expr): boolean => expr.kind === 'literal' && expr.type === 'null';

function namedShape(name: string): Shape {
  if (HARMLESS_TYPES.has(name)) return HARMLESS;
  if (name === 'EmailStr') return EMAIL_SHAPE;
  return TEXT_TYPES.has(name) ? TEXT : ANYTHING;
}

/** A class with listed values: making one of anything else fails. */
export function isEnum(program: Program, cls: ClassNode): boolean {
  return program
    .basesOf(cls)
    .some(
      (base) =>
        base.kind === 'external' &&
        /(?:^|\.)(?:Enum|IntEnum|StrEnum|Choices|TextChoices|IntegerChoices)$/.test(base.path),
    );
}

/** `Field(pattern='^[a-z]+$')`, `constr(regex=…)`, `Query(pattern=LANGUAGE)`. */
export function withPattern(program: Program, shape: Shape, call: Expr | undefined, scope: Scope): Shape {
  if (call?.kind !== 'call' || shape.kind !== 'value') return shape;
  const pattern = call.args.find((arg) => arg.name === 'pattern' || arg.name === 'regex')?.value;
  const [text, other] = pattern ? program.strings(pattern, scope) : [];
  if (text === undefined || other !== undefined) return shape;
  return { kind: 'value', clears: shape.clears | patternClears(text, '', 'none').whenMatched };
}

/** `age = fields.Integer(validate=OneOf([…]))`, `name = forms.CharField()`, `items = Nested(Item, many=True)`. */
function declaredField(program: Program, value: Expr, scope: Scope, closed: boolean, depth: number): Shape {
  if (value.kind !== 'call') return ANYTHING;
  const name = lastName(value.callee);
  const [first] = value.args;
  const plain = plainField(value, name);
  if (plain) return plain;
  const many = value.args.some((arg) => arg.name === 'many');
  const ofClass = (cls: ClassNode): Shape => nested(classShape(program, cls, closed, depth + 1), many);
  const [inner] = /^(?:Nested|Pluck)$/.test(name) && first ? classesOf(program, first.value, scope) : [];
  if (inner && depth < MAX_DEPTH) return ofClass(inner);
  if (/^(?:List|ListField)$/.test(name)) {
    const child = depth < MAX_DEPTH ? childOf(value) : undefined;
    return { kind: 'list', item: child ? declaredField(program, child.value, scope, closed, depth + 1) : ANYTHING };
  }
  const [serializer] = classesOf(program, value.callee, scope);
  return serializer && depth < MAX_DEPTH && /Serializer$/.test(serializer.cls.name) ? ofClass(serializer) : ANYTHING;
}

/** A field of one value, known by its name or by what it has to be one of. */
function plainField({ args }: Extract<Expr, { kind: 'call' }>, name: string): Shape | undefined {
  if (args.some((arg) => arg.name === 'validate' && /^OneOf$/.test(lastName(arg.value)))) return HARMLESS;
  if (HARMLESS_FIELDS.has(name)) return HARMLESS;
  if (EMAIL_FIELDS.has(name)) return EMAIL_SHAPE;
  if (TEXT_FIELDS.has(name)) return TEXT;
  const pattern = args[0]?.value;
  if (name !== 'RegexField' || pattern?.kind !== 'literal') return undefined;
  return { kind: 'value', clears: STRUCTURED | patternClears(String(pattern.value), '', 'start').whenMatched };
}

const childOf = ({ args }: Extract<Expr, { kind: 'call' }>): Arg | undefined =>
  args.find((arg) => arg.name === undefined || arg.name === 'child' || arg.name === 'cls_or_instance');

const nested = (shape: Shape, many: boolean): Shape => (many ? { kind: 'list', item: shape } : shape);

/** The libraries a class gets its behaviour from, through classes of the program. */
export function externalBases(program: Program, cls: ClassNode, depth = 0): string[] {
  if (depth > MAX_DEPTH) return [];
  return program.basesOf(cls).flatMap((base) => {
    if (base.kind === 'external') return [base.path];
    return base.kind === 'class' ? externalBases(program, base.cls, depth + 1) : [];
  });
}
