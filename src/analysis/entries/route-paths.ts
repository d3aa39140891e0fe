import type { Expr } from '../ir';
import type { Program, Scope } from '../link/definitions';

/** Whether an argument is a path and not a handler. */
export function isPath(program: Program, expr: Expr | undefined, scope: Scope): boolean {
  if (!expr) return false;
  if (expr.kind === 'regex' || expr.kind === 'template') return true;
  if (expr.kind === 'array') return expr.items.length > 0 && expr.items.every((item) => isPath(program, item, scope));
  if (expr.kind === 'literal') return typeof expr.value === 'string';
  return expr.kind !== 'function' && program.strings(expr, scope).length > 0;
}

/** Whether an argument looks like the path of a route: it starts with a slash. */
export function isRoutePath(program: Program, expr: Expr, scope: Scope): boolean {
  if (expr.kind === 'template') return expr.parts[0]?.kind !== 'literal' || /^(\/|$)/.test(String(expr.parts[0].value));
  if (expr.kind === 'binary' && expr.op === '+')
    return isRoutePath(program, expr.left, scope) || isRoutePath(program, expr.right, scope);
  return program.strings(expr, scope).some((path) => /^[/*]/.test(path));
}

/** Routes as written; parts that are not constant stand as `:param`. */
export function pathsOf(program: Program, expr: Expr, scope: Scope): string[] {
  if (expr.kind === 'array') return expr.items.flatMap((item) => pathsOf(program, item, scope));
  if (expr.kind === 'regex') return [`/${expr.pattern}/`];
  const constant = program.strings(expr, scope);
  if (constant.length > 0) return [...constant];
  if (expr.kind === 'template') return [expr.parts.map((part) => program.strings(part, scope)[0] ?? '').join('')];
  if (expr.kind === 'binary' && expr.op === '+') {
    return [`${pathsOf(program, expr.left, scope)[0] ?? ''}${pathsOf(program, expr.right, scope)[0] ?? ''}`];
  }
  const list = program.resolve(expr, scope).find((one) => one.kind === 'object' && one.expr.kind === 'array');
  return list?.kind === 'object' ? pathsOf(program, list.expr, list.scope) : [''];
}

/**
 * A route written as a regular expression, as people read routes: `^a/(?P<id>\\d+)/$` is `a/<id>/`. Groups without a
 * name are numbered, what only has a shape is `*`. Linear in the length of the pattern.
 */
export function readablePattern(pattern: string): string {
  let text = '';
  let groups = 0;
  for (let at = 0; at < pattern.length; at += 1) {
    const char = pattern[at] ?? '';
    if (char === '(') {
      const end = closing(pattern, at);
      const name = /^\(\?P?<(\w+)>/.exec(pattern.slice(at, at + 80))?.[1];
      const optional = /[?*]/.test(pattern[end + 1] ?? '');
      const silent = pattern.startsWith('(?', at) && name === undefined;
      if (!silent) groups += 1;
      text += name !== undefined ? `<${name}>` : silent ? (optional ? '' : '*') : `<${groups}>`;
      at = optional || pattern[end + 1] === '+' ? end + 1 : end;
    } else if (
      char === '[' ||
      (char === '.' && /[*+]/.test(pattern[at + 1] ?? '')) ||
      (char === '\\' && /[dwsDWS]/.test(pattern[at + 1] ?? ''))
    ) {
      const atom = char === '[' ? Math.max(at, pattern.indexOf(']', at + 2)) : char === '.' ? at : at + 1;
      const repeat = /^(?:[*+?]|\{[\d,]*\})*/.exec(pattern.slice(atom + 1, atom + 12))?.[0].length ?? 0;
      text += '*';
      at = atom + repeat;
    } else if (char === '\\') {
      at += 1;
      if (!/[AZbB]/.test(pattern[at] ?? '')) text += pattern[at] ?? '';
    } else if (!/[\^$?+]/.test(char)) text += char;
  }
  return text;
}

/** Where the group that begins at a parenthesis ends. */
function closing(pattern: string, start: number): number {
  let depth = 0;
  let inClass = false;
  for (let at = start; at < pattern.length; at += 1) {
    const char = pattern[at];
    if (char === '\\') at += 1;
    else if (inClass) inClass = char !== ']';
    else if (char === '[') inClass = true;
    else if (char === '(') depth += 1;
    else if (char === ')' && (depth -= 1) === 0) return at;
  }
  return pattern.length - 1;
}
