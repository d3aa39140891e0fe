import type { ClassMember } from '../../read/ir';
import type { ClassNode } from '../link/definitions';
import type { Machine } from './machine';
import { definitionsToValue } from './names';
import type { Value } from './value';
import { instanceOfType } from './written-types';

/** A method, an accessor or a field. */
interface Found {
  node?: ReturnType<Machine['program']['nodeOf']>;
  getter: boolean;
  value?: Value;
}

/** A member of a class or of the classes it is derived from. */
export function findMember(m: Machine, cls: ClassNode, property: string, depth: number): Found | undefined {
  const own = ownMember(m, cls, property);
  if (own || depth > 6) return own;
  for (const base of cls.cls.bases) {
    for (const definition of m.program.resolve(base, cls.scope)) {
      const found = definition.kind === 'class' ? findMember(m, definition.cls, property, depth + 1) : undefined;
      if (found) return found;
    }
  }
  return undefined;
}

function ownMember(m: Machine, cls: ClassNode, property: string): Found | undefined {
  for (const member of cls.cls.members) {
    const found = member.name === property && member.kind !== 'setter' ? declared(m, cls, member) : undefined;
    if (found) return found;
  }
  const parameter = constructorParameter(m, cls, property);
  return parameter && { getter: false, value: parameter };
}

function declared(m: Machine, cls: ClassNode, member: ClassMember): Found | undefined {
  if (member.fn && member.kind !== 'property')
    return { node: m.program.nodeOf(member.fn, cls.file), getter: member.kind === 'getter' || isProperty(member) };
  const typed = member.annotation && instanceOfType(m, member.annotation, cls.scope);
  if (typed) return { getter: false, value: typed };
  return member.value && { getter: false, value: definitionsToValue(m, m.program.resolve(member.value, cls.scope)) };
}

const isProperty = ({ decorators, fn }: ClassMember): boolean =>
  decorators.concat(fn?.decorators ?? []).some((expr) => expr.kind === 'name' && /property$/.test(expr.name));

/** `constructor(private users: Users)`: what dependency injection hands in is known by its type. */
function constructorParameter(m: Machine, cls: ClassNode, property: string): Value | undefined {
  const builder = cls.cls.members.find((member) => member.kind === 'constructor')?.fn;
  const parameter = builder?.params.find((one) => one.name === property);
  return parameter?.annotation && instanceOfType(m, parameter.annotation, cls.scope);
}
