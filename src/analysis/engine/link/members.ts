import type { ClassMember } from '../../read/ir';
import { assignedMembers, namedMembers } from './assigned-members';
import type { ClassNode, Definition, FunctionNode } from './definitions';
import { numberOf } from './expression-numbers';
import { external } from './external-paths';
import type { Following } from './following';
import { asLinkScope, ELEMENT, MAX_STEPS } from './scopes';
import { typeInstances } from './types';
import type { Expr } from '../../read/ir';

export function memberOf(resolver: Following, definition: Definition, name: string): readonly Definition[] {
  switch (definition.kind) {
    case 'external':
      return name === 'default' ? [definition] : external(definition.path, `.${name}`);
    case 'parameter':
      return definition.path.length < MAX_STEPS ? [{ ...definition, path: [...definition.path, name] }] : [];
    case 'module':
      return resolver.once(`module ${definition.file} ${name}`, () =>
        resolver.linking(definition.file).moduleMember(resolver, definition.file, name),
      );
    case 'object':
      return resolver.once(`object ${numberOf(definition.expr)} ${name}`, () =>
        objectMember(resolver, definition, name),
      );
    case 'function':
      return resolver.once(`function ${definition.fn.key} ${name}`, () =>
        functionMember(resolver, definition.fn, name),
      );
    case 'class':
      return resolver.once(`class ${definition.cls.key} ${name}`, () => classMember(resolver, definition.cls, name));
    case 'instance':
      return resolver.once(`instance ${definition.cls.key} ${name}`, () => instanceMember(resolver, definition, name));
    case 'literal':
      return [];
  }
}

type ObjectDefinition = Extract<Definition, { kind: 'object' }>;

function objectMember(resolver: Following, definition: ObjectDefinition, name: string): readonly Definition[] {
  const { expr, scope } = definition;
  const later = assignedMembers(resolver, expr, [name]);
  if (expr.kind === 'array') {
    const item = expr.items[Number(name)];
    return item && item.kind !== 'spread' ? [...resolver.resolve(item, scope), ...later] : later;
  }
  if (expr.kind !== 'object') return later;
  // What is written later takes the place of what is spread before it.
  const settled = expr.properties.findLastIndex((property) => property.kind !== 'spread' && property.key === name);
  const own = expr.properties.flatMap((property, at) => {
    if (property.kind === 'spread') {
      if (at < settled) return [];
      const source = property.value.kind === 'spread' ? property.value.value : property.value;
      return resolver.resolve(source, scope).flatMap((one) => memberOf(resolver, one, name));
    }
    if (property.key !== name) return [];
    const values = resolver.resolve(property.value, scope);
    return property.kind === 'getter'
      ? values.flatMap((value) => resolver.called(value))
      : values.map((value) => received(value, definition));
  });
  return [...own, ...later, ...methodAssignments(resolver, definition, name)];
}

/** `this.x = …` in the methods of an object literal. */
function methodAssignments(
  resolver: Following,
  { expr, scope }: ObjectDefinition,
  name: string,
): readonly Definition[] {
  if (expr.kind !== 'object') return [];
  return expr.properties.flatMap((property) => {
    if (property.value.kind !== 'function') return [];
    const root = resolver.index.thisRoots.get(`${scope.file}#${property.value.fn.id}`);
    return root ? namedMembers(resolver, root, [name]) : [];
  });
}

function received(value: Definition, receiver: Definition): Definition {
  return value.kind === 'function' && !value.receiver ? { ...value, receiver } : value;
}

function functionMember(resolver: Following, fn: FunctionNode, name: string): readonly Definition[] {
  if (name === 'prototype') return [{ kind: 'instance', cls: resolver.synthetic.of(fn) }];
  const assigned = assignedMembers(resolver, fn.fn, [name]);
  // A module that is a function is its own default to whoever imports it in the other form.
  return assigned.length === 0 && name === 'default' ? [{ kind: 'function', fn }] : assigned;
}

