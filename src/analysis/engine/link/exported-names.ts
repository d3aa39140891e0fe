import type { Stmt } from '../../read/ir';
import type { ModuleInfo } from './index-data';
import { boundNames } from './parts-of';
import type { Target } from './patterns';
import type { LinkScope } from './scopes';

type Export = Extract<Stmt, { kind: 'export' }>;

/** What an export statement gives to other files. */
export function noteExports(info: ModuleInfo, stmt: Export, scope: LinkScope): void {
  const { from } = stmt;
  if (from === undefined) ofThisFile(info, stmt, scope);
  else ofAnother(info, stmt, from);
  if (stmt.value) add(info, stmt.isDefault ? 'default' : 'export=', { expr: stmt.value, scope, steps: [] });
  for (const name of stmt.declaration ? declaredNames(stmt.declaration) : [])
    add(info, stmt.isDefault ? 'default' : name, nameOf(name, stmt, scope));
}

const nameOf = (name: string, { span }: Export, scope: LinkScope): Target => ({
  expr: { kind: 'name', name, span },
  scope,
  steps: [],
});

function ofThisFile(info: ModuleInfo, stmt: Export, scope: LinkScope): void {
  for (const { local, exported } of stmt.names) add(info, exported, nameOf(local ?? exported, stmt, scope));
}

function ofAnother(info: ModuleInfo, { names, star }: Export, module: string): void {
  if (star && names.length === 0) info.stars.push({ module, level: 0 });
  for (const { local, exported } of names)
    info.exports.set(exported, [
      { kind: 'import', file: info.file, module, level: 0, imported: star ? '*' : (local ?? exported) },
    ]);
}

function add({ exports }: ModuleInfo, name: string, target: Target): void {
  const binding = { kind: 'value' as const, ...target };
  const list = exports.get(name);
  if (list) list.push(binding);
  else exports.set(name, [binding]);
}

function declaredNames(stmt: Stmt): string[] {
  if (stmt.kind === 'function') return [stmt.fn.name];
  if (stmt.kind === 'class') return [stmt.cls.name];
  if (stmt.kind === 'block') return stmt.body.flatMap(declaredNames);
  return stmt.kind === 'declare' ? boundNames(stmt.target) : [];
}
