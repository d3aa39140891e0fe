import type { Expr } from '../../read/ir';
import type { CallOrigin, CallSite, ClassNode, Definition, FunctionNode, Program } from '../../engine/link/definitions';
import { ownMethod } from '../../engine/link/own-method';
import { keyword } from './arguments';

const CONSTRUCTOR = '__init__';
/** Classes between a router and the framework's. */
const MOST_CLASSES = 4;

/** A router of a class of the program: the call that made it, and those by which its class sets up the framework's. */
export interface OwnRouter {
  origin: CallOrigin;
  inits: readonly CallSite[];
}

/** `class Guarded(Router)` with `super().__init__(prefix=prefix, dependencies=[…])` in its constructor. */
export class OwnRouters {
  private initCalls: Map<FunctionNode, CallSite[]> | undefined;

  constructor(private readonly program: Program) {}

  of(definition: Definition): OwnRouter | undefined {
    if (definition.kind !== 'instance' || !definition.origin) return undefined;
    return { origin: definition.origin, inits: this.initsOf(definition.cls, 0) };
  }

  private initsOf(cls: ClassNode, depth: number): CallSite[] {
    if (depth > MOST_CLASSES) return [];
    const constructor = ownMethod(this.program, cls, ({ name }) => name === CONSTRUCTOR);
    const own = constructor ? (this.calls().get(constructor) ?? []) : [];
    const bases = this.program.basesOf(cls);
    return [...own, ...bases.flatMap((base) => (base.kind === 'class' ? this.initsOf(base.cls, depth + 1) : []))];
  }

  private calls(): Map<FunctionNode, CallSite[]> {
    if (this.initCalls) return this.initCalls;
    const found = new Map<FunctionNode, CallSite[]>();
    for (const site of this.program.calls) {
      const { callee } = site.expr;
      if (callee.kind !== 'member' || callee.property !== CONSTRUCTOR) continue;
      found.set(site.caller, [...(found.get(site.caller) ?? []), site]);
    }
    return (this.initCalls = found);
  }
}

export interface Located {
  expr: Expr;
  scope: CallOrigin['scope'];
}

/** What the call itself says. */
export function written({ expr, scope }: CallOrigin, name: string): Located | undefined {
  const value = keyword(expr, name);
  return value && { expr: value, scope };
}

/** What a keyword of such a call stands for: written there, handed on from where the router is made, or a default. */
export function handedOnKeyword({ origin, inits }: OwnRouter, name: string): Located | undefined {
  for (const { expr: call, scope, caller } of inits) {
    const given = keyword(call, name);
    if (!given) continue;
    const position = given.kind === 'name' ? caller.fn.params.findIndex((one) => one.name === given.name) : -1;
    if (given.kind !== 'name' || position < 0) return { expr: given, scope };
    const positional = origin.expr.args.filter((one) => one.name === undefined);
    const passed = keyword(origin.expr, given.name) ?? positional[position - 1]?.value;
    const otherwise = caller.fn.params[position]?.fallback;
    if (passed) return { expr: passed, scope: origin.scope };
    return otherwise && { expr: otherwise, scope };
  }
  // `**kwargs` hands on what nobody names.
  return written(origin, name);
}
