import type { Framework } from '../framework';

export const STRAWBERRY: Framework = {
  id: 'strawberry',
  language: 'python',
  imports: /^strawberry(_django)?(\.|$)/,
  decorators: [
    {
      callee: /^strawberry(_django)?(\.\w+)?\.(mutation|field|subscription)$/,
      path: { position: 99, keyword: 'name' },
      kind: 'graphql',
      namedByFunction: 'as-is',
    },
  ],
};
