import {
  ANSWER_STATUS,
  CREDENTIAL_HOLDER,
  KEY_FOR_PROGRAMS,
  NOT_SIGNED_IN,
  PERSON_PATH,
  isInviting,
  REQUEST_VARIABLE,
  SIGNED_IN,
  SWITCH,
} from '../../../../knowledge/controls/identity';
import type { Expr, Pattern } from '../../../read/ir';
import type { Definition } from '../../link/definitions';
import { namesIn, steps } from '../../evidence/spelling';
import { walkExpr } from '../../link/walk';
import { refusalOfStatus } from '../refusals';
import { call } from './calls';
import { contains, equals } from './compare';
import { type Run, scopeOf } from './context';
import { assign } from './names';
import { found, inAddress, isCredential, isNoParameter, meaningOf, memberOfCaller } from './paths';
import { failing, going, merged, placeIn, refusedBy, untouched, type Out, type State, goOn } from './state';
import { constant, DOUBT, fieldOf, listOf, lookUp, NULL, OTHER, truthOf, type Value } from './value';

/** What an expression is worth, on each of the ways it can go. */
export function evaluate(run: Run, expr: Expr, state: State): Out[] {
  if (!run.step()) return [going({ ...state, doubt: true }, OTHER)];
  switch (expr.kind) {
    case 'literal':
      return [going(state, constant(expr.value))];
    case 'name':
      return [going(state, nameValue(run, expr, state))];
    case 'this':
      return [going(state, { kind: 'path', path: 'this' })];
    case 'member':
      return goOn(run.evaluate(expr.object, state), (s, object) => memberOf(run, expr, object, s));
    case 'index':
      return goOn(run.evaluate(expr.object, state), (s, object) =>
        goOn(run.evaluate(expr.index, s), (t, key) => indexOf(run, object, key, t)),
      );
    case 'await':
    case 'spread':
      return run.evaluate(expr.value, state);
    case 'slice':
      return run.evaluate(expr.object, state);
    case 'object':
      return record(run, expr, state);
    case 'class':
    case 'element':
      return [going(state, OTHER)];
    case 'call':
      return merged(call(run, expr, state));
    case 'unary':
      return goOn(run.evaluate(expr.operand, state), (s, value) => [going(s, negated(expr.op, value))]);
    case 'binary':
      return merged(binary(run, expr, state));
    case 'conditional':
      return merged(
        decide(run, expr.test, state).flatMap((out) =>
          out.end === 'next'
            ? run.evaluate(truthOf(out.value) === true ? expr.then : expr.otherwise, out.state)
            : [out],
        ),
      );
    case 'assign':
      return goOn(run.evaluate(expr.value, state), (s, value) => [
        going(assign(run, answered(expr.target, value, s), expr.target, expr.op === undefined ? value : OTHER), value),
      ]);
    case 'function': {
      const fn = run.program.nodeOf(expr.fn, state.env.fn.file);
      return [going(state, fn ? { kind: 'closure', fn, env: state.env } : OTHER)];
    }
    case 'array':
    case 'sequence':
      return items(run, expr.items, state);
    case 'template':
      return goOn(items(run, expr.parts, state), (s, list) => [going(s, textOf(list))]);
    case 'comprehension':
      return comprehension(run, expr, state);
    default:
      return [going(state, OTHER)];
  }
}

/** `ctx.status = 403`: whoever is answered so is turned away. */
function answered(target: Pattern, value: Value, state: State): State {
  if (target.kind !== 'place' || target.expr.kind !== 'member' || !ANSWER_STATUS.test(target.expr.property))
    return state;
  const status = value.kind === 'const' && typeof value.value === 'number' ? value.value : 0;
  return status >= 400 ? refusedBy(state, refusalOfStatus(status) ?? 'error') : state;
}

function nameValue(run: Run, expr: Extract<Expr, { kind: 'name' }>, state: State): Value {
  const local = lookUp(state.env, expr.name);
  if (local) return local;
  if (expr.name === 'undefined') return NULL;
  // A request keeps its name, whatever library hands it over.
  if (REQUEST_VARIABLE.test(expr.name)) return place(run, state, expr.name);
  const value = resolved(run, expr, state);
  // A stand-in for who is signed in keeps its name, whatever library makes it.
  if (value?.kind === 'path' && PERSON_PATH.test(expr.name)) return place(run, state, expr.name);
  return value ?? place(run, state, expr.name);
}

