import { CONDITION_KEYS, EITHER, SHAPING_KEYS, WRITTEN_KEYS } from '../../../knowledge/access/store-calls';
import { PUBLISHING_MEMBERS } from '../../../knowledge/access/identity';
import type { Expr } from '../../read/ir';
import type { Environment } from './environment';
import type { Reader } from './reader';
import type { Part, Value } from './kinds';

type Call = Extract<Expr, { kind: 'call' }>;

/** What the arguments of a call on a store say: which objects are meant, and what is written. */
export interface Asked {
  parts: Part[];
  written: Map<string, Value>;
}

/** `narrows`: positional values are conditions, not data. */
export function askedBy(reader: Reader, call: Call, env: Environment, narrows: 'conditions' | 'data'): Asked {
  const asked: Asked = { parts: [], written: new Map() };
  const texts = sqlIn(reader, call, env);
  if (texts) return { ...asked, parts: texts };
  call.args.forEach(({ name, value }, at) => {
    if (value.kind === 'function') return;
    if (name !== undefined) named(reader, name, value, env, narrows, asked);
    else if (narrows === 'data' && (at === 0 || value.kind === 'object'))
      data(reader, value, env, asked, call.args.length > 1);
    else condition(reader, value, env, asked.parts, 'id');
  });
  return asked;
}

function named(
  reader: Reader,
  name: string,
  value: Expr,
  env: Environment,
  narrows: 'conditions' | 'data',
  asked: Asked,
): void {
  if (SHAPING_KEYS.has(name)) return;
  const given = reader.evaluate(value, env);
  if (WRITTEN_KEYS.has(name) || narrows === 'data') fieldsOf(given, name, asked.written);
  else if (showsAll(column(name), given)) asked.parts.push({ column: column(name), value: given });
  else spread(given, column(name), asked.parts);
}

/** `{ where: …, data: … }`, or the data itself, or the condition before it. */
function data(reader: Reader, value: Expr, env: Environment, asked: Asked, more: boolean): void {
  const given = reader.evaluate(value, env);
  const keys = given.fields;
  if (keys && [...keys.keys()].some((key) => CONDITION_KEYS.has(key))) {
    for (const [key, one] of keys) {
      if (CONDITION_KEYS.has(key)) spread(one, 'id', asked.parts);
      else if (WRITTEN_KEYS.has(key)) fieldsOf(one, key, asked.written);
    }
    return;
  }
  if (more && asked.parts.length === 0 && asked.written.size === 0) spread(given, 'id', asked.parts);
  else fieldsOf(given, '*', asked.written);
}

function fieldsOf(value: Value, name: string, into: Map<string, Value>): void {
  if (!value.fields || value.fields.size === 0) into.set(WRITTEN_KEYS.has(name) ? '*' : name, value);
  for (const [key, one] of value.fields ?? []) {
    if (WRITTEN_KEYS.has(key)) fieldsOf(one, key, into);
    else if (key.startsWith('$')) for (const [inner, part] of one.fields ?? []) into.set(`${key}.${inner}`, part);
    else into.set(key, one);
  }
}

/** A column without how it is compared; to be one of several is not to be the one of that number. */
const column = (name: string): string =>
  name.replace(/(?<!^(?:id|pk))__in$|__(?:exact|iexact|id|pk|contains|gt|gte|lt|lte)$/, '');

/** One argument that says which objects are meant. */
export function condition(reader: Reader, value: Expr, env: Environment, into: Part[], fallback: string): void {
  if (value.kind === 'binary') return compared(reader, value, env, into);
  const said = value.kind === 'call' && (ofColumn(reader, value, env, into) || put(reader, value, env, into, fallback));
  if (!said) spread(reader.evaluate(value, env), fallback, into);
}

