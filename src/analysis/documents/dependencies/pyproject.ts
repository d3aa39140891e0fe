import { parseToml } from '../../../safety/documents/bounded-toml';
import { fieldOf, fieldsOf } from '../../../safety/documents/bounded-json';
import { LineFinder } from './lines';
import type { Declared } from './manifest';
import { poetryPin, pythonPin } from './pin';
import { parseRequirement } from './requirements';

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
}

function quoted(requirements: readonly string[], dev: boolean, lines: LineFinder, from: number): Declared[] {
  return requirements.flatMap(
    (requirement) => parseRequirement(requirement, lines.quoted(requirement, from), dev) ?? [],
  );
}

/** What a table says of one dependency; several constraints for several Pythons are an array, whose first counts. */
function constraint(value: unknown): { version: string; isUrl: boolean } {
  const entry = Array.isArray(value) ? (value as unknown[])[0] : value;
  if (typeof entry === 'string') return { version: entry, isUrl: false };
  const url = ['git', 'url', 'path', 'file'].map((key) => fieldOf(entry, key)).find((one) => one !== undefined);
  const version = fieldOf(entry, 'version');
  if (typeof version === 'string') return { version, isUrl: url !== undefined };
  return { version: typeof url === 'string' ? url : '', isUrl: url !== undefined };
}

/** `name = "^1.0"` and `name = { version = … }`, of Poetry and Pipfile. */
function keyed(section: unknown, header: string, dev: boolean, lines: LineFinder, pin: typeof pythonPin): Declared[] {
  const from = lines.section(header);
  return Object.entries(fieldsOf(section)).flatMap(([name, value]): Declared[] => {
    if (name.toLowerCase() === 'python') return [];
    const { version, isUrl } = constraint(value);
    const line = lines.key(name, from) ?? lines.header(`${header.slice(0, -1)}.${name}]`);
    return [
      {
        name,
        version: version.replace(/^==\s*/, ''),
        ...(line !== undefined && { line }),
        dev,
        pin: isUrl ? 'url' : pin(version),
      },
    ];
  });
}

function poetry(tool: unknown, lines: LineFinder): Declared[] {
  const groups = Object.entries(fieldsOf(fieldOf(tool, 'group')));
  return [
    ...keyed(fieldOf(tool, 'dependencies'), '[tool.poetry.dependencies]', false, lines, poetryPin),
    ...keyed(fieldOf(tool, 'dev-dependencies'), '[tool.poetry.dev-dependencies]', true, lines, poetryPin),
    ...groups.flatMap(([name, group]) =>
      keyed(fieldOf(group, 'dependencies'), `[tool.poetry.group.${name}.dependencies]`, true, lines, poetryPin),
    ),
  ];
}

const listsIn = (table: unknown): string[] => Object.values(fieldsOf(table)).flatMap(strings);

/**
 * Reads a `pyproject.toml`: PEP 621, PEP 735 groups, Poetry, uv and PDM development dependencies. Throws DocumentError.
 */
export function readPyproject(text: string): Declared[] {
  const root = parseToml(text);
  const lines = new LineFinder(text);
  const project = fieldOf(root, 'project');
  const tool = fieldOf(root, 'tool');
  const development = [
    ...listsIn(fieldOf(root, 'dependency-groups')),
    ...listsIn(fieldOf(fieldOf(tool, 'pdm'), 'dev-dependencies')),
    ...strings(fieldOf(fieldOf(tool, 'uv'), 'dev-dependencies')),
  ];
  return [
    ...quoted(strings(fieldOf(project, 'dependencies')), false, lines, lines.section('[project]')),
    ...quoted(
      listsIn(fieldOf(project, 'optional-dependencies')),
      false,
      lines,
      lines.section('[project.optional-dependencies]'),
    ),
    ...quoted(development, true, lines, 1),
    ...poetry(fieldOf(tool, 'poetry'), lines),
  ];
}

/** Reads a `Pipfile`. Throws DocumentError. */
export function readPipfile(text: string): Declared[] {
  const root = parseToml(text);
  const lines = new LineFinder(text);
  return [
    ...keyed(fieldOf(root, 'packages'), '[packages]', false, lines, pythonPin),
    ...keyed(fieldOf(root, 'dev-packages'), '[dev-packages]', true, lines, pythonPin),
  ];
}
