import type { Framework } from '../framework';

export const TWISTED: Framework = {
  id: 'twisted',
  language: 'python',
  handlerClasses: [{ base: /^twisted\.web\.resource\.Resource$/, methods: /^(?:render(?:_([A-Z]+))?|getChild)$/ }],
};
