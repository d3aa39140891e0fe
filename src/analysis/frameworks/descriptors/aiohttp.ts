import type { Framework } from '../framework';
import { linkUrlLists } from '../python/url-lists';
import { PYTHON_REQUEST_FIRST } from './usual-inputs';
import { VERB } from './verbs';

const PATH = { position: 0, keyword: 'path' };
const SECOND_PATH = { position: 1, keyword: 'path' };
const HANDLER = { position: 1, keyword: 'handler' };
const THIRD_HANDLER = { position: 2, keyword: 'handler' };

export const AIOHTTP: Framework = {
  id: 'aiohttp',
  language: 'python',
  imports: /^aiohttp(\.web)?$/,
  decorators: [{ callee: new RegExp(`^aiohttp\\.web\\.RouteTableDef\\(\\)\\.(route|view|${VERB})$`), path: PATH }],
  routes: [
    {
      callee: /^aiohttp\.web\.(get|post|put|patch|delete|head|options|view)$/,
      path: PATH,
      handler: HANDLER,
      listed: 'plain',
    },
    { callee: /^aiohttp\.web\.route$/, method: 0, path: SECOND_PATH, handler: THIRD_HANDLER, listed: 'plain' },
    {
      callee: /^aiohttp\.web\.Application\(\)\.router\.add_(get|post|put|patch|delete|head|options|view)$/,
      path: PATH,
      handler: HANDLER,
    },
    {
      callee: /^aiohttp\.web\.Application\(\)\.router\.add_route$/,
      method: 0,
      path: SECOND_PATH,
      handler: THIRD_HANDLER,
    },
    {
      callee: /^aiohttp\.web\.Application\(\)\.router\.add_resource\(\)\.add_route$/,
      method: 0,
      path: { position: 99 },
      handler: HANDLER,
    },
  ],
  mounts: [
    {
      callee: /^aiohttp\.web\.Application\(\)\.add_subapp$/,
      child: 1,
      prefix: { position: 0, keyword: 'prefix' },
    },
  ],
  sameRouter: /^aiohttp\.web\.Application\(\)\.router$/,
  inputs: PYTHON_REQUEST_FIRST,
  link: (program, tree, routes) =>
    linkUrlLists(program, tree, routes, {
      framework: 'aiohttp',
      callee: /^$/,
      hung: { callee: /^aiohttp\.web\.Application\(\)(\.router)?\.add_routes$/, same: /\.router$/ },
    }),
};
