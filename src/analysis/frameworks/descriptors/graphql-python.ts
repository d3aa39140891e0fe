import type { HandlerInputs } from '../../engine/conventions';
import type { Framework } from '../framework';

/** What is above a field and what is known of the request; everything else is asked for by the caller. */
const RESOLVER: HandlerInputs = {
  names: [
    { name: /^_?info$/, object: '@graphql.info' },
    { name: /^(?:root|parent|obj|_\w*)$/, object: '@graphql.parent' },
  ],
  positions: [],
};

/** Resolvers of Graphene are methods that are named after their field. */
export const GRAPHENE: Framework = {
  id: 'graphene',
  language: 'python',
  inputs: RESOLVER,
  imports: /^graphene(_\w+)?(\.|$)/,
  handlerClasses: [
    { base: /^graphene(_\w+)?(\.\w+)*\.\w*ObjectType$/, methods: /^resolve_(\w+)$/, kind: 'graphql' },
    {
      base: /^graphene(_\w+)?(\.\w+)*\.\w*Mutation$/,
      methods: /^(mutate|mutate_and_get_payload|perform_mutation)$/,
      kind: 'graphql',
      namedBy: 'class',
    },
  ],
};

export const ARIADNE: Framework = {
  id: 'ariadne',
  language: 'python',
  inputs: RESOLVER,
  imports: /^ariadne(\.|$)/,
  decorators: [
    {
      callee: /^ariadne(\.\w+)*\.(\w+Type)\(\)\.(field|source)$/,
      path: { position: 0, keyword: 'name' },
      kind: 'graphql',
    },
  ],
  routes: [
    {
      callee: /^ariadne(\.\w+)*\.(\w+Type)\(\)\.set_field$/,
      path: { position: 0, keyword: 'name' },
      handler: { position: 1, keyword: 'resolver' },
      kind: 'graphql',
    },
  ],
};
