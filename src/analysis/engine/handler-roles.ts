import type { Expr } from '../read/ir';
import type { FunctionNode, Program } from './link/definitions';
import { walkDeep } from './link/walk';
import {
  HANDLED_REQUEST,
  HANDLED_RESPONSE,
  OF_REQUESTS,
  OF_RESPONSES,
  REGISTERING,
} from '../../knowledge/frameworks/handlers';

/** What a server hands to a function for a parameter, where the request and the response come one after the other. */
export type HandlerRole = 'error' | 'request' | 'response';

const MOST_PARAMETERS = 5;

/** Position of the request; the response comes after it. */
type Place = number | undefined;

function byName(node: FunctionNode): Place {
  const names = node.fn.params.map((param) => param.name ?? '');
  const at = names.findIndex((name) => HANDLED_REQUEST.test(name));
  return (at === 0 || at === 1) && HANDLED_RESPONSE.test(names[at + 1] ?? '') ? at : undefined;
}

const typeName = (annotation: Expr | undefined): string => {
  if (annotation?.kind === 'index') return typeName(annotation.object);
  if (annotation?.kind === 'member') return annotation.property;
  return annotation?.kind === 'name' ? annotation.name : '';
};

function byType(node: FunctionNode): Place {
  const types = node.fn.params.map((param) => typeName(param.annotation));
  const at = types.findIndex((type) => /Request$|^IncomingMessage$/.test(type));
  return at >= 0 && /Response$/.test(types[at + 1] ?? '') ? at : undefined;
}

/**
 * What handles errors is told by its four parameters; everything else starts with the request.
 */
function byRegistration(node: FunctionNode, program: Program): Place {
  const count = node.fn.params.length;
  if (count < 2 || count > 4) return undefined;
  const registered = program
    .handedTo(node)
    .some(
      ({ expr, scope }) =>
        expr.callee.kind === 'member' &&
        REGISTERING.test(expr.callee.property) &&
        program.externalPaths(expr.callee, scope).some((path) => program.conventions.handsRequestFirst(path)),
    );
  if (!registered) return undefined;
  return count === 4 ? 1 : 0;
}

interface Uses {
  members: Set<string>;
  called: Set<string>;
}

function usesIn(node: FunctionNode): Map<string, Uses> {
  const uses = new Map<string, Uses>();
  for (const { name = '' } of node.fn.params) uses.set(name, { members: new Set(), called: new Set() });
  walkDeep(node.fn.body, (expr) => {
    if (expr.kind === 'member' && expr.object.kind === 'name') uses.get(expr.object.name)?.members.add(expr.property);
    if (expr.kind === 'call' && expr.callee.kind === 'member' && expr.callee.object.kind === 'name')
      uses.get(expr.callee.object.name)?.called.add(expr.callee.property);
  });
  return uses;
}

const some = (names: ReadonlySet<string> | undefined, pattern: RegExp): boolean =>
  [...(names ?? [])].some((name) => pattern.test(name));

/** What is read like a request, beside what is answered through. */
function byUse(node: FunctionNode): Place {
  const uses = usesIn(node);
  const names = node.fn.params.map((param) => param.name ?? '');
  const at = [0, 1].find(
    (place) =>
      some(uses.get(names[place] ?? '')?.members, OF_REQUESTS) &&
      some(uses.get(names[place + 1] ?? '')?.called, OF_RESPONSES),
  );
  return at;
}

function placeOf(node: FunctionNode, program: Program): Place {
  const count = node.fn.params.length;
  if (count < 2 || count > MOST_PARAMETERS) return undefined;
  return byName(node) ?? byType(node) ?? byRegistration(node, program) ?? byUse(node);
}

const known = new WeakMap<FunctionNode, { at: Place }>();

/** Position of the request among the parameters of what is or looks like a handler; the response follows it. */
export function requestPlace(node: FunctionNode, program: Program): number | undefined {
  const found = known.get(node) ?? { at: placeOf(node, program) };
  known.set(node, found);
  return found.at;
}

/** The part a parameter plays: by its name, its type, where the function is registered, or what is done with it. */
export function handlerRole(node: FunctionNode, position: number, program: Program): HandlerRole | undefined {
  const at = requestPlace(node, program);
  if (at === undefined) return undefined;
  return ({ '-1': 'error', '0': 'request', '1': 'response' } as const)[String(position - at)];
}

/** The part that a name plays which a function or one around it declares as a parameter. */
export function roleOfName(name: string, owner: FunctionNode, program: Program): HandlerRole | undefined {
  for (let fn: FunctionNode | undefined = owner; fn; fn = fn.parent) {
    const position = fn.fn.params.findIndex((param) => param.name === name);
    if (position >= 0) return handlerRole(fn, position, program);
  }
  return undefined;
}
