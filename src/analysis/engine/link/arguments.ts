import type { FunctionIr } from '../../read/ir';
import type { CallGraph } from './call-graph';
import { argumentAt } from './call-values';
import type { Definition, FunctionNode } from './definitions';
import { CALLBACK_PARAMETERS } from '../../../knowledge/frameworks/callbacks';
import type { HandedOver } from './index-data';
import { elementsOf } from './members';
import { distinct, identity, MAX_WIDTH } from './identity';
import type { Resolver } from './resolver';
import { asLinkScope } from './scopes';

const MAX_CALLERS = 40;
const MAX_NESTING = 10;
/** Parameters followed for one question. */
const MAX_WORK = 150;
const ITERATES = /^(forEach|map|filter|some|every|find|flatMap|each)$/;
const ERROR_NAME = /^_?e(rr(or)?)?$/i;

type Parameter = Extract<Definition, { kind: 'parameter' }>;

/** Replaces parameters by what the known callers hand over. */
export class ParameterValues {
  private readonly memo = new Map<string, readonly Definition[]>();
  private readonly active = new Set<string>();
  private readonly expanding = new Set<unknown>();
  private work = 0;
  private readonly expanded = new Map<unknown, readonly Definition[]>();

  constructor(
    private readonly resolver: Resolver,
    private readonly graph: CallGraph,
  ) {}

  /** The definitions with every parameter that has known callers replaced. */
  expand(definitions: readonly Definition[]): readonly Definition[] {
    if (!definitions.some((one) => one.kind === 'parameter')) return definitions;
    if (this.expanding.size === 0 && this.active.size === 0) this.work = 0;
    return distinct(definitions.flatMap((one) => (one.kind === 'parameter' ? this.parameter(one) : [one])));
  }

  private parameter(definition: Parameter): readonly Definition[] {
    const key = identity(definition);
    const known = this.expanded.get(key);
    if (known) return known;
    if (this.expanding.has(key) || this.expanding.size > MAX_NESTING || this.work > MAX_WORK) return [];
    this.work += 1;
    const handed = this.values(definition.fn, definition.index);
    this.expanding.add(key);
    const values = handed.length === 0 ? [] : this.expand(this.resolver.steps(handed, definition.path));
    this.expanding.delete(key);
    const result = values.length > 0 ? values : [definition];
    // What a cycle yields is kept as it is: trying again from every place in it would not end.
    this.expanded.set(key, result);
    return result;
  }

  /** What is handed to a parameter at all known calls; empty when none is known. */
  values(fn: FunctionNode, index: number): readonly Definition[] {
    const key = `${fn.key} ${index}`;
    const known = this.memo.get(key);
    if (known) return known;
    if (this.active.has(key) || this.active.size > MAX_NESTING) return [];
    this.active.add(key);
    const found = [...this.fromCalls(fn, index), ...this.fromCallbacks(fn, index)];
    const values = this.expand(distinct(found)).filter((one) => one.kind !== 'parameter' || one.fn !== fn);
    this.active.delete(key);
    this.memo.set(key, values);
    return values;
  }

  private fromCalls(fn: FunctionNode, index: number): Definition[] {
    const out: Definition[] = [];
    for (const call of this.graph.callsOf(fn).slice(0, MAX_CALLERS)) {
      const rest = fn.fn.params[index]?.rest === 'positional';
      const argument = rest ? undefined : argumentAt(call.expr, fn, index, call.bound);
      if (argument) out.push(...this.resolver.resolve(argument, call.scope));
      if (rest) {
        const items = call.expr.args
          .filter((arg) => arg.name === undefined)
          .slice(index - (call.bound ? 1 : 0))
          .map((arg) => arg.value);
        out.push({
          kind: 'object',
          scope: call.scope,
          expr: { kind: 'array', type: 'array', items, span: call.expr.span },
        });
      }
      if (out.length > MAX_WIDTH * 2) break;
    }
    return out;
  }

  private fromCallbacks(fn: FunctionNode, index: number): readonly Definition[] {
    return this.graph
      .handedTo(fn)
      .slice(0, MAX_CALLERS)
      .flatMap((handed) => this.callbackValue(fn.fn, index, handed));
  }

  private callbackValue(fn: FunctionIr, index: number, { call, argument }: HandedOver): readonly Definition[] {
    const { callee } = call.expr;
    const scope = asLinkScope(call.scope);
    if (callee.kind === 'member' && ITERATES.test(callee.property) && argument === 0) {
      const subjects = this.resolver.resolve(callee.object, scope);
      if (index === 0)
        return this.expand(subjects).flatMap((one) => (one.kind === 'object' ? elementsOf(this.resolver, one) : []));
      return [];
    }
    if (callee.kind === 'member' && callee.property === 'then' && argument === 0 && index === 0)
      return this.resolver.resolve(callee.object, scope);
    const paths = this.expand(this.resolver.resolve(callee, scope)).flatMap((one) =>
      one.kind === 'external' ? [one.path] : [],
    );
    const modelled = paths.flatMap((path) =>
      CALLBACK_PARAMETERS.filter((model) => model.parameter === index && model.callee.test(path)).map(
        (model) => model.value,
      ),
    );
    if (modelled.length > 0) return modelled.map((path) => ({ kind: 'external', path }));
    // Node's convention: the first parameter is the error, the second what the call results in.
    const isResult = index === 1 && ERROR_NAME.test(fn.params[0]?.name ?? '') && argument === call.expr.args.length - 1;
    return isResult ? paths.map((path) => ({ kind: 'external', path: `${path}()` })) : [];
  }
}
