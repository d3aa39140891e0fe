/** Roles that an account has by being one: whoever registers gets them. */
const ORDINARY =
  /^(?:\w*[_-])?(?:users?|members?|customers?|clients?|buyers?|readers?|subscribers?|registered|verified|authenticated|everyone|basic|free|default|guests?|viewers?|students?)$/i;

export const isOrdinaryRole = (role: string): boolean => ORDINARY.test(role);
