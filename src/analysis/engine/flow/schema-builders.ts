import { ALL } from '../../../knowledge/flow/families';
import { ANYTHING, BUILDERS, HARMLESS, schemaPackage, type Shape, TEXT } from '../../../knowledge/flow/schemas';
import { callBack } from './callbacks';
import { itemsOf } from './collections';
import type { Arguments } from './arguments';
import type { Machine } from './machine';
import { patternClears } from './patterns';
import { NOWHERE } from './pick';
import { fieldsOf, schemaRef } from './schema-values';
import { eitherShape, everyShape } from './shape';
import type { Mark } from './mark';
import { marked, UNKNOWN, type Value } from './value';

/** A call on a schema, or of what makes schemas. */
interface Building {
  m: Machine;
  library: string;
  method: string;
  args: Arguments;
  before: Shape | undefined;
}

type Build = (building: Building) => Shape | undefined;

/** A call of a builder: a new schema, or the one it is called on with one constraint more. */
export function buildSchema(
  m: Machine,
  library: string,
  method: string,
  args: Arguments,
  before: Shape | undefined,
): Shape | undefined {
  const build = BUILDS.get(method);
  if (build) return build({ m, library, method, args, before });
  const known = BUILDERS.get(method);
  if (!known) return before;
  // `valid('')` beside a text adds a constant, it does not narrow.
  if (/^(?:valid|equal|allow_only|only|oneOf)$/.test(method)) return allConstant(args) ? HARMLESS : before;
  return before ? narrowed(before, known) : known;
}

const first = (args: Arguments): Value => args.positional[0]?.value ?? UNKNOWN;
const schemaIn = (value: Value | undefined): Shape | undefined => schemaRef(value)?.shape;
const closedBy = (library: string): boolean => schemaPackage(library).closed;

const object: Build = ({ m, library, method, args }) => ({
  kind: 'object',
  fields: fieldsOf(m, first(args)),
  closed: method !== 'looseObject' && (method === 'strictObject' || (args.positional.length > 0 && closedBy(library))),
});
const open: Build = ({ before }) => opened(before, true);
const kept: Build = ({ before }) => before;
const oneOf: Build = ({ m, args }) => eitherShape(shapesIn(m, args));

/** By the words that the libraries use for the same. */
const BUILDS: ReadonlyMap<string, Build> = new Map(
  (
    [
      ['object strictObject looseObject interface', object],
      ['keys append extend shape merge concat', extended],
      ['unknown', ({ args, before }) => opened(before, args.positional[0]?.value.consts?.[0] !== false)],
      ['passthrough loose catchall', open],
      ['strict strip', ({ library, before }) => (schemaPackage(library).strictKeys ? opened(before, false) : before)],
      ['noUnknown', ({ before }) => opened(before, false)],
      ['array', ({ args, before }) => ({ kind: 'list', item: schemaIn(first(args)) ?? before ?? ANYTHING })],
      ['items of element', ({ m, args }) => ({ kind: 'list', item: eitherShape(shapesIn(m, args)) })],
      ['union alternatives try discriminatedUnion', oneOf],
      ['or', ({ m, args, before }) => eitherShape([...(before ? [before] : []), ...shapesIn(m, args)])],
      ['intersection', ({ m, args }) => everyShape(shapesIn(m, args))],
      ['and', ({ m, args, before }) => everyShape([...(before ? [before] : []), ...shapesIn(m, args)])],
      ['pipe', ({ args, before }) => schemaIn(first(args)) ?? before],
      ['regex pattern matches', ({ args, before }) => patterned(before, first(args))],
      ['refine', ({ m, args, before }) => refined(m, before, first(args))],
      ['any mixed custom record map lazy link binary unknown_', ({ before }) => before ?? ANYTHING],
      ['transform', kept],
      ['preprocess', ({ args }) => schemaIn(args.positional[1]?.value) ?? ANYTHING],
    ] as const satisfies readonly (readonly [string, Build])[]
  ).flatMap(([words, build]) => words.split(' ').map((word) => [word, build] as const)),
);

function narrowed(before: Shape, by: Shape): Shape {
  return before.kind === 'value' && by.kind === 'value' ? { kind: 'value', clears: before.clears | by.clears } : before;
}
function allConstant(args: Arguments): boolean {
  return (
    args.positional.some((arg) => arg.value.consts?.[0] !== '' || arg.value.refs.length > 0) &&
    args.positional.every((arg) => arg.value.marks.length === 0)
  );
}
function opened(before: Shape | undefined, open: boolean): Shape | undefined {
  return before?.kind === 'object' ? { ...before, closed: !open } : (before ?? (open ? ANYTHING : undefined));
}

function extended({ m, library, args, before }: Building): Shape {
  const other = schemaRef(first(args))?.shape;
  const fields = new Map(before?.kind === 'object' ? before.fields : []);
  for (const [name, field] of other?.kind === 'object' ? other.fields : fieldsOf(m, first(args)))
    fields.set(name, field);
  return {
    kind: 'object',
    fields,
    closed: before?.kind === 'object' && before.fields.size > 0 ? before.closed : closedBy(library),
  };
}

/** A function of the program says which values fit: what its yes establishes of any value. */
function refined(m: Machine, before: Shape | undefined, predicate: Value): Shape | undefined {
  if (before?.kind !== 'value') return before;
  const any: Mark = {
    origin: { kind: 'body', file: m.at.file, span: NOWHERE },
    identity: m.identity(),
    bits: ALL,
    before: '',
  };
  const answer = callBack(m, predicate, [{ ...marked([any], 'string') }], NOWHERE);
  const clears = (answer.facts?.whenTrue ?? [])
    .filter(({ identity }) => identity.id === any.identity.id)
    .reduce((mask, one) => mask | one.bits, 0);
  return narrowed(before, { kind: 'value', clears });
}

function patterned(before: Shape | undefined, pattern: Value): Shape | undefined {
  const regex = pattern.refs.find((ref) => ref.kind === 'regex');
  const clears = regex?.kind === 'regex' ? patternClears(regex.pattern, regex.flags, 'none').whenMatched : 0;
  return narrowed(before ?? TEXT, { kind: 'value', clears });
}

function shapesIn(m: Machine, args: Arguments): Shape[] {
  const values = args.positional.flatMap((arg) => itemsOf(m, arg.value) ?? [arg.value]);
  return values.flatMap((value) => schemaRef(value)?.shape ?? []);
}
