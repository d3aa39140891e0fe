import type { ClassMember, Expr, Span } from '../../read/ir';
import type { ClassNode } from '../link/definitions';
import { lastName } from '../last-name';
import { classesOf } from './class-shapes';
import { objectsOf } from './collections';
import type { Arguments } from './arguments';
import type { Machine } from './machine';
import { cellOf } from './cells';
import { truth, type Value } from './value';
import { FIELD_CHECKERS, MODEL_CHECKERS } from '../../../knowledge/flow/validated-classes';

/** Methods of a class of data that run while an instance is made, and refuse what does not fit by throwing. */

const MOST_CHECKS = 24;
const MAX_DEPTH = 3;

/** Holds data that became an instance of the annotated class against the methods by which the class checks itself. */
export function runFieldChecks(m: Machine, annotation: Expr, data: Value, scope = m.at.scope, depth = 0): void {
  for (const cls of classesOf(m.program, annotation, scope)) {
    const members = membersOf(m, cls, new Set());
    // The parts are made before the whole.
    for (const { owner, member } of depth < MAX_DEPTH ? members : [])
      if (member.annotation && classesOf(m.program, member.annotation, owner.scope).length > 0)
        runFieldChecks(m, member.annotation, m.member(data, member.name, member.span), owner.scope, depth + 1);
    const checks = members.filter(({ member }) => member.fn);
    for (const { owner, member } of checks.slice(0, MOST_CHECKS)) runCheck(m, owner, member, data);
  }
}

interface Member {
  owner: ClassNode;
  member: ClassMember;
}

function membersOf(m: Machine, cls: ClassNode, seen: Set<ClassNode>): Member[] {
  if (seen.has(cls)) return [];
  seen.add(cls);
  const inherited = m.program
    .basesOf(cls)
    .flatMap((base) => (base.kind === 'class' ? membersOf(m, base.cls, seen) : []));
  return [...inherited, ...cls.cls.members.map((member) => ({ owner: cls, member }))];
}

function runCheck(m: Machine, owner: ClassNode, member: ClassMember, data: Value): void {
  for (const decorator of [...member.decorators, ...(member.fn?.decorators ?? [])]) {
    const name = lastName(decorator.kind === 'call' ? decorator.callee : decorator) ?? '';
    if (MODEL_CHECKERS.has(name)) ask(m, owner, member, data, member.span);
    else if (FIELD_CHECKERS.has(name) && decorator.kind === 'call')
      for (const { value, name: option } of decorator.args)
        if (option === undefined && value.kind === 'literal' && typeof value.value === 'string')
          checkField(m, owner, member, { data, field: value.value });
  }
}

/** What the method gives is the field's value from then on. */
function checkField(
  m: Machine,
  owner: ClassNode,
  member: ClassMember,
  { data, field }: { data: Value; field: string },
): void {
  const answer = ask(m, owner, member, m.member(data, field, member.span), member.span);
  if (!answer || truth(answer) === false) return;
  for (const object of objectsOf(data)) m.state.set(cellOf(object, field), answer);
}

function ask(m: Machine, owner: ClassNode, member: ClassMember, value: Value, span: Span): Value | undefined {
  const node = member.fn && m.program.nodeOf(member.fn, owner.file);
  if (!node) return undefined;
  const [receiver] = node.fn.params;
  const bound = m.at.dialect.receiver(node.fn) !== undefined && receiver !== undefined && node.fn.params.length > 1;
  const args: Arguments = { positional: [{ value, span }], named: new Map() };
  const self: Value = bound ? { refs: [{ kind: 'class', cls: owner }], marks: [] } : value;
  return m.parts.invoke(m, { kind: 'function', node }, bound ? args : { ...args, positional: [] }, self, span);
}
