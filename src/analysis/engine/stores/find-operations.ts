import { reportsFailure } from '../evidence/records';
import type { DataStoreFact, EntryPointFact } from '../../../artifacts/facts';
import type { OperationFact } from '../../../artifacts/operation';
import type { Expr } from '../../read/ir';
import { lastName } from '../last-name';
import type { FunctionNode, Program } from '../link/definitions';
import { flatBody } from '../link/flat-body';
import { dotted, walkStmts } from '../link/walk';
import { compareByPlace, compareText } from '../../read/order';
import type { TextSource } from '../../read/text-source';
import { pathsOfCall } from './call-paths';
import { HASHES_PASSWORD, PAYS, RECORDING, ROLE_MEMBER, VERIFIES_PASSWORD } from '../../../knowledge/operations';

/**
 * Operations worth a record: signing in, password and role changes, deletions,
 * payments, privileged actions, file writes.
 */
export function findOperations(
  program: Program,
  texts: TextSource,
  entryPoints: readonly EntryPointFact[],
  stores: readonly DataStoreFact[],
): OperationFact[] {
  const finder = new OperationFinder(program, texts);
  finder.calls();
  finder.assignments();
  finder.entries(entryPoints);
  finder.stores(stores);
  return finder.sorted();
}

/** By the library that is called, or by a method of the usual names. */
function operationOfCall(paths: readonly string[], method: string): string | undefined {
  const calls = (library: RegExp): boolean => paths.some((path) => library.test(path));
  if (calls(VERIFIES_PASSWORD) || /^(check_password|comparePassword|verify_password|login_user)$/.test(method))
    return 'login';
  if (calls(HASHES_PASSWORD) || /^(set_password|setPassword|hashPassword)$/.test(method)) return 'password-change';
  return calls(PAYS) ? 'payment' : undefined;
}

/** By route or name where they say it, else by what the guards of the handler ask for. */
function operationOfEntry(entry: EntryPointFact): string | undefined {
  const text = `${entry.route ?? ''} ${entry.handler?.name ?? ''}`;
  if (entry.method === 'POST' && /log-?_?in|sign-?_?in/i.test(text)) return 'login';
  if (!entry.mutates) return undefined;
  if (/(change|update|reset)-?_?password|password-?_?(change|reset)|\/password$/i.test(text)) return 'password-change';
  return isPrivileged(entry) ? 'privileged' : undefined;
}

function isPrivileged({ guards, route }: EntryPointFact): boolean {
  return (
    guards.some((guard) => guard.category === 'authorization' && guard.establishes !== 'ownership') ||
    /(^|\/)admin(\/|$)/i.test(route ?? '')
  );
}

function operationOnStore(store: DataStoreFact, operation: DataStoreFact['accesses'][number]['operation']) {
  if (store.type === 'filesystem') return operation === 'write' ? 'file-write' : undefined;
  return operation === 'delete' ? 'delete' : undefined;
}

class OperationFinder {
  private readonly found = new Map<string, OperationFact>();
  private readonly logs = new Map<string, boolean>();

  constructor(
    private readonly program: Program,
    private readonly texts: TextSource,
  ) {}

  calls(): void {
    for (const call of this.program.calls) {
      const operation = operationOfCall(pathsOfCall(this.program, call), lastName(call.expr.callee) ?? '');
      if (operation !== undefined) this.add(operation, call.caller, call.expr);
    }
  }

  /** `user.role = …`, `user.is_staff = …` outside of constructors. */
  assignments(): void {
    for (const fn of this.program.functions.values()) {
      if (/^(constructor|__init__|<module>)$/.test(fn.fn.name)) continue;
      for (const expr of flatBody(fn.fn.body).assignments) this.assignment(fn, expr);
    }
  }

  private assignment(fn: FunctionNode, expr: Extract<Expr, { kind: 'assign' }>): void {
    const place = expr.target.kind === 'place' ? expr.target.expr : undefined;
    if (place?.kind === 'member' && ROLE_MEMBER.test(place.property) && place.object.kind !== 'this')
      this.add('role-change', fn, expr);
  }

  /** Handlers only certain roles may reach, and those whose route or name says what they do. */
  entries(entryPoints: readonly EntryPointFact[]): void {
    for (const entry of entryPoints) {
      const fn =
        entry.handler?.functionId === undefined ? undefined : this.program.functions.get(entry.handler.functionId);
      if (!fn || (entry.kind !== 'http' && entry.kind !== 'graphql')) continue;
      const at = { span: { ...fn.fn.span, line: fn.fn.signature.line, column: fn.fn.signature.column } };
      const operation = operationOfEntry(entry);
      if (operation !== undefined) this.add(operation, fn, at);
    }
  }

  stores(stores: readonly DataStoreFact[]): void {
    for (const store of stores)
      for (const access of store.accesses) {
        const fn = access.functionId === undefined ? undefined : this.program.functions.get(access.functionId);
        const operation = operationOnStore(store, access.operation);
        if (fn && operation !== undefined) this.place(operation, fn, access.at);
      }
  }

  sorted(): OperationFact[] {
    return [...this.found.values()].sort((a, b) => compareByPlace(a.at, b.at) || compareText(a.operation, b.operation));
  }

  private add(operation: string, fn: FunctionNode, at: { span: Expr['span'] }): void {
    this.place(operation, fn, this.texts.span(fn.file, { ...at.span, endLine: at.span.line }));
  }

  /** One of a kind per function. */
  private place(operation: string, fn: FunctionNode, at: OperationFact['at']): void {
    const key = `${operation} ${fn.key}`;
    if (!this.found.has(key)) this.found.set(key, { operation, at, functionId: fn.key, logged: this.isLogged(fn, 0) });
  }

  /** Whether the function, one it is written in, or one it calls writes to a log. */
  private isLogged(fn: FunctionNode, depth: number): boolean {
    const known = this.logs.get(fn.key);
    if (known !== undefined) return known;
    this.logs.set(fn.key, false);
    const logging: Expr[] = [];
    const callees: FunctionNode[] = [];
    walkStmts(fn.fn.body, {
      expr: (expr) => {
        if (expr.kind !== 'call') return true;
        if (RECORDING.test(dotted(expr.callee) ?? '') && !reportsFailure(expr)) logging.push(expr);
        if (depth < 2) callees.push(...this.program.callees(expr, fn.scope).map((one) => one.fn));
        return true;
      },
      fn: (inner) => {
        const node = this.program.nodeOf(inner, fn.file);
        if (node && depth < 4) callees.push(node);
      },
    });
    const result =
      logging.length > 0 ||
      callees.slice(0, 30).some((callee) => this.isLogged(callee, depth + 1)) ||
      (depth === 0 && fn.parent !== undefined && fn.parent.fn.id !== '<module>' && this.isLogged(fn.parent, 3));
    this.logs.set(fn.key, result);
    return result;
  }
}
