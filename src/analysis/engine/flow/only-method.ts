import type { FunctionNode, Program } from '../link/definitions';
import type { FunctionRef, Machine } from './machine';
import { reference } from './value';

/**
 * A method called on something nobody could follow: where one class alone has a method of that name, and the name says
 * more than a word does, it is that one.
 */
const methods = new WeakMap<Program, Map<string, FunctionNode | undefined>>();

export function onlyMethod(m: Machine, name: string): FunctionRef | undefined {
  if (!isTelling(name)) return undefined;
  const node = methodsOf(m.program).get(name);
  if (!node?.cls || m.program.dialectOf(node.file).id !== m.at.dialect.id) return undefined;
  const self = reference({ kind: 'object', object: m.object('instance', { cls: node.cls }) });
  return { kind: 'function', node, self };
}

const MIN_LENGTH = 8;
/** Of two words at least. */
const isTelling = (name: string): boolean => name.length >= MIN_LENGTH && /[a-z][A-Z]|[a-z0-9]_[a-z]/.test(name);

function methodsOf(program: Program): Map<string, FunctionNode | undefined> {
  let known = methods.get(program);
  if (known) return known;
  known = new Map();
  for (const cls of program.classes.values())
    for (const member of cls.cls.members) {
      if (member.kind !== 'method' || !member.fn) continue;
      const node = known.has(member.name) ? undefined : program.nodeOf(member.fn, cls.file);
      known.set(member.name, node);
    }
  methods.set(program, known);
  return known;
}