function classMember(resolver: Following, cls: ClassNode, name: string): readonly Definition[] {
  if (name === 'prototype') return [{ kind: 'instance', cls }];
  const shared = asLinkScope(cls.scope).dialect.classSharesMembers;
  const own = cls.cls.members.filter((member) => member.name === name && (shared || member.static));
  const found = [
    ...own.flatMap((member) => memberValue(resolver, cls, member, { kind: 'class', cls })),
    ...assignedMembers(resolver, cls.cls, [name]),
  ];
  if (found.length > 0) return found;
  return resolver.basesOf(cls).flatMap((base) => memberOf(resolver, base, name));
}

function instanceMember(
  resolver: Following,
  definition: Extract<Definition, { kind: 'instance' }>,
  name: string,
): readonly Definition[] {
  const { cls } = definition;
  const shared = asLinkScope(cls.scope).dialect.classSharesMembers;
  const own = cls.cls.members.filter((member) => member.name === name && (shared || !member.static));
  const root = resolver.index.thisRoots.get(resolver.synthetic.constructorOf(cls)?.key ?? cls.key);
  const found = [
    ...own.flatMap((member) => memberValue(resolver, cls, member, definition)),
    ...(root ? namedMembers(resolver, root, [name]) : []),
    ...prototypeMembers(resolver, cls, name).map((value) => received(value, definition)),
  ];
  if (found.length > 0) return found;
  const inherited = resolver
    .basesOf(cls)
    .flatMap((base) => resolver.instanceOf(base))
    .flatMap((base) => memberOf(resolver, base, name));
  const known = inherited.filter((one) => one.kind !== 'external');
  return (known.length > 0 ? known : inherited).map((value) => rebound(value, definition));
}

/** An inherited method runs on the instance it was taken from. */
function rebound(value: Definition, receiver: Definition): Definition {
  return value.kind === 'function' && value.receiver?.kind === 'instance' ? { ...value, receiver } : value;
}

function prototypeMembers(resolver: Following, cls: ClassNode, name: string): readonly Definition[] {
  const fn = resolver.synthetic.constructorOf(cls);
  const target = fn ? fn.fn : cls.cls;
  const direct = assignedMembers(resolver, target, ['prototype', name]);
  if (direct.length > 0) return direct;
  return assignedMembers(resolver, target, ['prototype']).flatMap((prototype) => memberOf(resolver, prototype, name));
}

function memberValue(
  resolver: Following,
  cls: ClassNode,
  member: ClassMember,
  receiver: Definition,
): readonly Definition[] {
  const scope = asLinkScope(cls.scope);
  if (member.fn) {
    const fn = resolver.index.nodeOf(member.fn, cls.file);
    if (!fn) return [];
    const { dialect } = scope;
    if (member.kind === 'getter' || dialect.isProperty(member))
      return resolver.called({ kind: 'function', fn, receiver });
    const bound = receiver.kind === 'instance' || dialect.isClassMethod(member);
    return [bound ? { kind: 'function', fn, receiver } : { kind: 'function', fn }];
  }
  const typed = member.annotation ? typeInstances(resolver, member.annotation, scope) : [];
  return member.value ? [...resolver.resolve(member.value, scope), ...typed] : typed;
}

/** Everything an array or object holds, for an index that is not constant. */
export function elementsOf(resolver: Following, definition: Definition): readonly Definition[] {
  if (definition.kind === 'external') return external(definition.path, `.${ELEMENT}`);
  if (definition.kind === 'parameter')
    return definition.path.length < MAX_STEPS ? [{ ...definition, path: [...definition.path, ELEMENT] }] : [];
  return definition.kind === 'object'
    ? resolver.once(`elements ${numberOf(definition.expr)}`, () => objectElements(resolver, definition))
    : [];
}

function heldIn(expr: Expr): readonly Expr[] {
  if (expr.kind === 'array') return expr.items;
  return expr.kind === 'object' ? expr.properties.map((property) => property.value) : [];
}

function objectElements(resolver: Following, { expr, scope }: ObjectDefinition): readonly Definition[] {
  const later = assignedMembers(resolver, expr, [ELEMENT]);
  const values = heldIn(expr);
  return [
    ...values.flatMap((value) =>
      value.kind === 'spread'
        ? resolver.resolve(value.value, scope).flatMap((one) => elementsOf(resolver, one))
        : resolver.resolve(value, scope),
    ),
    ...later,
  ];
}
