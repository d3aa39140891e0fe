import type { Framework } from '../framework';
import { FASTAPI } from './fastapi';
import { PYTHON_INPUTS } from './usual-inputs';
import { VERB } from './verbs';

const API = String.raw`ninja(_extra)?(\.\w+)*\.(NinjaAPI|NinjaExtraAPI|Router)\(\)`;
const on = (methods: string): RegExp => new RegExp(`^${API}\\.${methods}$`);
const PATH = { position: 0, keyword: 'path' };

/** The request comes first; everything else is typed as in FastAPI. */
export const DJANGO_NINJA: Framework = {
  id: 'django-ninja',
  language: 'python',
  imports: /^ninja(_extra)?(\.|$)/,
  decorators: [
    { callee: on(VERB), path: PATH },
    { callee: on('api_operation'), method: 0, path: { position: 1, keyword: 'path' } },
  ],
  mounts: [{ callee: on('add_router'), child: 1, prefix: { position: 0, keyword: 'prefix' } }],
  inputs: {
    ...PYTHON_INPUTS,
    positions: [{ at: 0, object: '@pyreq' }],
    ...(FASTAPI.inputs?.typed && { typed: FASTAPI.inputs.typed }),
  },
};
