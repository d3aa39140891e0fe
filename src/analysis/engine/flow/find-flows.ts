import type { Considered } from '../../../artifacts/considered';
import type { CodeFacts, EntryPointFact, WeaknessFact } from '../../../artifacts/facts';
import type { Described } from '../entries/registration';
import type { FunctionIr } from '../../read/ir';
import type { FunctionNode, Program } from '../link/definitions';
import type { TextSource } from '../../read/text-source';
import { runHandler, useHandlers, wasRun } from './handlers';
import { createMachine } from './interpreter';
import { documentStoreIn } from './document-store';
import { readsArguments } from './mentions';
import { libraryInputs, looksLikeHandler } from './inputs';
import type { FunctionRef, Machine, SpecialCalls } from './machine';
import type { Majors } from './majors';
import { toFacts } from './report';
import { instanceOf } from './names';
import { guarded } from './roots';
import { Cell, UNKNOWN, type Value } from './value';
import { FlowWatch } from './watch';

/** How much work one analysis may do: it is shared out among its roots before the first one runs. */
interface FlowBudget {
  steps: number;
}

const DEFAULT_FLOW_BUDGET: FlowBudget = { steps: 12_000_000 };

export interface FlowResult {
  weaknesses: WeaknessFact[];
  /** Files or functions that were not followed to the end. */
  limits: CodeFacts['limits'];
  /** What it cost. */
  steps: number;
  /** What was met and does no harm, where that is asked for. */
  met?: Omit<Considered, 'leftOut' | 'zones'>;
}

export interface FlowOptions {
  budget?: FlowBudget;
  /**
   * Files that are the public face of a package (main, exports): their exported functions are called by strangers. An
   * application is used through its routes: what its own modules hand each other is no outside data.
   */
  libraryFiles?: readonly string[];
  /** Major versions of the packages that the program declares. */
  majors?: Majors;
  /** What calls hand to templates that write it as it is. */
  rendered?: Machine['rendered'];
  /** What requests are held to beside their registration, by the id of the entry point. */
  described?: ReadonlyMap<string, readonly Described[]>;
  /** Keeps what was met beside what is reported. */
  watch?: boolean;
  /** Is told the file of each piece of work, how many are done, and how many there are. */
  onRoot?: (file: string, done: number, total: number) => void;
}

/**
 * Follows outside data from where it comes in to where it does harm, over all files. `specialCalls` are those of each
 * dialect, by its id.
 */
