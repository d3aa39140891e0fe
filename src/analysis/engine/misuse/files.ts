import type { Expr } from '../../read/ir';
import { argument, calls, constantOf, misuse, type Rule, type Site } from './site';
import {
  FILE_MODES,
  FILE_WRITES,
  PATH_JOINS,
  TEMPORARY_FOLDER,
  TEMPORARY_FOLDER_NAME,
  TEMPORARY_NAMES,
} from '../../../knowledge/misuse/files';

const tempFile: Rule = (site) => {
  const path = calls(site, TEMPORARY_NAMES);
  return path ? misuse('insecure-temp-file', path, 'name-before-file', site.expr.span) : undefined;
};

/** A file with a name that can be guessed, in the folder everybody can write to. */
const sharedFolder: Rule = (site) => {
  const { expr } = site;
  if (expr.kind !== 'call' || !calls(site, FILE_WRITES)) return undefined;
  const target = argument(expr, 0);
  if (!target || !inTemp(site, target, 0)) return undefined;
  const exclusive = expr.args.some((arg) => /"w?x|O_EXCL|"mode"/.test(JSON.stringify(arg.value)));
  return exclusive
    ? undefined
    : misuse('insecure-temp-file', TEMPORARY_FOLDER_NAME, 'known-temporary-name', target.span, 'medium');
};
function inTemp(site: Site, expr: Expr, depth: number): boolean {
  if (depth > 5) return false;
  switch (expr.kind) {
    case 'literal':
      return typeof expr.value === 'string' && /^\/(?:var\/)?tmp\//.test(expr.value);
    case 'call': {
      if (site.program.externalPaths(expr.callee, site.scope).some((path) => TEMPORARY_FOLDER.test(path))) return true;
      return (
        site.program.externalPaths(expr.callee, site.scope).some((path) => PATH_JOINS.test(path)) &&
        expr.args[0] !== undefined &&
        inTemp(site, expr.args[0].value, depth + 1)
      );
    }
    case 'binary':
      return expr.op === '+' && inTemp(site, expr.left, depth + 1);
    case 'template':
      return expr.parts.some((part, at) => at < 2 && inTemp(site, part, depth + 1));
    default:
      return false;
  }
}

const permissions: Rule = (site) => {
  const { expr } = site;
  if (expr.kind !== 'call') return undefined;
  const path = calls(site, FILE_MODES);
  if (!path) return undefined;
  const mode = modeOf(constantOf(site, argument(expr, 1, 'mode')));
  return mode !== undefined && (mode & 0o002) !== 0
    ? misuse('insecure-file-permissions', path, 'file-for-everybody', expr.span)
    : undefined;
};
function modeOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^[0-7]{3,4}$/.test(value) ? Number.parseInt(value, 8) : undefined;
}

export const FILE_RULES: readonly Rule[] = [tempFile, sharedFolder, permissions];
