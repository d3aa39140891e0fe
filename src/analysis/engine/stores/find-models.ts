import type { DataModelFact } from '../../../artifacts/facts';
import type { Expr } from '../../read/ir';
import { calledName, lastName } from '../last-name';
import type { CallSite, ClassNode, Program, Scope } from '../link/definitions';
import { compareByPlace } from '../../read/order';
import type { TextSource } from '../../read/text-source';
import { baseNames } from '../link/base-names';
import { typeName } from '../entries/type-names';
import {
  COLUMN_CALLS,
  MODEL_BASES,
  MODEL_CALLS,
  MODEL_DECORATORS,
  MODEL_METHODS,
  NO_FIELDS,
} from '../../../knowledge/frameworks/models';

/** Data structures with named fields: ORM models, schemas, forms, DTOs. */
export function findModels(program: Program, texts: TextSource): DataModelFact[] {
  const classes = [...program.classes.values()].flatMap((cls) => classModel(program, texts, cls));
  const registered = registeredNames(program);
  const schemas = program.calls.flatMap((call) => schemaModel(program, texts, call, registered));
  return [...classes, ...schemas].sort((a, b) => compareByPlace(a.at, b.at));
}

function classModel(program: Program, texts: TextSource, cls: ClassNode): DataModelFact[] {
  const kind = kindOf(program, cls);
  if (kind === undefined) return [];
  const fields = cls.cls.members
    .filter(
      (member) => member.kind === 'property' && !/^(_|Meta$|__)/.test(member.name) && !NO_FIELDS.test(member.name),
    )
    .map((member) => ({ name: member.name, type: fieldType(member.annotation, member.value), line: member.span.line }));
  if (fields.length === 0) return [];
  return [
    { name: cls.cls.name, kind, at: texts.span(cls.file, { ...cls.cls.span, endLine: cls.cls.span.line }), fields },
  ];
}

function kindOf(program: Program, cls: ClassNode): string | undefined {
  const bases = baseNames(program, cls);
  const byBase = MODEL_BASES.find(([pattern]) => bases.some((base) => pattern.test(base)));
  if (byBase) return byBase[1];
  const names = cls.cls.decorators.flatMap((one) => calledName(one) ?? []);
  const byDecorator = MODEL_DECORATORS.find(([pattern]) => names.some((name) => pattern.test(name)));
  if (byDecorator) return byDecorator[1];
  if (names.some((name) => name === 'dataclass')) return 'dataclass';
  return /(Dto|DTO|Input|Payload|Request(Body)?|Entity|Credentials)$/.test(cls.cls.name) &&
    cls.cls.members.some((member) => member.annotation)
    ? 'dto'
    : undefined;
}

function fieldType(annotation: Expr | undefined, value: Expr | undefined): string {
  const encrypting = encryptingType(value);
  if (encrypting !== undefined) return encrypting;
  if (annotation) return typeName(annotation);
  if (value?.kind !== 'call') return value?.kind === 'literal' ? typeof value.value : 'unknown';
  const name = lastName(value.callee) ?? 'unknown';
  const first = value.args.find((arg) => arg.name === undefined)?.value;
  return COLUMN_CALLS.test(name) && first && first.kind !== 'literal' ? typeName(first) : name;
}

/** `new Schema({ … })`, `sequelize.define('User', { … })`, `z.object({ … })`. */
function schemaModel(
  program: Program,
  texts: TextSource,
  { expr, scope }: CallSite,
  registered: ReadonlyMap<Expr, string>,
): DataModelFact[] {
  const callee = lastName(expr.callee) ?? '';
  if (!MODEL_METHODS.test(callee) && expr.callee.kind !== 'name') return [];
  const paths = program.externalPaths(expr.callee, scope);
  const found = MODEL_CALLS.find(([pattern]) => paths.some((path) => pattern.test(path)));
  const fields = expr.args.map((arg) => arg.value).find((value) => value.kind === 'object');
  if (!found || fields?.kind !== 'object') return [];
  const named = expr.args[0] ? program.strings(expr.args[0].value, scope)[0] : undefined;
  const listed = fields.properties
    .filter((property) => property.key !== undefined)
    .map((property) => ({ name: property.key ?? '', type: schemaType(property.value), line: property.span.line }));
  return listed.length === 0
    ? []
    : [
        {
          name: named ?? registered.get(expr) ?? assignedName(expr, scope) ?? 'schema',
          kind: found[1],
          at: texts.span(scope.file, { ...expr.span, endLine: expr.span.line }),
          fields: listed,
        },
      ];
}

/** `model('User', userSchema)`: a schema is the model that it is registered as. */
function registeredNames(program: Program): Map<Expr, string> {
  const found = new Map<Expr, string>();
  for (const { expr, scope } of program.calls) {
    const [first, second] = expr.args;
    if (lastName(expr.callee) !== 'model' || !first || !second) continue;
    const name = program.strings(first.value, scope)[0];
    if (name === undefined) continue;
    if (second.value.kind === 'call') found.set(second.value, name);
    for (const one of program.resolve(second.value, scope))
      if (one.kind === 'external' && one.origin && !found.has(one.origin.expr)) found.set(one.origin.expr, name);
  }
  return found;
}

/** `const userSchema = new Schema(…)`: the variable it is kept in. */
function assignedName(expr: Expr, scope: Scope): string | undefined {
  const body = scope.owner?.fn.body ?? [];
  for (const stmt of body) {
    const declared = stmt.kind === 'export' ? stmt.declaration : stmt;
    if (declared?.kind === 'declare' && declared.target.kind === 'bind' && declared.value === expr)
      return declared.target.name.replace(/Schema$/, '');
  }
  return undefined;
}

function schemaType(value: Expr): string {
  if (value.kind === 'object') {
    const type = value.properties.find((property) => property.key === 'type')?.value;
    return type ? schemaType(type) : 'object';
  }
  if (value.kind === 'array') return `${value.items[0] ? schemaType(value.items[0]) : 'unknown'}[]`;
  if (value.kind === 'call') return value.callee.kind === 'member' ? innermost(value.callee) : typeName(value);
  return typeName(value).split('.').pop() ?? 'unknown';
}

/** `Joi.string().email()` is a string. */
function innermost(callee: Expr): string {
  let current = callee;
  let name = 'unknown';
  for (let depth = 0; depth < 20; depth += 1) {
    if (current.kind === 'member') {
      name = current.property;
      current = current.object;
    } else if (current.kind === 'call') current = current.callee;
    else break;
  }
  return name;
}

/** `mapped_column(StringEncryptedType(Text, key))`, `EncryptedCharField()`: the column encrypts what it keeps. */
function encryptingType(value: Expr | undefined): string | undefined {
  if (value?.kind !== 'call') return undefined;
  const named = [value, ...value.args.map((arg) => arg.value)].map((one) => typeName(one));
  return named.find((name) => /encrypt/i.test(name));
}
