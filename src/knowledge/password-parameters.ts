/**
 * Parameters by which libraries hand somebody's password to a function of the
 * application, whatever it calls them there.
 */

export interface PasswordParameter {
  /** Libraries that the file loads. */
  libraries: readonly string[];
  /** Name of the method or option under which the function is known to the library. */
  method: RegExp;
  /** Position of the parameter; a negative one counts from the end. */
  at: number;
}

/** Functions that are set as a method or an option. */
export const PASSWORD_PARAMETERS: readonly PasswordParameter[] = [
  { libraries: ['aedes', 'mosca'], method: /^authenticate$/, at: 2 },
  { libraries: ['express-basic-auth'], method: /^authorizer$/, at: 1 },
  { libraries: ['@hapi/basic', 'hapi-auth-basic'], method: /^validate(?:Func)?$/, at: 2 },
  { libraries: ['@fastify/basic-auth', 'fastify-basic-auth'], method: /^validate$/, at: 1 },
];

export interface PasswordCallback {
  /** Path of the library's function that is given the callback. */
  path: RegExp;
  at: number;
}

/** Functions that are handed over. The last parameter is the one that is called when done. */
export const PASSWORD_CALLBACKS: readonly PasswordCallback[] = [
  { path: /^passport-(?:local|http|http-2legged|custom-local)\b/, at: -2 },
  { path: /^basic-auth-connect\b/, at: 1 },
  { path: /^oauth2orize\.exchange\.password$/, at: 2 },
  { path: /^http-auth\.basic$/, at: 1 },
];
