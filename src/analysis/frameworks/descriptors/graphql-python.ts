import type { Framework } from '../framework';

/** Resolvers of Graphene are methods that are named after their field. */
export const GRAPHENE: Framework = {
  id: 'graphene',
  language: 'python',
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
