import type { Param } from '../../read/ir';
import type { FunctionNode } from '../link/definitions';
import { withFallback } from './assign';
import { arrayLike, arrayOf, elementOf } from './collections';
import type { Arguments } from './arguments';
import type { Machine } from './machine';
import { asWritten } from './written-types';
import { readsArguments } from './mentions';
import { Cell, reference, UNDEFINED, type Value } from './value';
import { join, joinAll } from './join';

/** What the parameters of a function get from the arguments of a call. */

export function bindParameters(m: Machine, node: FunctionNode, args: Arguments): void {
  const params = node.fn.params;
  const method = node.cls !== undefined && m.at.dialect.receiver(node.fn) !== undefined;
  const used = new Set<string>();
  let at = 0;
  params.forEach((param, index) => {
    if (method && index === 0 && m.at.frame.self) return bind(m, param, m.at.frame.self);
    const named = param.name === undefined ? undefined : args.named.get(param.name);
    if (param.rest === 'positional') {
      const rest = args.positional.slice(at).map((arg) => arg.value);
      at = args.positional.length;
      return bind(m, param, args.spread ? arrayLike(m, joinAll([args.spread, ...rest])) : arrayOf(m, rest));
    }
    if (param.rest === 'keyword') return bind(m, param, keywords(m, args, used));
    if (named && param.name !== undefined) {
      used.add(param.name);
      return bind(m, param, named.value);
    }
    bind(m, param, args.positional[at++]?.value ?? unnamed(m, args, param));
  });
  if (m.at.dialect.hasArgumentsObject && !node.fn.arrow && readsArguments(node.fn))
    m.parts.assign(
      m,
      { kind: 'bind', name: 'arguments', span: node.fn.span },
      arrayOf(
        m,
        args.positional.map((arg) => arg.value),
      ),
      true,
    );
}

/** What a parameter gets that no argument was written for: something out of what was spread into the call. */
function unnamed(m: Machine, { spread, named }: Arguments, { name, span }: Param): Value {
  if (spread) return elementOf(m, spread, span);
  const keywordArguments = name === undefined ? undefined : named.get('**');
  return keywordArguments ? m.member(keywordArguments.value, name ?? '', span) : UNDEFINED;
}

function bind(m: Machine, param: Param, value: Value): void {
  const filled = param.fallback ? withFallback(m, value, param.fallback) : value;
  m.parts.assign(m, param.pattern, m.step(asWritten(m, filled, param.annotation, m.at.scope), param.span), true);
}

function keywords(m: Machine, args: Arguments, used: ReadonlySet<string>): Value {
  const object = m.object('object');
  for (const [name, arg] of args.named) if (!used.has(name)) m.state.set(cell(object, name), arg.value);
  const value = reference({ kind: 'object', object });
  const all = args.named.get('**');
  return all ? join(value, all.value) : value;
}

function cell(object: ReturnType<Machine['object']>, key: string): Cell {
  let found = object.cells.get(key);
  if (!found) object.cells.set(key, (found = new Cell(object.id)));
  return found;
}
