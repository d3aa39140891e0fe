import type { Program } from '../../engine/link/definitions';
import type { Registration } from '../../engine/entries/registration';
import type { Framework } from '../framework';
import { exported, made, perFile } from '../javascript/exports';
import { H3 } from './h3';

/** Folders of handlers, and what stands in front of their routes. */
const FOLDERS = /^(?:(.*)\/)?server\/(api|routes)\/(.+)\.[cm]?[jt]s$/;
const METHOD = /\.(get|post|put|patch|delete|head|options)$/;
const MAKERS = /(?:^|\.)(?:define)?(?:\w*)?[eE]ventHandler$|(?:^|\.)define\w*Handler$/;

/** Nitro, and Nuxt: the place of a file is the route, its ending the method. */
export const NITRO: Framework = {
  id: 'nitro',
  language: 'javascript',
  imports: /^(?:nitropack|nitro|nuxt)(?:\/|$)/,
  ...(H3.inputs && { inputs: H3.inputs }),
  read: [(program) => perFile(program, (file) => handler(program, file))],
};

function handler(program: Program, file: string): Registration[] {
  const match = FOLDERS.exec(file);
  if (!match || !makesHandler(program, file) || !exported(program, file, 'default')) return [];
  const [, , folder = '', path = ''] = match;
  const method = METHOD.exec(path)?.[1]?.toUpperCase() ?? 'ALL';
  const plain = path.replace(METHOD, '').replace(/(?:^|\/)index$/, '');
  const route = `${folder === 'api' ? '/api' : ''}/${plain}`.replace(/(.)\/$/, '$1');
  const found = made(program, file, 'default', { framework: 'nitro', method, route });
  return [{ ...found, router: 'nitro' }];
}

/** What is exported is the result of a function that makes handlers. */
function makesHandler(program: Program, file: string): boolean {
  return program
    .member({ kind: 'module', file }, 'default')
    .some((one) => one.kind === 'external' && MAKERS.test(one.path.replace(/\(\)$/, '')));
}
