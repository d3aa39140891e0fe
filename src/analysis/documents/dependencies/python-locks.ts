import { fieldOf, fieldsOf, parseJson } from '../../../safety/documents/bounded-json';
import { type Locked, ManifestError } from './manifest';

/** `poetry.lock`, `uv.lock` and `pdm.lock`: `[[package]]` tables with name and version first. */
export function readTomlLock(content: string): Locked[] {
  const found: Locked[] = [];
  let open: { name?: string; version?: string; line: number; local: boolean } | undefined;
  const close = () => {
    if (open?.name !== undefined && open.version !== undefined && !open.local)
      found.push({ name: open.name, version: open.version, dev: false, line: open.line });
    open = undefined;
  };
  content.split(/\r\n?|\n/).forEach((line, index) => {
    if (line.startsWith('[')) close();
    if (line.trim() === '[[package]]') open = { line: index + 1, local: false };
    const value = /^(name|version)\s*=\s*"([^"]*)"/.exec(line);
    if (open && value?.[1] === 'name') open.name ??= value[2];
    if (open && value?.[1] === 'version') open.version ??= value[2];
    // The project itself and its workspace members.
    if (open && /^source\s*=\s*\{\s*(editable|virtual)\b/.test(line)) open.local = true;
  });
  close();
  return found;
}

/** `Pipfile.lock`. Throws ManifestError and DocumentError. */
export function readPipfileLock(content: string): Locked[] {
  const { value, valid } = parseJson(content);
  if (!valid) throw new ManifestError('it is not JSON');
  const section = (key: string, dev: boolean): Locked[] =>
    Object.entries(fieldsOf(fieldOf(value, key))).map(([name, entry]) => {
      const version = fieldOf(entry, 'version');
      return { name, version: typeof version === 'string' ? version.replace(/^==/, '') : '', dev };
    });
  return [...section('default', false), ...section('develop', true)];
}
