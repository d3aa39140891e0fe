import type { Framework } from '../framework';
import { linkUrlLists } from '../python/url-lists';
import { DJANGO_SETTINGS } from './django-settings';
import { PYTHON_REQUEST_FIRST } from './usual-inputs';

const URL = /^django\.(urls|conf\.urls|urls\.conf|conf\.urls\.defaults)\.(path|re_path|url)$/;

export const DJANGO: Framework = {
  id: 'django',
  language: 'python',
  imports: /^django(\.|$)/,
  routes: [
    {
      callee: URL,
      path: { position: 0, keyword: 'route' },
      handler: { position: 1, keyword: 'view' },
      listed: 'patterns',
    },
  ],
  inputs: PYTHON_REQUEST_FIRST,
  standing: DJANGO_SETTINGS,
  asking: [
    {
      handler: /admin\.site\.urls$/,
      name: 'admin.site',
      basis: 'admin-site-asks',
      establishes: [
        ['authentication', 'authenticated'],
        ['authorization', 'role'],
      ],
    },
  ],
  link: (program, tree, routes) => linkUrlLists(program, tree, routes, { framework: 'django', callee: URL }),
};

export const DJANGO_COMMAND: Framework = {
  id: 'django-admin-command',
  language: 'python',
  handlerClasses: [
    { base: /^django\.core\.management(\.base)?\.\w*Command$/, methods: /^handle(_label)?$/, kind: 'cli' },
  ],
  inputs: PYTHON_REQUEST_FIRST,
};

export const CHANNELS: Framework = {
  id: 'channels',
  language: 'python',
  handlerClasses: [{ base: /^channels\.generic\.websocket\.\w+$/, methods: /^receive(_json)?$/, kind: 'websocket' }],
};
