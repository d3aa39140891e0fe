import type { CallSite, Definition, FunctionNode } from './definitions';
import { isBound } from './call-values';
import type { CallExpr, HandedOver, IndexedCall } from './index-data';
import { memberOf } from './members';
import type { Resolver } from './resolver';
import { asLinkScope, type LinkScope } from './scopes';

export interface KnownCall {
  expr: CallExpr;
  scope: LinkScope;
  caller: FunctionNode;
  /** The receiver is the first parameter and not among the arguments (methods that declare their receiver). */
  bound: boolean;
}

const NO_CALLS: readonly KnownCall[] = [];
const NO_CALLBACKS: readonly HandedOver[] = [];

/** Who calls a function, as far as callees can be told without knowing what callers hand over. */
export class CallGraph {
  private readonly calls = new Map<string, KnownCall[]>();
  private readonly callbacks = new Map<string, HandedOver[]>();
  private readonly open: IndexedCall[] = [];

  constructor(
    private readonly resolver: Resolver,
    private readonly at: (file: string) => void,
  ) {
    for (const call of resolver.index.calls) this.read(call);
    for (const [fn, handed] of resolver.index.handed) {
      const node = resolver.index.nodeOf(fn, handed.call.scope.file);
      if (node) append(this.callbacks, node.key, handed);
    }
  }

  callsOf(fn: FunctionNode): readonly KnownCall[] {
    return this.calls.get(fn.key) ?? NO_CALLS;
  }

  /** Calls that get the function as an argument. */
  handedTo(fn: FunctionNode): readonly HandedOver[] {
    return this.callbacks.get(fn.key) ?? NO_CALLBACKS;
  }

  /** Adds the calls whose callee is a parameter, once it is known what is handed over. */
  complete(expand: (definitions: readonly Definition[]) => readonly Definition[]): void {
    for (const call of this.open.splice(0)) {
      this.at(call.scope.file);
      for (const callee of expand(this.resolver.resolve(call.expr.callee, call.scope))) this.add(callee, call);
    }
  }

  private read(call: IndexedCall): void {
    this.at(call.scope.file);
    const callees = this.resolver.resolve(call.expr.callee, call.scope);
    for (const callee of callees) this.add(callee, call);
    if (callees.some((callee) => callee.kind === 'parameter')) this.open.push(call);
    call.expr.args.forEach((arg, argument) => this.handOver(arg.value, call, argument));
  }

  /** A function passed by its name. */
  private handOver(value: CallExpr['args'][number]['value'], call: IndexedCall, argument: number): void {
    if (value.kind !== 'name' && value.kind !== 'member' && value.kind !== 'call') return;
    for (const definition of this.resolver.resolve(value, call.scope)) {
      if (definition.kind === 'function') append(this.callbacks, definition.fn.key, { call, argument });
    }
  }

  private add(callee: Definition, call: IndexedCall): void {
    for (const target of calledFunctions(this.resolver, callee)) {
      const bound = isBound(target);
      append(this.calls, target.fn.key, { expr: call.expr, scope: call.scope, caller: call.caller, bound });
    }
  }
}

/** The functions that run when a definition is called: constructors of classes included. */
export function calledFunctions(
  resolver: Resolver,
  callee: Definition,
): readonly Extract<Definition, { kind: 'function' }>[] {
  if (callee.kind === 'function') return [callee];
  if (callee.kind === 'instance') {
    const { callMember, constructorName } = asLinkScope(callee.cls.scope).dialect;
    return memberOf(resolver, callee, callMember ?? constructorName).filter((one) => one.kind === 'function');
  }
  if (callee.kind !== 'class') return [];
  const { constructorName } = asLinkScope(callee.cls.scope).dialect;
  return memberOf(resolver, { kind: 'instance', cls: callee.cls }, constructorName).filter(
    (one) => one.kind === 'function',
  );
}

export function asCallSite(call: { expr: CallExpr; caller: FunctionNode; scope: LinkScope }): CallSite {
  return { caller: call.caller, expr: call.expr, scope: call.scope };
}

function append<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