export function findFlows(
  program: Program,
  entryPoints: readonly EntryPointFact[],
  texts: TextSource,
  specialCalls: ReadonlyMap<string, SpecialCalls>,
  options: FlowOptions = {},
): FlowResult {
  const entries = entriesByFunction(entryPoints);
  const functions = [...program.functions.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
  const shaped = new Set(functions.filter((node) => !entries.has(node.key) && looksLikeHandler(node, program)));
  const handlers = new Set<FunctionIr>(
    functions.filter((node) => entries.has(node.key) || shaped.has(node)).map((node) => node.fn),
  );
  const m = createMachine(program, handlers, (options.budget ?? DEFAULT_FLOW_BUDGET).steps, specialCalls);
  useHandlers(m, { entries, shaped, described: options.described ?? new Map() });
  m.documentStore = documentStoreIn(program);
  m.majors = options.majors ?? m.majors;
  m.rendered = options.rendered ?? m.rendered;
  const watch = options.watch === true ? new FlowWatch(m) : undefined;
  m.watch = watch;
  const roots = libraryInputs(program, options.libraryFiles ?? []);
  run(m, functions, handlers, roots, options.onRoot);
  const limits = [...m.limits].map(([path, why]) => ({ path, why })).sort((a, b) => (a.path < b.path ? -1 : 1));
  const weaknesses = toFacts(m.findings, texts);
  return { weaknesses, limits, steps: m.steps, ...(watch && { met: watch.met(texts) }) };
}

function entriesByFunction(entryPoints: readonly EntryPointFact[]): Map<string, EntryPointFact[]> {
  const entries = new Map<string, EntryPointFact[]>();
  for (const entry of entryPoints) {
    const id = entry.handler?.functionId;
    if (id === undefined) continue;
    const list = entries.get(id);
    if (list) list.push(entry);
    else entries.set(id, [entry]);
  }
  return entries;
}

function run(
  m: Machine,
  functions: readonly FunctionNode[],
  handlers: ReadonlySet<FunctionIr>,
  library: ReadonlySet<FunctionNode>,
  tell: FlowOptions['onRoot'] = () => undefined,
): void {
  const files = [...m.program.files.keys()].sort();
  const pieces = files.length + functions.length;
  files.forEach((file, done) => {
    tell(file, done, pieces);
    guarded(m, file, () => m.parts.runModule(m, file));
  });
  const order = [
    ...functions.filter((node) => handlers.has(node.fn)),
    ...functions.filter((node) => !handlers.has(node.fn)),
  ];
  for (const [at, node] of order.entries()) {
    tell(node.file, files.length + at, pieces);
    if (node.fn.id === '<module>' || node.key.endsWith('#<module>')) continue;
    guarded(m, node.file, () => {
      if (handlers.has(node.fn)) inFile(m, node, () => runHandler(m, { kind: 'function', node }));
      else if (library.has(node)) runLibrary(m, node);
      else if (!wasEntered(m, node)) runPlain(m, node);
    });
  }
}

function wasEntered(m: Machine, node: FunctionNode): boolean {
  return wasRun(m, node) || m.entered.has(node);
}

/** The activation that roots start from: the module of the function. */
function inFile(m: Machine, node: FunctionNode, body: () => void): void {
  const frame = m.parts.runModule(m, node.file);
  const owner = m.program.moduleOf(node.file);
  if (!frame || !owner) return;
  const dialect = m.program.dialectOf(node.file);
  m.exhausted = false;
  m.depth = 0;
  m.state = m.global;
  m.at = {
    frame,
    file: node.file,
    scope: owner.scope,
    dialect,
    models: m.modelsFor(dialect),
    owner,
    base: m.state,
    returns: [],
    breaks: [],
    continues: [],
    pending: [],
  };
  body();
}

/** A function nobody was seen calling: it may still read outside data by itself. */
function runPlain(m: Machine, node: FunctionNode): void {
  inFile(m, node, () => {
    const allotted = m.budgets.plain.next();
    m.root = {
      entryPoints: [],
      sources: new Map(),
      contentType: new Cell(0),
      plain: true,
      limit: m.steps + allotted,
    };
    m.branch(() =>
      m.parts.invoke(
        m,
        { kind: 'function', node },
        { positional: node.fn.params.map((param) => ({ value: UNKNOWN, span: param.span })), named: new Map() },
        selfOf(m, node),
        node.fn.span,
      ),
    );
    m.budgets.plain.done(allotted, m.root.limit - m.steps);
    if (m.exhausted) m.note(node.file, { is: 'flow-budget', of: 'function' });
  });
}

/** A function that other people's code calls: what it is given comes from outside. */
function runLibrary(m: Machine, node: FunctionNode): void {
  inFile(m, node, () => {
    const allotted = m.budgets.library.next();
    m.root = { entryPoints: [], sources: new Map(), contentType: new Cell(0), limit: m.steps + allotted };
    m.branch(() => {
      const ref: FunctionRef = { kind: 'function', node, frame: m.closures.get(node) };
      const answer = calledByStrangers(m, ref, selfOf(m, node));
      // Who calls what makes a function calls the function.
      for (const made of answer.refs)
        if (made.kind === 'function' && made.node !== node && made.frame?.parent) calledByStrangers(m, made, made.self);
    });
    m.budgets.library.done(allotted, m.root.limit - m.steps);
    if (m.exhausted) m.note(node.file, { is: 'flow-budget', of: 'function' });
  });
}

function calledByStrangers(m: Machine, ref: FunctionRef, self: Value | undefined): Value {
  const { fn } = ref.node;
  const positional = fn.params.map((param) => ({
    value: /^(?:cb|callback|done|next|fn)$/.test(param.name ?? '')
      ? UNKNOWN
      : m.source('library-input', param.span, param.name),
    span: param.span,
  }));
  if (readsArguments(fn))
    while (positional.length < MOST_ARGUMENTS)
      positional.push({ value: m.source('library-input', fn.signature), span: fn.signature });
  return m.parts.invoke(m, ref, { positional, named: new Map() }, self, fn.span);
}

const MOST_ARGUMENTS = 4;

function selfOf(m: Machine, node: FunctionNode) {
  return node.cls ? instanceOf(m, { kind: 'instance', cls: node.cls }) : undefined;
}