/** What a name of the module, or of a library, stands for. */
function resolved(run: Run, expr: Expr, state: State): Value | undefined {
  const found = run.program.resolve(expr, scopeOf(state));
  const [first] = found;
  if (!first || found.length > 1) return undefined;
  if (first.kind === 'literal') return constant(first.value);
  if (first.kind === 'function') return closureOf(run, first);
  if (first.kind === 'external') return place(run, state, shortPath(first.path, expr));
  if (first.kind !== 'object') return undefined;
  const { expr: list } = first;
  if (list.kind !== 'array') return undefined;
  const items = list.items.flatMap((item) => (item.kind === 'literal' ? [constant(item.value)] : []));
  return items.length === list.items.length ? { kind: 'list', items } : undefined;
}

/** A function with the variables around it: where a call made it, what that call was given. */
function closureOf(run: Run, { fn, origin }: Extract<Definition, { kind: 'function' }>): Value {
  const bare: Value = { kind: 'closure', fn, env: { fn, names: new Map() } };
  const owner = origin && (origin.scope.owner ?? run.program.moduleOf(origin.scope.file));
  if (!origin || !owner || run.making.has(origin.expr)) return bare;
  run.making.add(origin.expr);
  const outs = run.evaluate(origin.expr, untouched(owner));
  run.making.delete(origin.expr);
  return outs.find(({ value }) => value.kind === 'closure' && value.fn === fn)?.value ?? bare;
}

/** `flask.session` is spelled as `session`; settings and globals keep what they are spelled with. */
function shortPath(path: string, expr: Expr): string {
  if (/^(?:process|os)\./.test(path) || !path.includes('.') || path.includes('(')) return path;
  return expr.kind === 'name' ? path.slice(path.lastIndexOf('.') + 1) : path;
}

/** What was assigned to a path, or what it means. */
function place(run: Run, state: State, path: string): Value {
  return state.places.get(path) ?? meaningOf(run, path, state.env.fn.file);
}

function isOptional(expr: Expr): boolean {
  if (expr.kind === 'member') return expr.optional === true || isOptional(expr.object);
  if (expr.kind === 'index') return isOptional(expr.object);
  return expr.kind === 'call' && isOptional(expr.callee);
}

/** In a handler that does not catch it, an error about nobody being there is no check. */
const fatal = (run: Run): boolean => run.inFront || run.attempts > 0;

const asksForStranger = (key: string): boolean => SIGNED_IN.test(key) || NOT_SIGNED_IN.test(key);

function memberOf(run: Run, expr: Extract<Expr, { kind: 'member' }>, object: Value, state: State): Out[] {
  if (object.kind === 'nothing' && !asksForStranger(expr.property)) {
    const fails = !object.soft && !isOptional(expr) && fatal(run);
    return fails ? [failing(state, OTHER)] : [going(state, object)];
  }
  const { object: of, property } = expr;
  if (
    broughtInBody(run, object, property) ||
    (object.kind === 'sent' && of.kind === 'member' && inAddress(run, of.property, property))
  )
    return [going(state, { kind: 'sent', credential: true })];
  if (object.kind === 'sent' && of.kind === 'member' && isNoParameter(run, of.property, property))
    return [going(state, NULL)];
  if (object.kind === 'const' && isOptional(expr)) {
    // `(verified(token) && read(token))?.role`: what is not there equals nothing that is.
    if (run.inFront && object.value === false) return [going(state, { kind: 'nothing', soft: true })];
    if (object.value === null) return [going(state, run.inFront ? { kind: 'nothing', soft: true } : NULL)];
  }
  // A member of another module is what that module has, whatever it is called.
  const own = run.inFront ? functionOf(run, expr, state) : undefined;
  return [going(state, own ?? member(run, object, expr.property, state))];
}

/** In front of handlers a key for programs proves as much in a body as in a header. */
const broughtInBody = (run: Run, object: Value, key: string): boolean =>
  run.inFront && (object.kind === 'sent' || object.kind === 'other') && KEY_FOR_PROGRAMS.test(key);

