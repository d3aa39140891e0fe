import type { EvidenceFact } from '../../../artifacts/evidence';
import type { EntryPointFact } from '../../../artifacts/facts';
import type { Stmt } from '../../read/ir';
import type { FunctionNode, Program } from '../link/definitions';
import { flatBody } from '../link/flat-body';
import type { TextSource } from '../../read/text-source';
import { identityChecks, onlyRefuses } from './answers';
import { attempts } from './attempts';
import { callsOfCaller, comparisons, roles } from './authority';
import { bodyOf } from './body';
import { cookies, formTokens, headers } from './browser';
import { Caller } from './caller';
import type { Found } from './found';
import { idNames } from './ids';
import { inputChecks } from './input';
import { conditionalMounts, debugSettings } from './mounts';
import { encryptions, logs, tenants } from './records';
import { targetChecks } from './targets';
import { uploadChecks } from './uploads';

/**
 * What the code does with the sender of a request and what it brings, place by place, in the order of files and
 * lines.
 */
export function findEvidence(
  program: Program,
  texts: TextSource,
  entryPoints: readonly EntryPointFact[],
): EvidenceFact[] {
  const finder = new EvidenceFinder(program, new Set(entryPoints.flatMap((entry) => entry.handler?.functionId ?? [])));
  const found = [...program.functions.values()].flatMap((fn) =>
    finder.of(fn).map(({ span, ...one }) => ({
      ...one,
      at: texts.span(fn.file, { ...span, endLine: span.line }),
      span,
    })),
  );
  return distinct(found);
}

class EvidenceFinder {
  private readonly callers = new Map<FunctionNode, Caller>();
  private readonly imports = new Map<string, ReadonlyMap<string, string>>();

  constructor(
    private readonly program: Program,
    private readonly handlers: ReadonlySet<string>,
  ) {}

  of(fn: FunctionNode): Found[] {
    const body = bodyOf(fn.fn.body);
    const general = [
      ...uploadChecks(body),
      ...headers(body),
      ...cookies(body),
      ...debugSettings(body),
      ...conditionalMounts(this.program, fn),
    ];
    if (isModule(fn)) return general;
    const caller = this.callerIn(fn);
    return [
      ...general,
      ...comparisons(caller, body.decisions),
      ...callsOfCaller(caller, body.calls),
      ...roles(body.decisions),
      ...idNames(fn.fn),
      ...identityChecks(caller, body),
      ...onlyRefuses(fn.fn, body),
      ...attempts(fn.fn, body),
      ...formTokens(body),
      ...inputChecks(body),
      ...encryptions(body),
      ...logs(body),
      ...tenants(body),
      ...targetChecks(body),
    ];
  }

  private callerIn(fn: FunctionNode): Caller {
    let caller = this.callers.get(fn);
    if (!caller) {
      const outer = fn.parent && !isModule(fn.parent) ? this.callerIn(fn.parent) : undefined;
      caller = new Caller(fn, this.handlers.has(fn.key), this.importsOf(fn.file), outer);
      this.callers.set(fn, caller);
    }
    return caller;
  }

  /** The names a file gives to what it imports. */
  private importsOf(file: string): ReadonlyMap<string, string> {
    let names = this.imports.get(file);
    if (!names) this.imports.set(file, (names = renamed(this.program.files.get(file)?.body ?? [])));
    return names;
  }
}

const isModule = (fn: FunctionNode): boolean => fn.fn.id === '<module>';

function renamed(body: readonly Stmt[]): Map<string, string> {
  const names = new Map<string, string>();
  for (const stmt of flatBody(body).stmts) {
    if (stmt.kind !== 'import') continue;
    for (const { imported, local } of stmt.names)
      if (local !== undefined && imported !== '*' && imported !== 'default' && imported !== local)
        names.set(local, imported);
  }
  return names;
}

type Placed = EvidenceFact & { span: { line: number; column: number } };

/** One of a kind per line is enough, but for those that name different things. */
function distinct(found: readonly Placed[]): EvidenceFact[] {
  const sorted = [...found].sort(byPlace);
  const seen = new Set<string>();
  return sorted.flatMap(({ span: _span, ...one }) => {
    const key = JSON.stringify([one.at.file, one.at.line, { ...one, at: undefined }]);
    if (seen.has(key)) return [];
    seen.add(key);
    return [one];
  });
}

function byPlace(a: Placed, b: Placed): number {
  if (a.at.file !== b.at.file) return a.at.file < b.at.file ? -1 : 1;
  const order = a.at.line - b.at.line || a.span.column - b.span.column;
  if (order !== 0 || a.kind === b.kind) return order;
  return a.kind < b.kind ? -1 : 1;
}
