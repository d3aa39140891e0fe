import type { FileFact } from '../../../artifacts/inventory';
import { MESSAGE_TEMPLATE, TEMPLATE_LANGUAGES, type TemplateLanguage } from '../../../knowledge/templates';
import type { Expr } from '../../read/ir';
import type { TextSource } from '../../read/text-source';
import type { RawUse } from '../flow/raw-use';
import type { FunctionNode, Program } from '../link/definitions';
import { returnsOf } from '../link/walk';
import { bare, mentionsCall } from './encoding';
import { NamedTemplates } from './named-templates';
import { pathsOf, readTemplate, type RawValue, type TemplateText } from './raw-values';

const MAX_SIZE = 512 * 1024;
const MAX_PER_FILE = 20;
const MAX_PARTS = 30;

/** Templates that write values without encoding them, and the calls that render them. */
export interface RenderedTemplates {
  raw: ReadonlyMap<string, readonly RawValue[]>;
  /** Functions that render a template, by its path. */
  functions: ReadonlyMap<string, ReadonlySet<string>>;
  /** What a call hands to templates that write it as it is. */
  byCall: ReadonlyMap<Expr, readonly RawUse[]>;
}

export const NO_TEMPLATES: RenderedTemplates = { raw: new Map(), functions: new Map(), byCall: new Map() };

/** Reads the templates of a folder, and finds out what is handed to them. */
export function readTemplates(program: Program, files: readonly FileFact[], texts: TextSource): RenderedTemplates {
  const templates = new Map<string, TemplateText>();
  const encoders = encodingFilters(program);
  for (const file of files) {
    const language = languageOf(file);
    if (!language || !isRead(file)) continue;
    const read = readTemplate(texts.text(file.path), language, !MESSAGE_TEMPLATE.test(file.path));
    const raw = read.raw.filter(({ value }) => !encoders.has(lastFilter(value))).slice(0, MAX_PER_FILE);
    templates.set(file.path, { ...read, raw });
  }
  return { raw: rawOf(templates), ...rendered(program, templates) };
}

const rawOf = (templates: ReadonlyMap<string, TemplateText>): Map<string, readonly RawValue[]> =>
  new Map([...templates].flatMap(([path, { raw }]) => (raw.length > 0 ? [[path, raw] as const] : [])));

const languageOf = (file: FileFact): TemplateLanguage | undefined =>
  TEMPLATE_LANGUAGES.find((one) => one.extensions.test(file.path));

const isRead = ({ sha256, size, skipped, role }: FileFact): boolean =>
  sha256 !== '' &&
  size <= MAX_SIZE &&
  skipped === undefined &&
  role !== 'test' &&
  role !== 'docs' &&
  role !== 'generated';

/** `to_display` of `value | to_display`. */
function lastFilter(value: string): string {
  const filters = value
    .split('|')
    .slice(1)
    .map((part) => /^\s*([\w.]+)/.exec(part)?.[1] ?? '');
  return filters[filters.length - 1] ?? '';
}

const ENCODES = /escape|entif|encode|sanitiz|htmlspecial|purify/i;

/** Filters of the code base that encode what they are given before they put markup around it. */
function encodingFilters(program: Program): ReadonlySet<string> {
  const found = new Map<string, boolean>();
  for (const { fn } of program.functions.values()) {
    const subject = fn.params[0]?.name;
    if (subject === undefined || fn.params.length > 3) continue;
    const results = returnsOf(fn.body);
    const encodes =
      results.some((value) => mentionsCall(value, ENCODES)) && !results.some((value) => bare(value, subject));
    found.set(fn.name, (found.get(fn.name) ?? true) && encodes);
  }
  return new Set([...found].filter(([, encodes]) => encodes).map(([name]) => name));
}

const RENDERS = /^(?:render|renderFile|view|render_template|render_to_string|TemplateResponse|template)$/;

function calledName(callee: Expr): string {
  if (callee.kind === 'member') return callee.property;
  return callee.kind === 'name' ? callee.name : '';
}

function rendered(
  program: Program,
  templates: ReadonlyMap<string, TemplateText>,
): Pick<RenderedTemplates, 'functions' | 'byCall'> {
  const named = new NamedTemplates([...templates.keys()]);
  const functions = new Map<string, Set<string>>();
  const byCall = new Map<Expr, RawUse[]>();
  for (const { expr, scope, caller } of program.calls) {
    if (!RENDERS.test(calledName(expr.callee))) continue;
    for (const [at, arg] of expr.args.slice(0, 3).entries()) {
      const name = program.strings(arg.value, scope)[0];
      if (name === undefined || name === '') continue;
      const meant = named.meantBy(name, scope.file);
      for (const path of meant) functions.set(path, joined(functions.get(path), around(caller)));
      const uses = usesIn(withParts(meant, templates, named), templates, { from: at + 1, sure: meant.length === 1 });
      if (uses.length > 0) byCall.set(expr, [...(byCall.get(expr) ?? []), ...uses]);
    }
  }
  return { functions, byCall };
}

const joined = (known: ReadonlySet<string> | undefined, more: readonly string[]): Set<string> =>
  new Set([...(known ?? []), ...more]);

/** The function and those it is written in: pages are rendered in callbacks of handlers. */
function around(caller: FunctionNode): string[] {
  const keys: string[] = [];
  for (let fn: FunctionNode | undefined = caller; fn && keys.length < 8; fn = fn.parent) keys.push(fn.key);
  return keys;
}

/** Templates, and those that make one page with them. */
function withParts(
  paths: readonly string[],
  templates: ReadonlyMap<string, TemplateText>,
  named: NamedTemplates,
): string[] {
  const found = new Set(paths);
  for (const path of found)
    for (const part of templates.get(path)?.parts ?? [])
      for (const other of named.meantBy(part, path)) if (found.size < MAX_PARTS) found.add(other);
  return [...found];
}

function usesIn(
  paths: readonly string[],
  templates: ReadonlyMap<string, TemplateText>,
  how: Pick<RawUse, 'from' | 'sure'>,
): RawUse[] {
  return paths.flatMap((file) => {
    const template = templates.get(file);
    return (template?.raw ?? []).flatMap((raw) =>
      pathsOf(raw, template?.names ?? new Map()).map((path) => ({ ...how, file, path, span: spanOf(raw) })),
    );
  });
}

const spanOf = ({ line, column, endColumn }: RawValue): RawUse['span'] => ({ line, column, endLine: line, endColumn });