function functionOf(run: Run, expr: Expr, state: State): Value | undefined {
  const [first, ...others] = run.program.resolve(expr, scopeOf(state));
  return first?.kind === 'function' && first.receiver?.kind !== 'instance' && others.length === 0
    ? closureOf(run, first)
    : undefined;
}

function member(run: Run, object: Value, key: string, state: State): Value {
  switch (object.kind) {
    case 'path':
      return place(run, state, `${object.path}.${key}`);
    case 'caller':
      return memberOfCaller(run, key);
    case 'nothing':
      return asksForStranger(key) ? memberOfCaller(run, key) : object;
    case 'sent':
      return object;
    case 'address':
      return /path|url|href/i.test(key) ? object : OTHER;
    case 'list':
      return fieldOf(object, key) ?? (key === 'length' ? constant(object.items.length) : OTHER);
    default:
      return OTHER;
  }
}

function indexOf(run: Run, object: Value, key: Value, state: State): Out[] {
  if (object.kind === 'nothing' && !object.soft && fatal(run)) return [failing(state, OTHER)];
  if (key.kind === 'const' && typeof key.value === 'string') {
    if (broughtInBody(run, object, key.value)) return [going(state, { kind: 'sent', credential: true })];
    const value = member(run, object, key.value, state);
    // A key that is not there is an error where a member that is not there is none.
    const fails =
      value.kind === 'nothing' &&
      object.kind === 'path' &&
      fatal(run) &&
      run.dialect(state.env.fn.file).hasDictionaries;
    return [fails ? failing(state, OTHER) : going(state, value)];
  }
  if (object.kind === 'list' && key.kind === 'const' && typeof key.value === 'number')
    return [going(state, object.items[key.value] ?? OTHER)];
  if (object.kind === 'path' && CREDENTIAL_HOLDER.test(object.path))
    return [going(state, { kind: 'sent', credential: key.kind === 'secret' })];
  if (key.kind === 'sent' && key.credential) return [going(state, found(run))];
  // No table holds anything under no name.
  if (key.kind === 'const' && key.value === null && run.inFront)
    return [going(state, { kind: 'nothing', soft: false })];
  return [going(state, object.kind === 'sent' || object.kind === 'nothing' ? object : OTHER)];
}

function negated(op: string, value: Value): Value {
  if (op === '-') return value.kind === 'const' && typeof value.value === 'number' ? constant(-value.value) : OTHER;
  if (op !== '!' && op !== 'not') return op === 'typeof' ? OTHER : value;
  const truth = truthOf(value);
  if (truth !== undefined) return constant(!truth);
  if (value.kind !== 'other') return OTHER;
  const { record, doubt } = value;
  if (record) return { kind: 'other', ...(doubt && { doubt }), record: { ...record, when: !record.when } };
  return doubt ? DOUBT : OTHER;
}

type Binary = Extract<Expr, { kind: 'binary' }>;

function binary(run: Run, expr: Binary, state: State): Out[] {
  if (expr.op === '&&' || expr.op === '||' || expr.op === '??') return shortCircuit(run, expr, state);
  return goOn(run.evaluate(expr.left, state), (s, left) =>
    goOn(run.evaluate(expr.right, s), (t, right) => [going(t, operation(run, expr.op, left, right, t))]),
  );
}

function operation(run: Run, op: string, left: Value, right: Value, state: State): Value {
  switch (op) {
    case '==':
    case 'is':
      return equals(run, left, right);
    case '!=':
    case 'is not':
      return negated('!', equals(run, left, right));
    case 'in':
      return isIn(run, left, right, state);
    case 'not in':
      return negated('!', isIn(run, left, right, state));
    case '+':
    case '%':
      return textOf({ kind: 'list', items: [left, right] });
    case '|':
    case '&':
      return [left, right].find((value) => value.kind === 'sent' && value.credential) ?? OTHER;
    case '-':
      return difference(left, right);
    default:
      return left.kind === 'nothing' || right.kind === 'nothing' ? constant(false) : ordered(op, left, right);
  }
}

const ORDERS: Readonly<Record<string, (left: number, right: number) => boolean>> = {
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
  '>': (left, right) => left > right,
  '>=': (left, right) => left >= right,
};

