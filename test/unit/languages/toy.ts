import type { Dialect } from '../../../src/analysis/engine/dialect';
import { external } from '../../../src/analysis/engine/link/external-paths';
import type { Linking, ModuleFinder } from '../../../src/analysis/engine/link/linking';
import type { Language } from '../../../src/analysis/languages/language';
import type { Expr, FileIr, FunctionIr, Span, Stmt } from '../../../src/analysis/read/ir';
import { result, sink } from '../../../src/knowledge/flow/model';

/**
 * A made-up language of one statement a line:
 *
 *     use NAME from MODULE
 *     let NAME be EXPRESSION
 *     do EXPRESSION
 *     task NAME(PARAMETER) does EXPRESSION
 *
 * An expression is a text in double quotes, a name, or a name called with one expression: `run(word)`.
 */
const SYNTAX = {
  use: /^use (\w+) from (\w+)$/,
  let: /^let (\w+) be (.+)$/,
  do: /^do (.+)$/,
  task: /^task (\w+)\((\w+)\) does (.+)$/,
  call: /^(\w+)\((.*)\)$/,
  text: /^"([^"]*)"$/,
};

const spanOf = (line: number, text: string): Span => ({ line, column: 0, endLine: line, endColumn: text.length });

function expression(text: string, span: Span): Expr {
  const [, literal] = SYNTAX.text.exec(text) ?? [];
  if (literal !== undefined) return { kind: 'literal', type: 'string', value: literal, span };
  const [, callee, argument] = SYNTAX.call.exec(text) ?? [];
  if (callee === undefined || argument === undefined) return { kind: 'name', name: text, span };
  const args = argument === '' ? [] : [{ value: expression(argument, span) }];
  return { kind: 'call', callee: { kind: 'name', name: callee, span }, args, isNew: false, span };
}

function task(name: string, parameter: string, done: string, span: Span): Stmt {
  const pattern = { kind: 'bind' as const, name: parameter, span };
  const fn: FunctionIr = {
    id: `${name}:${span.line}`,
    name,
    params: [{ pattern, name: parameter, decorators: [], span }],
    body: [{ kind: 'return', value: expression(done, span), span }],
    decorators: [],
    async: false,
    generator: false,
    arrow: false,
    span,
    signature: span,
  };
  return { kind: 'function', fn, span };
}

function statement(text: string, span: Span): Stmt[] {
  const [, imported, module] = SYNTAX.use.exec(text) ?? [];
  if (imported !== undefined && module !== undefined)
    return [{ kind: 'import', module, level: 0, names: [{ imported, local: imported }], typeOnly: false, span }];
  const [, name, value] = SYNTAX.let.exec(text) ?? [];
  if (name !== undefined && value !== undefined)
    return [
      {
        kind: 'declare',
        target: { kind: 'bind', name, span },
        value: expression(value, span),
        constant: true,
        span,
      },
    ];
  const [, called, parameter, body] = SYNTAX.task.exec(text) ?? [];
  if (called !== undefined && parameter !== undefined && body !== undefined)
    return [task(called, parameter, body, span)];
  const [, done] = SYNTAX.do.exec(text) ?? [];
  return done === undefined ? [] : [{ kind: 'expr', expr: expression(done, span), span }];
}

function treeOf(path: string, text: string): FileIr {
  const body = text.split('\n').flatMap((line, at) => statement(line, spanOf(at + 1, line)));
  return { path, language: 'toy', body, syntaxErrors: [] };
}

/** A module is the file of its name. */
class ToyModules implements ModuleFinder {
  constructor(private readonly files: ReadonlySet<string>) {}

  resolve(_from: string, module: string): string | undefined {
    return this.files.has(`${module}.toy`) ? `${module}.toy` : undefined;
  }

  submodule(): undefined {
    return undefined;
  }

  named(): undefined {
    return undefined;
  }
}

const linking: Linking = {
  importsByPath: false,
  prefersRead: false,
  modules: (files) => new ToyModules(files),
  libraryName: (module) => module,
  importedValue: (linker, { file, module, imported }) => {
    const target = linker.finder(file).resolve(file, module, 0);
    return target === undefined
      ? external(module, `.${imported}`)
      : linker.member({ kind: 'module', file: target }, imported);
  },
  moduleMember: (linker, file, name) =>
    (linker.index.modules.get(file)?.scope.bindings.get(name) ?? []).flatMap((binding) => linker.bound(binding)),
  undeclared: (_linker, name) => [{ kind: 'external', path: name }],
  moduleCall: () => undefined,
  isOwnExports: () => false,
  definingCall: () => undefined,
};

const dialect: Dialect = {
  id: 'toy',
  assignmentDeclares: true,
  hoistsFunctions: false,
  defaultsReadOutside: true,
  argumentsHaveNames: false,
  hasArgumentsObject: false,
  foldersAreModules: false,
  exportedPath: () => undefined,
  membersAreNames: false,
  classSharesMembers: false,
  hasPrototypes: false,
  constructorsValidate: false,
  constructorName: 'make',
  superByCall: false,
  methodsDeclareReceiver: false,
  receiverNames: new Set(),
  receiver: () => undefined,
  isClassMethod: () => false,
  isProperty: () => false,
  addsInPlace: false,
  plusJoinsLists: false,
  pipeMerges: false,
  slashJoinsPaths: false,
  replacesAll: false,
  separatorJoins: false,
  findGivesPlace: false,
  hasDictionaries: false,
  listed: () => undefined,
  inputsAreParameters: false,
  handlersReturnAnswers: false,
  routesDeclareChecks: false,
  classesDeclareGuards: false,
  parametersDeclareGuards: false,
  strangersAreObjects: false,
  uploadsKeepSentNames: false,
  isSettingsModule: () => false,
  models: {
    rows: [
      result('web', 'param', { kind: 'source', source: 'text-query' }),
      sink('command-injection', 'system', 'run', '0'),
    ],
    members: [],
    assignments: [],
    opaque: [],
    lookUps: /^$/,
    tellsOfKept: /^$/,
    opaqueMethods: new Set(),
  },
};

export const TOY: Language = {
  id: 'toy',
  name: 'Toy',
  extensions: ['.toy'],
  grammars: [],
  interpreters: [/\btoy\b/],
  lower: (path, text) => Promise.resolve(treeOf(path, text)),
  linking,
  dialect,
  specialCalls: new Map([
    ['bare', (_m, args) => ({ ...(args.positional[0]?.value ?? { refs: [], marks: [] }), marks: [] })],
  ]),
};
