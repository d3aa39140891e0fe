import type { ClassIr, Expr, FileIr, FunctionIr } from '../../read/ir';
import type { ClassNode, FunctionNode } from './definitions';
import { Root, type Binding, type LinkScope, type Step } from './scopes';

export type CallExpr = Extract<Expr, { kind: 'call' }>;

/** Another way to reach an object, function or class: the variable or member it was assigned to. */
export type Alias = { scope: LinkScope; name: string; path: readonly Step[] } | { root: Root; path: readonly Step[] };

export interface Placed {
  expr: Expr;
  scope: LinkScope;
}

export interface IndexedCall {
  expr: CallExpr;
  scope: LinkScope;
  caller: FunctionNode;
}

/** A function written directly as an argument of a call. */
export interface HandedOver {
  call: IndexedCall;
  argument: number;
}

export interface ModuleInfo {
  file: string;
  fn: FunctionNode;
  scope: LinkScope;
  /** ES module exports. */
  exports: Map<string, Binding[]>;
  /** `export * from`, `from x import *`. */
  stars: { module: string; level: number }[];
  /** `module.exports` and `exports`. */
  common: Root;
}

/** Everything one pass over the trees collects; nothing in it has been followed yet. */
export class ProgramIndex {
  readonly functions = new Map<string, FunctionNode>();
  private readonly nodes = new Map<FunctionIr, FunctionNode>();
  readonly classes = new Map<string, ClassNode>();
  readonly modules = new Map<string, ModuleInfo>();
  readonly aliases = new Map<Expr | FunctionIr | ClassIr, Alias[]>();
  /** `this.x = …`, by key of the class or, outside classes, of the function. */
  readonly thisRoots = new Map<string, Root>();
  /** The object literal a method is written in. */
  readonly objectOf = new Map<FunctionIr, Placed>();
  /** `X` of `X.prototype.m = function`. */
  readonly prototypeOf = new Map<FunctionIr, Placed>();
  readonly returns = new Map<string, Placed[]>();
  readonly calls: IndexedCall[] = [];
  readonly handed = new Map<FunctionIr, HandedOver>();

  constructor(readonly files: ReadonlyMap<string, FileIr>) {}

  thisRoot(key: string): Root {
    let root = this.thisRoots.get(key);
    if (!root) this.thisRoots.set(key, (root = new Root()));
    return root;
  }

  alias(target: Expr | FunctionIr | ClassIr, alias: Alias): void {
    const list = this.aliases.get(target);
    if (!list) this.aliases.set(target, [alias]);
    else if (list.length < 8) list.push(alias);
  }

  nodeOf(fn: FunctionIr, file: string): FunctionNode | undefined {
    return this.nodes.get(fn) ?? this.functions.get(`${file}#${fn.id}`);
  }

  addFunction(node: FunctionNode): void {
    this.functions.set(node.key, node);
    this.nodes.set(node.fn, node);
  }
}
