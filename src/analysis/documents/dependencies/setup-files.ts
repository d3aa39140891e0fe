import type { Arg, Expr, FileIr, Stmt } from '../../read/ir';
import { lastName } from '../../engine/last-name';
import type { Declared } from './manifest';
import { parseRequirement } from './requirements';

const ARGUMENTS = new Map([
  ['install_requires', false],
  ['extras_require', false],
  ['tests_require', true],
  ['setup_requires', true],
]);

/** String literals in lists, tuples and dictionaries, also behind a name assigned at the top of the file. */
function literals(expr: Expr, names: ReadonlyMap<string, Expr>, depth = 0): { text: string; line: number }[] {
  if (depth > 6) return [];
  const all = (items: readonly Expr[]) => items.flatMap((item) => literals(item, names, depth + 1));
  switch (expr.kind) {
    case 'literal':
      return typeof expr.value === 'string' ? [{ text: expr.value, line: expr.span.line }] : [];
    case 'array':
      return all(expr.items);
    case 'object':
      return all(expr.properties.map((property) => property.value));
    case 'binary':
      return expr.op === '+' ? all([expr.left, expr.right]) : [];
    case 'spread':
      return all([expr.value]);
    case 'name': {
      const value = names.get(expr.name);
      return value ? literals(value, names, depth + 1) : [];
    }
    default:
      return [];
  }
}

function assignments(body: readonly Stmt[]): Map<string, Expr> {
  const names = new Map<string, Expr>();
  for (const stmt of body)
    if (stmt.kind === 'expr' && stmt.expr.kind === 'assign' && stmt.expr.target.kind === 'bind')
      names.set(stmt.expr.target.name, stmt.expr.value);
  return names;
}

/** `setup(…)`, also under `if __name__ == '__main__':`. */
function setupArguments(body: readonly Stmt[]): Arg[] {
  return body.flatMap((stmt): Arg[] => {
    if (stmt.kind === 'if') return [...setupArguments(stmt.then), ...setupArguments(stmt.otherwise)];
    if (stmt.kind !== 'expr' || stmt.expr.kind !== 'call') return [];
    const { callee, args } = stmt.expr;
    return lastName(callee) === 'setup' ? args : [];
  });
}

/** What a `setup.py` says literally; nothing in it is run. */
export function readSetupPy(file: FileIr): Declared[] {
  const names = assignments(file.body);
  return setupArguments(file.body).flatMap((arg) => {
    const dev = ARGUMENTS.get(arg.name ?? '');
    return dev === undefined
      ? []
      : literals(arg.value, names).flatMap(({ text, line }) => parseRequirement(text, line, dev) ?? []);
  });
}

/** `install_requires` and extras of a `setup.cfg`: a requirement on each indented line. */
export function readSetupCfg(text: string): Declared[] {
  const found: Declared[] = [];
  let section = '';
  let key = '';
  text.split(/\r\n?|\n/).forEach((raw, index) => {
    const header = /^\[([^\]]+)\]/.exec(raw)?.[1];
    if (header !== undefined) {
      section = header;
      key = '';
      return;
    }
    const line = settingOn(raw);
    key = line.key ?? key;
    const required = listsRequirements(section, key) && line.value !== '' && !/^[#;]/.test(line.value);
    const declared = required && parseRequirement(line.value, index + 1, ARGUMENTS.get(key) ?? false);
    if (declared) found.push(declared);
  });
  return found;
}

function listsRequirements(section: string, key: string): boolean {
  return (section === 'options' && ARGUMENTS.has(key)) || section === 'options.extras_require';
}

/** A setting with its value, or an indented line, which goes on with the value of the setting above. */
function settingOn(line: string): { key?: string; value: string } {
  const assigned = /^([\w.-]+)\s*[=:]\s*(.*)$/.exec(line);
  if (assigned) return { key: assigned[1] ?? '', value: assigned[2]?.trim() ?? '' };
  return { value: /^\s/.test(line) ? line.trim() : '' };
}
