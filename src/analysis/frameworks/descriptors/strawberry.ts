import type { Framework } from '../framework';

export const STRAWBERRY: Framework = {
  id: 'strawberry',
  language: 'python',
  decorators: [{ callee: /^strawberry\.(mutation|field|subscription)$/, path: { position: 99, keyword: 'name' } }],
};
