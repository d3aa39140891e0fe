import type { Expr } from '../../read/ir';
import type { FunctionNode, Program } from '../../engine/link/definitions';
import { asLinkScope } from '../../engine/link/scopes';
import { walkDeep } from '../../engine/link/walk';
import { handlerOfFunction } from '../../engine/entries/handlers';
import type { Registration } from '../../engine/entries/registration';
import type { Framework } from '../framework';
import { PYTHON_INPUTS, PYTHON_REQUEST_FIRST } from './usual-inputs';
import { VERB } from './verbs';

/** Names under which clouds look for the function that they call. */
const CALLED_BY_CLOUDS = /^(?:lambda_)?handler$|_handler$/;
const EVENT = /^_?(?:event|evt)$/;
const CONTEXT = /^_?(?:context|ctx|_+)$/;
/** What an event of a gateway or a queue consists of. */
const PARTS_OF_EVENTS =
  /^(?:body|isBase64Encoded|(?:multiValue)?(?:[qQ]ueryStringParameters|Headers)|pathParameters|rawQueryString|rawPath|requestContext|httpMethod|Records)$/;

/** Functions that AWS Lambda calls with an event and a context. */
export const LAMBDA_PYTHON: Framework = {
  id: 'lambda',
  language: 'python',
  read: [lambdas],
  inputs: {
    ...PYTHON_INPUTS,
    positions: [
      { at: 0, object: '@lambda.event' },
      { at: 1, object: '@lambda.context' },
    ],
  },
  models: {
    members: [
      { of: '@lambda.event', members: 'body', source: 'body' },
      { of: '@lambda.event', members: 'queryStringParameters rawQueryString rawPath path', source: 'text-query' },
      { of: '@lambda.event', members: 'pathParameters', source: 'path' },
      { of: '@lambda.event', members: 'headers cookies', source: 'header' },
      { of: '@lambda.event', members: 'Records detail', source: 'message' },
      { of: '@lambda.event', members: 'arguments', source: 'body' },
    ],
  },
};

function lambdas(program: Program): Registration[] {
  return [...program.functions.values()].flatMap((fn): Registration[] => {
    const [first, second] = fn.fn.params.map((param) => param.name ?? '');
    if (asLinkScope(fn.scope).dialect.id !== 'python' || fn.cls || fn.parent?.fn.id !== '<module>') return [];
    if (fn.fn.params.length !== 2 || !EVENT.test(first ?? '') || !CONTEXT.test(second ?? '')) return [];
    if (!CALLED_BY_CLOUDS.test(fn.fn.name) && !isLeftToTheCloud(program, fn, first ?? '')) return [];
    return [
      {
        kind: 'http',
        framework: 'lambda',
        method: 'ALL',
        scope: fn.scope,
        before: [],
        handler: handlerOfFunction(fn),
        at: { file: fn.file, span: { ...fn.fn.span, line: fn.fn.signature.line } },
      },
    ];
  });
}

/** Settings may name any function: it takes apart an event, and nothing of the program hands it one. */
function isLeftToTheCloud(program: Program, fn: FunctionNode, event: string): boolean {
  if (fn.fn.name.startsWith('_') || fn.fn.decorators.length > 0) return false;
  const parts: string[] = [];
  walkDeep(fn.fn.body, (expr) => {
    const part = partOf(expr);
    if (part?.of.kind === 'name' && part.of.name === event) parts.push(part.name);
  });
  return parts.some((name) => PARTS_OF_EVENTS.test(name)) && program.callersOf(fn, true).length === 0;
}

/** `event["body"]`, `event.get("body")`. */
function partOf(expr: Expr): { of: Expr; name: string } | undefined {
  if (expr.kind === 'index') return withName(expr.object, expr.index);
  if (expr.kind !== 'call' || expr.callee.kind !== 'member' || expr.callee.property !== 'get') return undefined;
  return withName(expr.callee.object, expr.args[0]?.value);
}

function withName(of: Expr, key: Expr | undefined): { of: Expr; name: string } | undefined {
  return key?.kind === 'literal' ? { of, name: String(key.value) } : undefined;
}

const RESOLVER = String.raw`aws_lambda_powertools\.event_handler(\.\w+)*\.(\w+Resolver|\w*Router)\(\)`;

/** The routers of Powertools for AWS Lambda. */
export const POWERTOOLS: Framework = {
  id: 'powertools',
  language: 'python',
  imports: /^aws_lambda_powertools\.event_handler/,
  decorators: [
    { callee: new RegExp(`^${RESOLVER}\\.(route|${VERB})$`), path: { position: 0, keyword: 'rule' } },
    {
      callee: new RegExp(`^${RESOLVER}\\.resolver$`),
      path: { position: 99, keyword: 'field_name' },
      kind: 'graphql',
    },
  ],
  mounts: [
    { callee: new RegExp(`^${RESOLVER}\\.include_router$`), child: 0, prefix: { position: 1, keyword: 'prefix' } },
  ],
  inputs: PYTHON_INPUTS,
};

export const AZURE_FUNCTIONS_PYTHON: Framework = {
  id: 'azure-functions-python',
  language: 'python',
  imports: /^azure\.functions$/,
  decorators: [
    {
      callee: /^azure\.functions(\.\w+)*\.(FunctionApp|Blueprint)\(\)\.route$/,
      path: { position: 0, keyword: 'route' },
      namedByFunction: 'below-root',
    },
  ],
  inputs: PYTHON_REQUEST_FIRST,
};

export const GOOGLE_FUNCTIONS_PYTHON: Framework = {
  id: 'functions-framework',
  language: 'python',
  imports: /^functions_framework$/,
  decorators: [{ callee: /^functions_framework\.http$/, path: { position: 99 }, namedByFunction: 'below-root' }],
  inputs: PYTHON_REQUEST_FIRST,
};