/** `list.indexOf(x) >= 0` */
function ordered(op: string, left: Value, right: Value): Value {
  const holds = ORDERS[op];
  const [a, b] = [left, right].map((one) => (one.kind === 'const' ? one.value : undefined));
  return holds && typeof a === 'number' && typeof b === 'number' ? constant(holds(a, b)) : OTHER;
}

/** `args.length - 1` */
function difference(left: Value, right: Value): Value {
  const [a, b] = [left, right].map((one) => (one.kind === 'const' ? one.value : undefined));
  return typeof a === 'number' && typeof b === 'number' ? constant(a - b) : OTHER;
}

/** `'uid' in session` asks whether the member is there. */
function isIn(run: Run, key: Value, holder: Value, state: State): Value {
  if (holder.kind === 'path' && key.kind === 'const' && typeof key.value === 'string') {
    const truth = truthOf(member(run, holder, key.value, state));
    return truth === undefined ? OTHER : constant(truth);
  }
  return contains(run, holder, key);
}

/** The value that decides, and the state on the way of each outcome. */
function shortCircuit(run: Run, expr: Binary, state: State): Out[] {
  return decided(run, expr.left, state).flatMap(({ out, written }) => {
    if (out.end !== 'next') return [out];
    const truth = truthOf(out.value) === true;
    const goesOn = expr.op === '&&' ? truth : !truth;
    if (goesOn) return run.evaluate(expr.right, out.state);
    // `token or ''` is the token where there is one.
    return [going(out.state, truth && isBrought(written) ? written : keep(out.value, truth))];
  });
}

/** What came with the request, or is kept of it, stays what it is. */
const isBrought = (value: Value): boolean =>
  value.kind === 'sent' || (value.kind === 'path' && isCredential(value.path.split('.').at(-1) ?? ''));

const keep = (value: Value, truth: boolean): Value => (truthOf(value) === undefined ? constant(truth) : value);

/** A condition with both outcomes where both may be; the same condition has the same outcome again. */
export const decide = (run: Run, test: Expr, state: State): Out[] => decided(run, test, state).map(({ out }) => out);

/** The same with the value that was there before it was decided. */
function decided(run: Run, test: Expr, state: State): { out: Out; written: Value }[] {
  const before = run.questions;
  const outs = run.evaluate(test, state);
  const aboutCaller = run.questions > before;
  return outs.flatMap((out) => {
    const written = out.value;
    if (out.end !== 'next') return [{ out, written }];
    const at = aboutCaller ? { decidedAt: placeIn(state, test.span) } : {};
    const truth = truthOf(out.value);
    if (truth !== undefined) return [{ out: { ...out, state: { ...out.state, ...at } }, written }];
    return bothWays(run, test, out).map((one) => ({ out: one, written }));
  });
}

function bothWays(run: Run, test: Expr, out: Out): Out[] {
  const key = spelled(test);
  const before = key === undefined ? undefined : out.state.decided.get(key);
  const doubtful = out.value.kind === 'other' && out.value.doubt === true;
  const outcomes = before === undefined ? [true, false] : [before];
  const named = run.inFront ? switchIn(test) : undefined;
  return outcomes.map((outcome) =>
    going(
      {
        ...out.state,
        ...(named !== undefined && { switches: [...out.state.switches, { name: named, on: outcome }] }),
        ...foundWhen(out, outcome),
        doubt: out.state.doubt || doubtful,
        decided: key === undefined ? out.state.decided : new Map(out.state.decided).set(key, outcome),
      },
      constant(outcome),
    ),
  );
}

/** What was looked up by something sent is there on one of the ways. */
function foundWhen({ value, state }: Out, outcome: boolean): Pick<State, 'found'> {
  if (value.kind !== 'other' || value.record?.when !== outcome) return {};
  return { found: value.record.random && state.found !== 'any' ? 'random' : 'any' };
}

/** The setting in a condition that switches a sign-in off, or lets strangers in. */
const switchIn = (test: Expr): string | undefined =>
  [...namesIn(test), ...textsIn(test)].find((name) => SWITCH.test(name)) ?? pathsIn(test).find(isInviting);

