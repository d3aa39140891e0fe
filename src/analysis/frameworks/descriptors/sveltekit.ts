import type { Program } from '../../engine/link/definitions';
import type { Registration } from '../../engine/entries/registration';
import type { Framework } from '../framework';
import { exportNames, made, perFile, segments } from '../javascript/exports';

const METHOD_EXPORT = /^(get|post|put|patch|del|delete|GET|POST|PUT|PATCH|DELETE)$/;

/** SvelteKit: the place of a file is the route. */
export const SVELTEKIT: Framework = {
  id: 'sveltekit',
  language: 'javascript',
  read: [
    {
      what: 'the routes of SvelteKit given by files',
      find: (program) => perFile(program, (file) => svelteRoutes(program, file)),
    },
  ],
};

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
