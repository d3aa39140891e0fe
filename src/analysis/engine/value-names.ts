import { PASSWORD_CALLBACKS, PASSWORD_PARAMETERS } from '../../knowledge/password-parameters';
import type { Expr } from '../read/ir';
import { lastName } from './last-name';
import { argumentAt } from './link/call-values';
import type { FunctionNode, Program, Scope } from './link/definitions';
import { asLinkScope, type Binding, CALL, ELEMENT, type LinkScope, type Step } from './link/scopes';
import { LOOKS_UP, SAME_VALUE } from '../../knowledge/transparent-calls';

/** How far a value is followed back: through variables, parameters and their callers. */
const MAX_DEPTH = 6;
const MOST_CALLERS = 12;
const MOST_NAMES = 24;

type CallExpr = Extract<Expr, { kind: 'call' }>;

const lastStep = (steps: readonly Step[]): string | undefined => {
  const last = steps.at(-1);
  return last === undefined || last === CALL || last.endsWith(ELEMENT) || /^\d+$/.test(last) ? undefined : last;
};

/**
 * What others call the value of an expression: the property or key it is read by, the name it is looked up by, what
 * callers pass for a parameter, the parameter of a library. How the code calls its own variables has no part in it.
 */
export function namesFromElsewhere(program: Program, expr: Expr, scope: Scope): readonly string[] {
  const search = new Search(program);
  search.expr(expr, asLinkScope(scope), 0);
  return [...search.names];
}

class Search {
  readonly names = new Set<string>();
  private readonly seen = new Set<unknown>();

  constructor(private readonly program: Program) {}

  private add(name: string | undefined): void {
    if (name !== undefined && name !== '' && this.names.size < MOST_NAMES) this.names.add(name);
  }

  expr(expr: Expr, scope: LinkScope, depth: number): void {
    if (depth > MAX_DEPTH || this.seen.has(expr)) return;
    this.seen.add(expr);
    switch (expr.kind) {
      case 'member':
        return this.add(expr.property);
      case 'index':
        return this.add(expr.index.kind === 'literal' ? String(expr.index.value) : undefined);
      case 'name':
        return this.variable(expr.name, scope, depth);
      case 'call':
        return this.call(expr, scope, depth);
      case 'await':
        return this.expr(expr.value, scope, depth);
      case 'conditional':
        for (const one of [expr.then, expr.otherwise]) this.expr(one, scope, depth + 1);
        return;
      case 'binary':
        if (['||', '??', '&&'].includes(expr.op))
          for (const one of [expr.left, expr.right]) this.expr(one, scope, depth + 1);
        return;
      default:
    }
  }

  private call({ callee, args }: CallExpr, scope: LinkScope, depth: number): void {
    const name = lastName(callee) ?? '';
    const [first] = args;
    if (LOOKS_UP.test(name) && first?.value.kind === 'literal') this.add(String(first.value.value));
    if (!SAME_VALUE.test(name)) return;
    if (first) this.expr(first.value, scope, depth + 1);
    if (callee.kind === 'member') this.expr(callee.object, scope, depth + 1);
  }

  private variable(name: string, scope: LinkScope, depth: number): void {
    for (const binding of scope.declaring(name)?.bindings.get(name) ?? []) this.binding(binding, depth + 1);
  }

  private binding(binding: Binding, depth: number): void {
    if (depth > MAX_DEPTH || this.seen.has(binding)) return;
    this.seen.add(binding);
    if (binding.kind === 'value') {
      if (binding.steps.length > 0) this.add(lastStep(binding.steps));
      else this.expr(binding.expr, binding.scope, depth);
    } else if (binding.kind === 'parameter') {
      if (binding.steps.length > 0) this.add(lastStep(binding.steps));
      else this.parameter(binding.fn, binding.index, depth);
    }
  }

  private parameter(fn: FunctionNode, index: number, depth: number): void {
    if (isPasswordOfLibrary(this.program, fn, index)) this.add('password');
    // Callers who may give a parameter by its name know it: it is no local matter.
    if (this.program.dialectOf(fn.file).argumentsHaveNames) this.add(fn.fn.params[index]?.name);
    const receiver = fn.cls !== undefined && /^(?:self|cls)$/.test(fn.fn.params[0]?.name ?? '');
    for (const call of this.program.callersOf(fn).slice(0, MOST_CALLERS)) {
      const given = argumentAt(call.expr, fn, index, receiver);
      if (given) this.expr(given, asLinkScope(call.scope), depth + 1);
    }
  }
}

function isPasswordOfLibrary(program: Program, fn: FunctionNode, index: number): boolean {
  const isAt = (at: number): boolean => index === (at < 0 ? fn.fn.params.length + at : at);
  const rows = PASSWORD_PARAMETERS.filter(({ method, at }) => isAt(at) && method.test(fn.fn.name));
  if (rows.length > 0) {
    const { libraries } = program.importedBy(fn.file);
    if (rows.some((row) => row.libraries.some((library) => libraries.includes(library)))) return true;
  }
  const callbacks = PASSWORD_CALLBACKS.filter(({ at }) => isAt(at));
  return (
    callbacks.length > 0 &&
    program
      .handedTo(fn)
      .flatMap(({ expr, scope }) => program.externalPaths(expr.callee, scope))
      .some((path) => callbacks.some((row) => row.path.test(path)))
  );
}
