import { parse, TomlError } from 'smol-toml';
import { LineFinder } from './lines';
import { type Declared, ManifestError, MAX_DECLARED } from './manifest';
import { poetryPin, pythonPin } from './pin';
import { parseRequirement } from './requirements';

type Table = Record<string, unknown>;

function table(value: unknown): Table {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Table) : {};
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
}

export function readToml(text: string): Table {
  try {
    return parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    if (error instanceof TomlError) throw new ManifestError(`not TOML: ${error.message.split('\n', 1)[0] ?? ''}`);
    throw error;
  }
}

function quoted(requirements: readonly string[], dev: boolean, lines: LineFinder, from: number): Declared[] {
  return requirements.slice(0, MAX_DECLARED).flatMap((requirement) => {
    const line = lines.find((one) => one.includes(`"${requirement}"`) || one.includes(`'${requirement}'`), from);
    return parseRequirement(requirement, line, dev) ?? [];
  });
}

/** `name = "^1.0"` and `name = { version = … }`, of Poetry and Pipfile. Several constraints for several Pythons are an array. */
export function keyed(section: unknown, header: string, dev: boolean, lines: LineFinder, pin: typeof pythonPin): Declared[] {
  const from = lines.section(header);
  return Object.entries(table(section)).slice(0, MAX_DECLARED).flatMap(([name, value]): Declared[] => {
    if (name.toLowerCase() === 'python') return [];
    const entry = table(Array.isArray(value) ? value[0] : value);
    const url = entry.git ?? entry.url ?? entry.path ?? entry.file;
    const version = typeof value === 'string' ? value : typeof entry.version === 'string' ? entry.version : typeof url === 'string' ? url : '';
    const line = lines.find((one) => one.replace(/["']/g, '').trimStart().startsWith(name) && /^["']?[\w.-]+["']?\s*(=|\.)/.test(one.trimStart()), from) ?? lines.find((one) => one.trim() === `${header.slice(0, -1)}.${name}]`);
    return [{ name, version: version.replace(/^==\s*/, ''), ...(line !== undefined && { line }), dev, pin: url !== undefined ? 'url' : pin(version) }];
  });
}

function poetry(tool: Table, lines: LineFinder): Declared[] {
  const groups = Object.entries(table(tool.group)).flatMap(([name, group]) => keyed(table(group).dependencies, `[tool.poetry.group.${name}.dependencies]`, true, lines, poetryPin));
  return [
    ...keyed(tool.dependencies, '[tool.poetry.dependencies]', false, lines, poetryPin),
    ...keyed(tool['dev-dependencies'], '[tool.poetry.dev-dependencies]', true, lines, poetryPin),
    ...groups,
  ];
}

/** Reads a `pyproject.toml`: PEP 621, PEP 735 groups, Poetry, uv and PDM development dependencies. Throws ManifestError. */
export function readPyproject(text: string): Declared[] {
  const root = readToml(text);
  const lines = new LineFinder(text);
  const project = table(root.project);
  const tool = table(root.tool);
  const optional = Object.values(table(project['optional-dependencies'])).flatMap(strings);
  const groups = [...Object.values(table(root['dependency-groups'])), ...Object.values(table(table(tool.pdm)['dev-dependencies']))].flatMap(strings);
  return [
    ...quoted(strings(project.dependencies), false, lines, lines.section('[project]')),
    ...quoted(optional, false, lines, lines.section('[project.optional-dependencies]')),
    ...quoted([...groups, ...strings(table(tool.uv)['dev-dependencies'])], true, lines, 1),
    ...poetry(table(tool.poetry), lines),
  ];
}

/** Reads a `Pipfile`. Throws ManifestError. */
export function readPipfile(text: string): Declared[] {
  const root = readToml(text);
  const lines = new LineFinder(text);
  return [...keyed(root.packages, '[packages]', false, lines, pythonPin), ...keyed(root['dev-packages'], '[dev-packages]', true, lines, pythonPin)];
}
