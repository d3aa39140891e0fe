import { namedMembers } from '../../../engine/link/assigned-members';
import type { Definition } from '../../../engine/link/definitions';
import { external } from '../../../engine/link/external-paths';
import type { CallExpr } from '../../../engine/link/index-data';
import type { ImportBinding, Linker, Linking } from '../../../engine/link/linking';
import { type LinkScope, SPREAD } from '../../../engine/link/scopes';
import type { Expr } from '../../../read/ir';
import { indexCompiledCall } from './compiled-calls';
import { JavaScriptModules } from './modules';

/** Helpers of compilers that hand a module on. */
const INTEROP =
  /^(_interopRequire(Default|Wildcard)|_interop_require_(default|wildcard)|__import(Default|Star)|__toESM|__toCommonJS|_interopNamespace(Default)?)$/;

function importedValue(linker: Linker, { file, module, imported }: ImportBinding): readonly Definition[] {
  const target = linker.finder(file).resolve(file, module, 0);
  if (target === undefined) {
    const path = libraryName(module);
    return imported === '*' || imported === 'default' ? [{ kind: 'external', path }] : external(path, `.${imported}`);
  }
  return imported === '*' ? required(linker, target) : linker.member({ kind: 'module', file: target }, imported);
}

/** `require(…)` and `import(…)`. */
function requiredModule(linker: Linker, file: string, specifier: string): readonly Definition[] {
  const target = linker.finder(file).resolve(file, specifier, 0);
  return target === undefined ? [{ kind: 'external', path: libraryName(specifier) }] : required(linker, target);
}

/** The value of a module: what was assigned to `module.exports`, else the module with its named exports. */
function required(linker: Linker, file: string): readonly Definition[] {
  const info = linker.index.modules.get(file);
  const whole = info?.exports.get('export=') ?? info?.common.entries.get('');
  const values =
    whole && info && (info.exports.size === 0 || info.exports.has('export='))
      ? linker.once(`require ${file}`, () => whole.flatMap((binding) => linker.bound(binding)))
      : [];
  const own = values.filter((value) => value.kind !== 'module' || value.file !== file);
  return own.length > 0 ? own : [{ kind: 'module', file }];
}

function libraryName(specifier: string): string {
  return specifier.replace(/^node:/, '');
}

function moduleMember(linker: Linker, file: string, name: string): readonly Definition[] {
  const info = linker.index.modules.get(file);
  if (!info) return [];
  const exported = (info.exports.get(name) ?? []).flatMap((binding) => linker.bound(binding));
  const assigned = namedMembers(linker, info.common, [name]);
  const found = [...exported, ...assigned];
  if (found.length > 0) return found;
  const whole = required(linker, file).filter((value) => value.kind !== 'module');
  if (name === 'default') {
    if (whole.length > 0) return whole;
    return info.exports.size > 0 || info.common.entries.has(SPREAD) ? [] : [{ kind: 'module', file }];
  }
  const ofWhole = whole.flatMap((value) => linker.member(value, name));
  if (ofWhole.length > 0) return ofWhole;
  return info.stars
    .flatMap((star) => linker.member(starTarget(linker, file, star.module), name))
    .filter((one) => one.kind !== 'external');
}

function starTarget(linker: Linker, file: string, module: string): Definition {
  const target = linker.finder(file).resolve(file, module, 0);
  return target === undefined ? { kind: 'external', path: libraryName(module) } : { kind: 'module', file: target };
}

function undeclared(_linker: Linker, name: string, scope: LinkScope): Definition[] {
  if (name === 'exports') return [{ kind: 'module', file: scope.file }];
  return name === 'undefined' ? [] : [{ kind: 'external', path: name }];
}

function nameOf(callee: Expr): string {
  if (callee.kind === 'name') return callee.name;
  if (callee.kind === 'member') return callee.property;
  return callee.kind === 'other' ? 'import' : '';
}

/** `require('x')`, `import('x')` and the helpers around them. */
function moduleCall(linker: Linker, expr: CallExpr, scope: LinkScope): readonly Definition[] | undefined {
  const { callee } = expr;
  const first = expr.args[0]?.value;
  if (!first) return undefined;
  const name = nameOf(callee);
  if (
    (name === 'require' || name === 'import') &&
    first.kind === 'literal' &&
    typeof first.value === 'string' &&
    (callee.kind !== 'name' || !scope.declaring(name))
  )
    return callee.kind === 'member' ? undefined : requiredModule(linker, scope.file, first.value);
  return INTEROP.test(name) ? linker.resolve(first, scope) : undefined;
}

function isOwnExports({ object, property }: Extract<Expr, { kind: 'member' }>, scope: LinkScope): boolean {
  return property === 'exports' && object.kind === 'name' && object.name === 'module' && !scope.declaring('module');
}

/** ES modules and CommonJS. */
export const JAVASCRIPT_LINKING: Linking = {
  importsByPath: true,
  prefersRead: true,
  modules: (files, layout) => new JavaScriptModules(files, layout),
  libraryName,
  importedValue,
  moduleMember,
  undeclared,
  moduleCall,
  isOwnExports,
  definingCall: indexCompiledCall,
};
