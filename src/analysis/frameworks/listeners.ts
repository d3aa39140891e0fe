import type { Expr } from '../read/ir';
import { lastName } from '../engine/last-name';
import type { CallSite, Program, Scope } from '../engine/link/definitions';
import { propertyOf } from '../engine/link/property';
import { asLinkScope } from '../engine/link/scopes';
import { functionsOf, handlerOf, handlerOfFunction } from '../engine/entries/handlers';
import type { Handler, Registration } from '../engine/entries/registration';
import type { Framework, ListenerRule } from './framework';

type Rule = ListenerRule & { framework: string };

/** Functions handed to sockets, queues, timers and command lines. */
export function listeners(program: Program, frameworks: readonly Framework[]): Registration[] {
  const readers = {
    javascript: new ListenerReader(program, frameworks, 'javascript'),
    python: new ListenerReader(program, frameworks, 'python'),
  };
  return program.calls.flatMap((call) =>
    readers[asLinkScope(call.scope).dialect.id === 'python' ? 'python' : 'javascript'].read(call),
  );
}

class ListenerReader {
  private readonly rules: readonly Rule[];
  private readonly names: ReadonlySet<string>;

  constructor(
    private readonly program: Program,
    frameworks: readonly Framework[],
    language: Framework['language'],
  ) {
    this.rules = frameworks
      .filter((one) => one.language === language)
      .flatMap(({ id, listeners: rules = [] }) => rules.map((rule): Rule => ({ ...rule, framework: id })));
    this.names = new Set(this.rules.flatMap((rule) => rule.names.split(' ')));
  }

  read(call: CallSite): Registration[] {
    const { expr, scope } = call;
    if (expr.callee.kind !== 'name' && !this.names.has(lastName(expr.callee) ?? '')) return [];
    const paths = this.program.externalPaths(expr.callee, scope);
    const rule = this.rules.find((one) => paths.some((path) => one.callee.test(path)));
    const handler = rule && this.handlerOf(rule, call);
    if (!rule || !handler) return [];
    const name = this.nameOf(rule, expr, scope);
    if (rule.events && (name === undefined || !rule.events.test(name))) return [];
    return [
      {
        kind: rule.kind,
        framework: rule.framework,
        scope,
        at: { file: scope.file, span: expr.span },
        before: [],
        handler,
        ...(name !== undefined && { route: name }),
        ...(rule.kind === 'http' && { method: 'ALL' }),
      },
    ];
  }

  private handlerOf(rule: Rule, { expr, scope, caller }: CallSite): Handler | undefined {
    if (rule.handler === 'caller') return handlerOfFunction(caller);
    const last = this.handlerArgument(expr, scope);
    return last && handlerOf(this.program, last.expr, last.scope);
  }

  private nameOf(rule: Rule, expr: CallSite['expr'], scope: Scope): string | undefined {
    const value = rule.name === undefined ? undefined : expr.args[rule.name]?.value;
    return value && this.program.strings(value, scope)[0];
  }

  private handlerArgument(expr: CallSite['expr'], scope: Scope): { expr: Expr; scope: Scope } | undefined {
    for (const { value } of [...expr.args].reverse()) {
      if (functionsOf(this.program, value, scope).length > 0) return { expr: value, scope };
      const nested = ['eachMessage', 'eachBatch', 'handler', 'onTick'].flatMap(
        (key) => propertyOf(this.program, value, scope, key) ?? [],
      )[0];
      if (nested) return nested;
    }
    return undefined;
  }
}
