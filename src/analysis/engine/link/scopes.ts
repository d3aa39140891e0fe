import type { Expr } from '../../read/ir';
import type { Dialect } from '../dialect';
import type { ClassNode, FunctionNode, Scope } from './definitions';

/** A member name, `()` for a call, `*` for an unknown element. */
export type Step = string;
/** Members of a parameter followed at most. */
export const MAX_STEPS = 8;
export const CALL: Step = '()';
export const ELEMENT: Step = '*';
/** The key under which objects copied into another are kept. */
export const SPREAD: Step = '...';

/** One thing a name or a member can stand for, not yet followed. */
export type Binding =
  | { kind: 'value'; expr: Expr; scope: LinkScope; steps: readonly Step[] }
  | { kind: 'function'; fn: FunctionNode }
  | { kind: 'class'; cls: ClassNode }
  | { kind: 'import'; file: string; module: string; level: number; imported: string }
  | { kind: 'parameter'; fn: FunctionNode; index: number; steps: readonly Step[] }
  /** A declared type: an instance of it. */
  | { kind: 'typed'; annotation: Expr; scope: LinkScope };

/**
 * What is assigned to the members of one variable, `this` or `module.exports`; keys are joined paths, `''` is the
 * thing itself.
 */
export class Root {
  readonly entries = new Map<string, Binding[]>();

  add(path: readonly Step[], binding: Binding): void {
    const key = path.join('.');
    const list = this.entries.get(key);
    if (!list) this.entries.set(key, [binding]);
    else if (list.length < MAX_BINDINGS) list.push(binding);
  }
}

/** More assignments to one name than this are not told apart. */
const MAX_BINDINGS = 64;

// Every function is a scope, and hardly any has these.
const NO_ROOTS: ReadonlyMap<string, Root> = new Map();
const NO_NAMES: ReadonlyMap<string, 'global' | 'nonlocal'> = new Map();

export class LinkScope implements Scope {
  readonly bindings = new Map<string, Binding[]>();
  private ownRoots: Map<string, Root> | undefined;
  private declared: Map<string, 'global' | 'nonlocal'> | undefined;
  owner?: FunctionNode;
  cls?: ClassNode;

  constructor(
    readonly file: string,
    readonly parent: LinkScope | undefined,
    readonly dialect: Dialect,
  ) {}

  /** A class body: visible where it stands, not from the functions in it. */
  get isClass(): boolean {
    return this.cls !== undefined && this.owner === undefined;
  }

  bind(name: string, binding: Binding): void {
    const list = this.bindings.get(name);
    if (!list) this.bindings.set(name, [binding]);
    else if (list.length < MAX_BINDINGS) list.push(binding);
  }

  root(name: string): Root {
    this.ownRoots ??= new Map<string, Root>();
    let root = this.ownRoots.get(name);
    if (!root) this.ownRoots.set(name, (root = new Root()));
    return root;
  }

  get roots(): ReadonlyMap<string, Root> {
    return this.ownRoots ?? NO_ROOTS;
  }

  declareOuter(name: string, as: 'global' | 'nonlocal'): void {
    this.declared ??= new Map<string, 'global' | 'nonlocal'>();
    this.declared.set(name, as);
  }

  /** Names declared `global` or `nonlocal` here. */
  get outer(): ReadonlyMap<string, 'global' | 'nonlocal'> {
    return this.declared ?? NO_NAMES;
  }

  /** The scope that declares the name. */
  declaring(name: string): LinkScope | undefined {
    if (this.outer.get(name) === 'global') return this.module();
    if (this.bindings.has(name) && !this.outer.has(name)) return this;
    let scope = this.parent;
    while (scope) {
      if (!scope.isClass && scope.bindings.has(name) && !scope.outer.has(name)) return scope;
      scope = scope.parent;
    }
    return undefined;
  }

  module(): LinkScope {
    return this.parent ? this.parent.module() : this;
  }
}

export function asLinkScope(scope: Scope): LinkScope {
  if (scope instanceof LinkScope) return scope;
  throw new TypeError('the scope belongs to another program');
}