/** The members that a condition spells, each from its beginning: `config.app.open`. */
function pathsIn(test: Expr): string[] {
  const found: string[] = [];
  walkExpr(test, {
    expr: (one) => {
      const path = one.kind === 'member' ? steps(one) : undefined;
      if (path) found.push(path.join('.'));
      return one.kind !== 'function' && one.kind !== 'class';
    },
  });
  return found;
}

/** The constant texts in a condition: a setting may be read by its name. */
function textsIn(test: Expr): string[] {
  const found: string[] = [];
  walkExpr(test, {
    expr: (one) => {
      if (one.kind === 'literal' && typeof one.value === 'string') found.push(one.value);
      return one.kind !== 'function' && one.kind !== 'class';
    },
  });
  return found;
}

/** Conditions that mean the same wherever they stand: plain names and members. */
function spelled(test: Expr): string | undefined {
  if (test.kind === 'name') return test.name;
  if (test.kind !== 'member') return undefined;
  const object = spelled(test.object);
  return object === undefined ? undefined : `${object}.${test.property}`;
}

/** The values of expressions that come one after the other. */
function ofEach(run: Run, exprs: readonly Expr[], state: State, next: (values: readonly Value[]) => Value): Out[] {
  let ways: { state: State; values: Value[] }[] = [{ state, values: [] }];
  const ended: Out[] = [];
  for (const item of exprs) {
    ways = ways.flatMap((way) =>
      run.evaluate(item, way.state).flatMap((out) => {
        if (out.end === 'next') return [{ state: out.state, values: [...way.values, out.value] }];
        ended.push(out);
        return [];
      }),
    );
  }
  return [...ended, ...ways.map((way) => going(way.state, next(way.values)))];
}

function items(run: Run, exprs: readonly Expr[], state: State): Out[] {
  return ofEach(run, exprs, state, (values) =>
    listOf(
      values.flatMap((value, at) => (exprs[at]?.kind === 'spread' && value.kind === 'list' ? value.items : [value])),
    ),
  );
}

/** An object that is written out; what it takes over from another has that one's names. */
function record(run: Run, { properties }: Extract<Expr, { kind: 'object' }>, state: State): Out[] {
  const written = properties.map(({ value }) => value);
  return ofEach(run, written, state, (values) => {
    const fields = values.flatMap((value, at): { key: string | undefined; value: Value }[] => {
      const { key, kind } = properties[at] ?? {};
      if (kind === 'spread' && value.kind === 'list' && value.keys)
        return value.items.map((item, n) => ({ key: value.keys?.[n], value: item }));
      return [{ key, value: kind === 'getter' ? OTHER : value }];
    });
    return listOf(
      fields.map(({ value }) => value),
      fields.map(({ key }) => key),
    );
  });
}

/** A text made of a credential is one. */
function textOf(value: Value): Value {
  if (value.kind !== 'list') return value;
  const sent = value.items.filter((item) => item.kind === 'sent');
  if (sent.length > 0)
    return {
      kind: 'sent',
      credential: sent.some((item) => item.credential),
      ...(sent.every((item) => item.random) && { random: true }),
    };
  return value.items.find((item) => item.kind === 'secret' || item.kind === 'nothing') ?? OTHER;
}

/** `path.startswith(p) for p in LIST`: the value for each item of a list that is known. */
function comprehension(run: Run, expr: Extract<Expr, { kind: 'comprehension' }>, state: State): Out[] {
  const [clause] = expr.clauses;
  if (!clause || expr.clauses.length > 1) return [going(state, OTHER)];
  return goOn(run.evaluate(clause.iterable, state), (s, list) => {
    if (list.kind === 'nothing') return [going(s, list)];
    const valueFor = (item: Value): Value => {
      const [only, ...others] = run.evaluate(expr.element, assign(run, s, clause.target, item));
      return only && others.length === 0 && only.end === 'next' ? only.value : OTHER;
    };
    if (list.kind === 'list') return [going(s, { kind: 'list', items: list.items.map(valueFor) })];
    // Of items that are not known: `user.may(p) for p in permissions` is the same for each, whatever it is called.
    const each = valueFor(OTHER);
    const same = each.kind === 'const' && typeof each.value === 'boolean';
    return [going(s, same ? { kind: 'list', items: [each] } : OTHER)];
  });
}
