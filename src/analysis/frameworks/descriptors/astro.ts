import type { CallSite, Program } from '../../engine/link/definitions';
import { lastName } from '../../engine/last-name';
import { handlerOf } from '../../engine/entries/handlers';
import { propertyOf } from '../../engine/link/property';
import type { Registration } from '../../engine/entries/registration';
import type { Framework } from '../framework';
import { exportNames, made, perFile, segments } from '../javascript/exports';
import { CONTEXT_FIRST } from './usual-inputs';

const PAGES = /(?:^|\/)src\/pages\/(.+)\.[cm]?[jt]s$/;
const METHOD_EXPORT = /^(?:GET|POST|PUT|PATCH|DELETE|ALL)$/;

/** Astro: endpoints by the place of their file, and actions that the browser calls. */
export const ASTRO: Framework = {
  id: 'astro',
  language: 'javascript',
  imports: /^astro(?:$|:)/,
  inputs: CONTEXT_FIRST,
  read: [
    (program) => perFile(program, (file) => endpoints(program, file)),
    (program) => program.calls.flatMap((call) => action(program, call)),
  ],
};

function endpoints(program: Program, file: string): Registration[] {
  const path = PAGES.exec(file)?.[1];
  if (path === undefined || /(?:^|\/)pages\/(?:api\/)?_/.test(file)) return [];
  const route = segments(path.replace(/(?:^|\/)index$/, ''));
  return exportNames(program, file)
    .filter((name) => METHOD_EXPORT.test(name))
    .map((name) => made(program, file, name, { framework: 'astro', method: name, route }));
}

/** `greet: defineAction({ handler })` */
function action(program: Program, { expr, scope, caller }: CallSite): Registration[] {
  const options = expr.args[0]?.value;
  if (!options || lastName(expr.callee) !== 'defineAction') return [];
  if (!program.externalPaths(expr.callee, scope).includes('astro:actions.defineAction')) return [];
  const handler = propertyOf(program, options, scope, 'handler');
  return [
    {
      kind: 'http',
      framework: 'astro',
      method: 'POST',
      route: `action:${keyOf(program, expr, scope.file) ?? ''}`,
      scope,
      before: [],
      at: { file: scope.file, span: expr.span },
      call: { expr, owner: caller },
      ...(handler && { handler: handlerOf(program, handler.expr, handler.scope) }),
    },
  ];
}

/** The key under which a call stands in the object that a file exports as its server. */
function keyOf(program: Program, call: CallSite['expr'], file: string): string | undefined {
  for (const one of program.member({ kind: 'module', file }, 'server')) {
    if (one.kind !== 'object' || one.expr.kind !== 'object') continue;
    const property = one.expr.properties.find(({ value }) => value === call);
    if (property?.key !== undefined) return property.key;
  }
  return undefined;
}
