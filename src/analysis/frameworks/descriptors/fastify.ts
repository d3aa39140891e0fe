import { ROUTE_METHODS } from '../../../knowledge/frameworks/javascript-routers';
import type { Framework } from '../framework';
import { JAVASCRIPT_INPUTS } from './usual-inputs';

export const FASTIFY: Framework = {
  id: 'fastify',
  language: 'javascript',
  imports: /^fastify$/,
  routers: [{ paths: /^fastify(\.fastify|\.FastifyInstance|\.Fastify)?\(\)(\.withTypeProvider\(\))?$/ }],
  calls: {
    verbs: ROUTE_METHODS,
    objects: ['route'],
    plugins: ['register'],
    hooks: { names: ['addHook'], events: /^(onRequest|preHandler|preValidation|preParsing)$/ },
  },
  inputs: JAVASCRIPT_INPUTS,
};
