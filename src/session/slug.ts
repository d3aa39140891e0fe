import type { Scope } from '../artifacts/session-files';

const CONTAINERS = new Set([
  'modules',
  'packages',
  'apps',
  'app',
  'src',
  'source',
  'lib',
  'libs',
  'projects',
  'crates',
  'services',
  'internal',
  'pkg',
  'cmd',
]);
const ROLES = new Set(['controller', 'service', 'handler', 'manager', 'impl', 'module', 'component', 'index', 'main']);
const MAX = 30;
const MAX_BEFORE_SUFFIX = 24;

const camelWords = (text: string): string =>
  text.replace(/([a-z0-9])([A-Z])/g, '$1 $2').replace(/([A-Z])([A-Z][a-z])/g, '$1 $2');

const wordsOf = (text: string): string[] =>
  camelWords(text)
    .toLowerCase()
    .split(/[\s_-]+/)
    .map((word) => word.replace(/[^a-z0-9]/g, ''))
    .filter((word) => word !== '');

function cut(text: string, max: number): string {
  return text.slice(0, max).replace(/^-+|-+$/g, '');
}

function clean(words: string[], max = MAX): string {
  return cut(words.slice(0, 4).join('-'), max) || 'session';
}

function pathWords(path: string): string[] {
  const segments = path.split('/').filter((segment) => segment !== '' && segment !== '.' && segment !== '..');
  while (segments.length > 1 && CONTAINERS.has((segments[0] ?? '').toLowerCase())) segments.shift();
  const kept = segments.slice(-2);
  const last = (kept.pop() ?? '').replace(/(?<=.)\.[A-Za-z0-9]+$/, '');
  const lastWords = wordsOf(last);
  while (lastWords.length > 1 && ROLES.has(lastWords.at(-1) ?? '')) lastWords.pop();
  const words = [...kept.flatMap(wordsOf), ...lastWords];
  return words.filter((word, index) => word !== words[index - 1]);
}

function nameWords(name: string): string[] {
  const withoutVersions = name
    .split(/\s+/)
    .filter((token) => !/^v?\d+(\.\d+)*$/i.test(token))
    .join(' ');
  return wordsOf(withoutVersions);
}

/** Two to four words that name a target: a path such as `src/auth/LoginController.ts` or a product name. */
export function slugOfTarget(target: string, max = MAX): string {
  const path = target
    .trim()
    .replaceAll('\\', '/')
    .replace(/^(\.\/)+/, '')
    .replace(/\/+$/, '');
  return clean(path.includes('/') ? pathWords(path) : nameWords(path), max);
}

function slugOfRef(ref: string): string {
  const words = ref
    .toLowerCase()
    .replace(/[/~^@{}.\s_]/g, '-')
    .replace(/[^a-z0-9-]/g, '')
    .split('-')
    .filter((word) => word !== '');
  return cut(['incremental', ...words].join('-'), MAX);
}

/** The readable part of a session's folder name: `[a-z0-9-]`, at most 30 characters. */
export function slugOfScope(scope: Scope): string {
  if (scope.type === 'full') return 'full-app';
  if (scope.type === 'incremental') return slugOfRef(scope.incremental?.baseRef ?? '');
  const paths = scope.component?.paths ?? [];
  const first = paths[0] ?? '';
  return paths.length > 1 ? `${slugOfTarget(first, MAX_BEFORE_SUFFIX)}-multi` : slugOfTarget(first);
}
