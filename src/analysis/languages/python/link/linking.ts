import type { Definition } from '../../../engine/link/definitions';
import { external } from '../../../engine/link/external-paths';
import type { ImportBinding, Linker, Linking } from '../../../engine/link/linking';
import type { LinkScope } from '../../../engine/link/scopes';
import { PythonModules } from './modules';

function importedValue(linker: Linker, { file, module, level, imported }: ImportBinding): readonly Definition[] {
  const target = linker.finder(file).resolve(file, module, level);
  if (target === undefined) {
    const path = '.'.repeat(level) + module;
    return imported === '*'
      ? [{ kind: 'external', path }]
      : external(path, path.endsWith('.') ? imported : `.${imported}`);
  }
  if (imported === '*') return [{ kind: 'module', file: target }];
  return linker.member({ kind: 'module', file: target }, imported);
}

function moduleMember(linker: Linker, file: string, name: string): readonly Definition[] {
  const info = linker.index.modules.get(file);
  const own = (info?.scope.bindings.get(name) ?? []).flatMap((binding) => linker.bound(binding));
  if (own.length > 0) return own;
  const finder = linker.finder(file);
  const submodule = finder.submodule(file, name);
  if (submodule !== undefined) return [{ kind: 'module', file: submodule }];
  return (info?.stars ?? []).flatMap(({ module, level }) => {
    const target = finder.resolve(file, module, level);
    return target === undefined || target === file ? [] : linker.member({ kind: 'module', file: target }, name);
  });
}

/** What `from x import *` brought in, the last first, else a built-in. */
function undeclared(linker: Linker, name: string, scope: LinkScope): Definition[] {
  if (name === 'super') return [{ kind: 'external', path: name }];
  const finder = linker.finder(scope.file);
  const stars = linker.index.modules.get(scope.file)?.stars ?? [];
  for (const { module, level } of [...stars].reverse()) {
    const file = finder.resolve(scope.file, module, level);
    const found =
      file === undefined
        ? []
        : linker.once(`star ${file} ${name}`, () => linker.member({ kind: 'module', file }, name));
    if (found.length > 0) return [...found];
  }
  return [
    { kind: 'external', path: name },
    ...stars
      .filter(({ module, level }) => finder.resolve(scope.file, module, level) === undefined)
      .map(({ module }) => ({ kind: 'external' as const, path: `${module}.${name}` })),
  ];
}

/** Packages, modules and the names that are imported from them. */
export const PYTHON_LINKING: Linking = {
  importsByPath: false,
  prefersRead: false,
  modules: (files) => new PythonModules(files),
  libraryName: (module) => module,
  importedValue,
  moduleMember,
  undeclared,
  moduleCall: () => undefined,
  isOwnExports: () => false,
  definingCall: () => undefined,
};
