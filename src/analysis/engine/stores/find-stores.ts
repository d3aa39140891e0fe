import type { DataStoreFact, StoreAccess } from '../../../artifacts/facts';
import type * as z from 'zod';
import type { CallSite, Program } from '../link/definitions';
import type { TextSource } from '../../read/text-source';
import {
  CONNECTING,
  DOCUMENT_METHODS,
  STORE_LIBRARIES,
  STORE_METHODS,
  type StoreLibrary,
} from '../../../knowledge/frameworks/stores';
import { pathsOfCall } from './call-paths';
import { PathTable } from './path-table';
import { subjectOf, tableOf } from './subjects';
import { compareByPlace } from '../../read/order';

type Access = z.infer<typeof StoreAccess>;

const MAX_ACCESSES = 400;

interface Found {
  library: StoreLibrary;
  connected?: CallSite;
  accesses: Access[];
}

/** Data stores by library, with the places that read, write and delete. */
export function findStores(program: Program, texts: TextSource): DataStoreFact[] {
  const found = new Map<string, Found>();
  const libraries = new PathTable(STORE_LIBRARIES);
  for (const call of program.calls) {
    const path = pathsOfCall(program, call).find((one) => libraries.firstFor([one]) !== undefined);
    const library = path === undefined ? undefined : libraries.firstFor([path]);
    if (path === undefined || !library) continue;
    const entry = found.get(library.type) ?? { library, accesses: [] };
    found.set(library.type, entry);
    if (CONNECTING.test(path)) entry.connected ??= call;
    const access = accessOf(program, texts, call, path, library);
    if (access && entry.accesses.length < MAX_ACCESSES) entry.accesses.push(access);
  }
  const documents = [...found.values()].find(({ library }) => library.documents);
  if (documents) addUnseen(program, texts, documents);
  return [...found.values()].flatMap((entry) => storeOf(entry, texts)).sort((a, b) => (a.id < b.id ? -1 : 1));
}

/**
 * Collections that reach the code in ways that cannot be followed
 * (`req.collection`): told by methods no other library has.
 */
function addUnseen(program: Program, texts: TextSource, entry: Found): void {
  for (const call of program.calls) {
    const { callee } = call.expr;
    if (callee.kind !== 'member' || !DOCUMENT_METHODS.test(callee.property) || entry.accesses.length >= MAX_ACCESSES)
      continue;
    if (program.resolve(callee.object, call.scope).some((one) => one.kind !== 'parameter')) continue;
    const operation = STORE_METHODS.find(([, names]) => names.test(callee.property))?.[0];
    if (operation)
      entry.accesses.push({
        operation,
        subject: '',
        at: texts.span(call.scope.file, call.expr.span),
        functionId: call.caller.key,
      });
  }
}

function storeOf({ library, connected, accesses }: Found, texts: TextSource): DataStoreFact[] {
  const sorted = [...accesses].sort((a, b) => compareByPlace(a.at, b.at));
  const at = connected ? texts.span(connected.scope.file, connected.expr.span) : sorted[0]?.at;
  return at ? [{ id: `ds-${library.type}`, type: library.type, name: library.name, at, accesses: sorted }] : [];
}

function accessOf(
  program: Program,
  texts: TextSource,
  call: CallSite,
  path: string,
  library: StoreLibrary,
): Access | undefined {
  const method = path === 'open' ? openMode(call) : (path.split('.').pop() ?? '').replace(/\(\)$/, '');
  // What is read is no longer the file.
  if (library.type === 'filesystem' && /\.read\w*\(\)\./.test(path)) return undefined;
  const statement = library.sql === true ? statementOf(program, call) : undefined;
  const operation = statement ? sqlOperation(statement) : STORE_METHODS.find(([, names]) => names.test(method))?.[0];
  if (!operation) return undefined;
  const subject = statement ? (tableOf(statement) ?? '') : namedSubject(program, call, path, library);
  return { operation, subject, at: texts.span(call.scope.file, call.expr.span), functionId: call.caller.key };
}

/** A file has no name that tells what it holds. */
function namedSubject(program: Program, call: CallSite, path: string, { type }: StoreLibrary): string {
  return type === 'filesystem' ? '' : subjectOf(program, call, path);
}

/** The SQL text among the arguments of a call, as far as it is constant. */
function statementOf(program: Program, { expr, scope }: CallSite): string | undefined {
  const first = expr.args[0]?.value;
  if (!first) return undefined;
  const inner = first.kind === 'call' && first.args[0] ? first.args[0].value : first;
  const text = program.strings(inner, scope)[0] ?? leadingText(program, inner, scope);
  return text !== undefined &&
    /^\s*(select|insert|update|delete|create|drop|alter|replace|with|truncate|merge)\s/i.test(text)
    ? text
    : undefined;
}

function leadingText(
  program: Program,
  expr: CallSite['expr']['args'][number]['value'],
  scope: CallSite['scope'],
): string | undefined {
  if (expr.kind === 'template') return expr.parts.map((part) => program.strings(part, scope)[0] ?? '?').join('');
  if (expr.kind === 'binary' && (expr.op === '+' || expr.op === '%'))
    return leadingText(program, expr.left, scope) ?? program.strings(expr.left, scope)[0];
  return undefined;
}

function sqlOperation(sql: string): Access['operation'] {
  if (/^\s*(delete|drop|truncate)\b/i.test(sql)) return 'delete';
  return /^\s*(select|with)\b/i.test(sql) ? 'read' : 'write';
}

/** `open(path, mode)`. */
function openMode({ expr }: CallSite): string {
  const mode = expr.args.find((arg) => arg.name === 'mode')?.value ?? expr.args[1]?.value;
  return mode?.kind === 'literal' && typeof mode.value === 'string' && /[wax+]/.test(mode.value) ? 'write' : 'read';
}