/** `Note.owner.is(user)`: what is asked of a column. */
function ofColumn(reader: Reader, call: Call, env: Environment, into: Part[]): boolean {
  const { callee, args } = call;
  if (callee.kind !== 'member' || callee.object.kind !== 'member' || args.length === 0) return false;
  const { property } = callee.object;
  const given = reader.evaluate(call, env);
  for (const arg of args) spread(reader.evaluate(arg.value, env), property, into);
  if (given.query) into.push({ column: property, value: given });
  return true;
}

/** `or_(…)`, `and_(…)`: conditions that are put together. */
function put(reader: Reader, call: Call, env: Environment, into: Part[], fallback: string): boolean {
  const name = nameOf(call);
  if (name === '') return false;
  if (EITHER.test(name)) {
    const sides = call.args.map((arg) => arg.value);
    eitherOf(reader, sides, env, into);
    return true;
  }
  if (!/^(?:and_|and|Q|not_)$/.test(name)) return false;
  for (const arg of call.args)
    if (arg.name !== undefined) spread(reader.evaluate(arg.value, env), column(arg.name), into);
    else condition(reader, arg.value, env, into, fallback);
  return true;
}

function compared(reader: Reader, value: Extract<Expr, { kind: 'binary' }>, env: Environment, into: Part[]): void {
  if (value.op === '&' || value.op === '&&' || value.op === 'and') {
    condition(reader, value.left, env, into, 'id');
    condition(reader, value.right, env, into, 'id');
    return;
  }
  if (value.op === '|' || value.op === '||') return eitherOf(reader, [value.left, value.right], env, into);
  const left = value.left.kind === 'member' ? value.left.property : 'id';
  const found: Part[] = [];
  spread(reader.evaluate(value.right, env), left, found);
  if (found.length === 0) spread(reader.evaluate(value.left, env), 'id', found);
  into.push(...(value.op === '==' || value.op === 'in' ? found : found.filter((part) => part.value.keys)));
}

/** One of several conditions suffices: only what all of them ask for is asked for. */
function eitherOf(reader: Reader, sides: readonly Expr[], env: Environment, into: Part[]): void {
  const each = sides.map((side) => {
    const parts: Part[] = [];
    condition(reader, side, env, parts, 'id');
    return parts;
  });
  into.push(...common(each));
}

function common(each: readonly (readonly Part[])[]): Part[] {
  const all = each.flat();
  const guarded = each.every((parts) => parts.some((part) => part.value.caller !== undefined));
  return guarded ? all : all.filter((part) => part.value.caller === undefined);
}

/** `privacy="public"`: only what everybody may see is meant. */
const showsAll = (name: string, { constant, fields, items }: Value): boolean =>
  constant === true && !fields && !items && PUBLISHING_MEMBERS.test(name);

/** A value as conditions on columns: those of the objects in it, or the value itself. */
function spread(value: Value, name: string, into: Part[], depth = 0): void {
  if (depth > 4 || value.constant === true || value.nothing === true) return;
  if (value.fields && value.fields.size > 0) {
    for (const [key, one] of value.fields) spreadField(key, one, name, into, depth + 1);
    return;
  }
  if (value.items) {
    for (const one of value.items) spread(one, name, into, depth + 1);
    return;
  }
  if (choosesObjects(value)) into.push({ column: name, value });
}

const choosesObjects = ({ caller, keys, stored, query }: Value): boolean =>
  caller !== undefined || keys !== undefined || stored !== undefined || query !== undefined;

function spreadField(key: string, value: Value, name: string, into: Part[], depth: number): void {
  if (SHAPING_KEYS.has(key) || WRITTEN_KEYS.has(key)) return;
  if (showsAll(key, value)) into.push({ column: key, value });
  if (EITHER.test(key) && value.items) into.push(...common(value.items.map((item) => spreadOf(item, name, depth))));
  else spread(value, asksOfSame(key, value) ? name : key, into, depth);
}

/** Keys that are no columns: what stands below them is asked of the column they stand below. */
function asksOfSame(key: string, { fields }: Value): boolean {
  if (CONDITION_KEYS.has(key) || key.startsWith('$') || key === 'AND' || key === 'is' || key === 'some') return true;
  return key.includes('_') && fields !== undefined;
}

