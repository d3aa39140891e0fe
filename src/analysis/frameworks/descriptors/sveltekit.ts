import type { Program } from '../../engine/link/definitions';
import { handlerOf } from '../../engine/entries/handlers';
import type { Registration } from '../../engine/entries/registration';
import type { Framework } from '../framework';
import { exportNames, made, perFile, segments } from '../javascript/exports';
import { CONTEXT_FIRST } from './usual-inputs';

const METHOD_EXPORT = /^(get|post|put|patch|del|delete|GET|POST|PUT|PATCH|DELETE)$/;

/** SvelteKit: the place of a file is the route. */
export const SVELTEKIT: Framework = {
  id: 'sveltekit',
  language: 'javascript',
  imports: /^@sveltejs\/kit$/,
  inputs: CONTEXT_FIRST,
  read: [(program) => perFile(program, (file) => [...svelteRoutes(program, file), ...pageRoutes(program, file)])],
};

const PAGE = /(?:^|\/)routes\/((?:.*\/)?)\+(?:page|layout)\.server\.[jt]s$/;

/** `load` runs on the server for a page; `actions` take its forms, by name if there are several. */
function pageRoutes(program: Program, file: string): Registration[] {
  const match = PAGE.exec(file);
  if (!match) return [];
  const route = segments(match[1] ?? '');
  const load = exportNames(program, file).includes('load')
    ? [made(program, file, 'load', { framework: 'sveltekit', method: 'GET', route })]
    : [];
  return [...load, ...formActions(program, file, route)];
}

function formActions(program: Program, file: string, route: string): Registration[] {
  return program.member({ kind: 'module', file }, 'actions').flatMap((one): Registration[] => {
    if (one.kind !== 'object' || one.expr.kind !== 'object') return [];
    return one.expr.properties.flatMap(({ key, value, span }): Registration[] => {
      if (key === undefined) return [];
      return [
        {
          kind: 'http',
          framework: 'sveltekit',
          method: 'POST',
          route: key === 'default' ? route : `${route}?/${key}`,
          scope: one.scope,
          before: [],
          router: 'sveltekit',
          at: { file: one.scope.file, span },
          handler: handlerOf(program, value, one.scope),
        },
      ];
    });
  });
}

function svelteRoutes(program: Program, file: string): Registration[] {
  const match = /(?:^|\/)routes\/((?:.*\/)?)\+server\.[jt]s$/.exec(file);
  if (!match) return [];
  return exportNames(program, file)
    .filter((name) => METHOD_EXPORT.test(name))
    .map((name) =>
      made(program, file, name, {
        framework: 'sveltekit',
        method: name.toUpperCase(),
        route: segments(match[1] ?? ''),
      }),
    );
}
