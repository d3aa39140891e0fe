import { namedMembers } from './assigned-members';
import type { Definition } from './definitions';
import { external } from './external-paths';
import { SPREAD } from './index-compiled';
import type { Resolver } from './resolver';
import type { Binding } from './scopes';

type ImportBinding = Extract<Binding, { kind: 'import' }>;

/** What an imported name stands for. */
export function importedValue(resolver: Resolver, binding: ImportBinding): readonly Definition[] {
  return binding.file.endsWith('.py') ? pythonImport(resolver, binding) : javascriptImport(resolver, binding);
}

function javascriptImport(resolver: Resolver, { file, module, imported }: ImportBinding): readonly Definition[] {
  const target = resolver.modules.javascript.resolve(file, module);
  if (target === undefined) {
    const path = moduleName(module);
    return imported === '*' || imported === 'default' ? [{ kind: 'external', path }] : external(path, `.${imported}`);
  }
  return imported === '*' ? required(resolver, target) : resolver.member({ kind: 'module', file: target }, imported);
}

/** `require(…)` and `import(…)`. */
export function requiredModule(resolver: Resolver, file: string, specifier: string): readonly Definition[] {
  const target = resolver.modules.javascript.resolve(file, specifier);
  return target === undefined ? [{ kind: 'external', path: moduleName(specifier) }] : required(resolver, target);
}

/** The value of a module: what was assigned to `module.exports`, else the module with its named exports. */
function required(resolver: Resolver, file: string): readonly Definition[] {
  const info = resolver.index.modules.get(file);
  const whole = info?.exports.get('export=') ?? info?.common.entries.get('');
  const values =
    whole && info && (info.exports.size === 0 || info.exports.has('export='))
      ? resolver.once(`require ${file}`, () => whole.flatMap((binding) => resolver.bound(binding)))
      : [];
  const own = values.filter((value) => value.kind !== 'module' || value.file !== file);
  return own.length > 0 ? own : [{ kind: 'module', file }];
}

function moduleName(specifier: string): string {
  return specifier.replace(/^node:/, '');
}

function pythonImport(resolver: Resolver, { file, module, level, imported }: ImportBinding): readonly Definition[] {
  const { python } = resolver.modules;
  const target = python.resolve(file, module, level);
  if (target === undefined) {
    const path = '.'.repeat(level) + module;
    return imported === '*'
      ? [{ kind: 'external', path }]
      : external(path, path.endsWith('.') ? imported : `.${imported}`);
  }
  if (imported === '*') return [{ kind: 'module', file: target }];
  return resolver.member({ kind: 'module', file: target }, imported);
}

export function moduleMember(resolver: Resolver, file: string, name: string): readonly Definition[] {
  return file.endsWith('.py') || file.endsWith('/')
    ? pythonMember(resolver, file, name)
    : javascriptMember(resolver, file, name);
}

function javascriptMember(resolver: Resolver, file: string, name: string): readonly Definition[] {
  const info = resolver.index.modules.get(file);
  if (!info) return [];
  const exported = (info.exports.get(name) ?? []).flatMap((binding) => resolver.bound(binding));
  const assigned = namedMembers(resolver, info.common, [name]);
  const found = [...exported, ...assigned];
  if (found.length > 0) return found;
  const whole = required(resolver, file).filter((value) => value.kind !== 'module');
  if (name === 'default')
    return whole.length > 0
      ? whole
      : info.exports.size > 0 || info.common.entries.has(SPREAD)
        ? []
        : [{ kind: 'module', file }];
  const ofWhole = whole.flatMap((value) => resolver.member(value, name));
  if (ofWhole.length > 0) return ofWhole;
  return info.stars
    .flatMap((star) => resolver.member(starTarget(resolver, file, star.module), name))
    .filter((one) => one.kind !== 'external');
}

function starTarget(resolver: Resolver, file: string, module: string): Definition {
  const target = resolver.modules.javascript.resolve(file, module);
  return target === undefined ? { kind: 'external', path: moduleName(module) } : { kind: 'module', file: target };
}

function pythonMember(resolver: Resolver, file: string, name: string): readonly Definition[] {
  const info = resolver.index.modules.get(file);
  const own = (info?.scope.bindings.get(name) ?? []).flatMap((binding) => resolver.bound(binding));
  if (own.length > 0) return own;
  const submodule = resolver.modules.python.submodule(file, name);
  if (submodule !== undefined) return [{ kind: 'module', file: submodule }];
  return (info?.stars ?? []).flatMap(({ module, level }) => {
    const target = resolver.modules.python.resolve(file, module, level);
    return target === undefined || target === file ? [] : resolver.member({ kind: 'module', file: target }, name);
  });
}
