import type { Framework } from '../framework';
import { PYTHON_REQUEST_FIRST } from './usual-inputs';

const ROUTE_NAME = { position: 99, keyword: 'route_name' };

export const PYRAMID: Framework = {
  id: 'pyramid',
  language: 'python',
  imports: /^pyramid(\.|$)/,
  decorators: [{ callee: /^pyramid\.view\.view_config$/, path: ROUTE_NAME }],
  routes: [
    {
      callee: /^pyramid\.config\.Configurator\(\)\.add_view$/,
      path: ROUTE_NAME,
      handler: { position: 0, keyword: 'view' },
    },
  ],
  inputs: PYTHON_REQUEST_FIRST,
};