function spreadOf(value: Value, name: string, depth: number): Part[] {
  const parts: Part[] = [];
  spread(value, name, parts, depth);
  return parts;
}

const PLACEHOLDER = /([A-Za-z_][\w.]*)["'`\]]?\s*(=|<>|!=|like|in|>=?|<=?)\s*\(?\s*(\?|\$\d+|:\w+|%s|%\(\w+\)s|@\w+)/gi;

/** `id = ? AND user_id = ?` with the values after it. */
function sqlIn(reader: Reader, call: Call, env: Environment): Part[] | undefined {
  const at = call.args.findIndex(({ value }) => isCondition(textOf(reader, value, env)));
  const text = at === -1 ? undefined : textOf(reader, call.args[at]?.value, env);
  if (text === undefined) return undefined;
  const values = call.args.slice(at + 1).map((arg) => reader.evaluate(arg.value, env));
  const parts = placed(text, values);
  const inline = call.args[at]?.value;
  if (inline) spread(reader.evaluate(inline, env), 'id', parts);
  return parts;
}

/** The values in the places that a text leaves for them. */
function placed(text: string, values: readonly Value[]): Part[] {
  const parts: Part[] = [];
  const flat = values.flatMap((value) => value.items ?? [value]);
  const from = conditionsBegin(text);
  let position = 0;
  for (const { index, 1: name = '', 3: holder = '' } of text.matchAll(PLACEHOLDER)) {
    const value = valueFor(holder, position, flat, values);
    position += holder === '?' || holder === '%s' ? 1 : 0;
    if (value && index >= from) spread(value, name.split('.').pop() ?? name, parts);
  }
  if (parts.length === 0) for (const value of flat) spread(value, 'id', parts);
  return parts;
}

/** What an update sets comes before the conditions. */
function conditionsBegin(text: string): number {
  if (!/^\s*update\b/i.test(text)) return 0;
  const where = text.search(/\bwhere\b/i);
  return where === -1 ? Infinity : where;
}

function valueFor(
  holder: string,
  position: number,
  flat: readonly Value[],
  values: readonly Value[],
): Value | undefined {
  if (holder === '?' || holder === '%s') return flat[position];
  if (holder.startsWith('$')) return flat[Number(holder.slice(1)) - 1];
  const name = holder.replace(/^[:@]|^%\(|\)s$/g, '');
  return values.map((value) => value.fields?.get(name)).find((value) => value !== undefined);
}

const isCondition = (text: string | undefined): boolean =>
  text !== undefined &&
  /\s/.test(text) &&
  /=|\bin\b|\bwhere\b|\blike\b|\bselect\b|\bdelete\b|\bupdate\b|\binsert\b/i.test(text);

/** The constant text of an expression, with question marks where it is not constant. */
export function textOf(reader: Reader, expr: Expr | undefined, env: Environment): string | undefined {
  switch (expr?.kind) {
    case 'literal':
      return typeof expr.value === 'string' ? expr.value : undefined;
    case 'template':
      return expr.parts.map((part) => (part.kind === 'literal' ? String(part.value) : '{}')).join('');
    case 'binary':
      return expr.op === '+' || expr.op === '%' ? joinedText(reader, expr, env) : undefined;
    case 'call':
      return /text|sql|raw|literal/i.test(nameOf(expr)) ? textOf(reader, expr.args[0]?.value, env) : undefined;
    case 'name':
      return env.get(expr.name)?.text ?? reader.program.strings(expr, env.scope)[0];
    default:
      return undefined;
  }
}

function joinedText(reader: Reader, expr: Extract<Expr, { kind: 'binary' }>, env: Environment): string | undefined {
  const left = textOf(reader, expr.left, env);
  return left === undefined ? undefined : `${left}${textOf(reader, expr.right, env) ?? '{}'}`;
}

const nameOf = (call: Call): string => {
  if (call.callee.kind === 'name') return call.callee.name;
  return call.callee.kind === 'member' ? call.callee.property : '';
};
