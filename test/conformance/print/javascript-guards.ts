import type { Guard } from '../program';

type Written = Pick<Guard, 'check' | 'writing' | 'form'>;

/** How a framework spells what guards do. */
export interface Idiom {
  user: string;
  /** What holds the user, to be handed to a function, and the member below it. */
  carrier: { value: string; user: string };
  method: string;
  path: string;
  header(name: string): string;
  param(name: string): string;
  query(name: string): string;
  refuse(code: number): string;
}

/** Statements for one way to go on: it may stand more than once. */
type Body = (idiom: Idiom, pass: string) => string;

const list = (names: readonly string[]): string => `[${names.map((one) => `'${one}'`).join(', ')}]`;
const isOne = (value: string, names: readonly string[]): string =>
  names.map((one) => `${value} === '${one}'`).join(' || ');
const isNone = (value: string, names: readonly string[]): string =>
  names.map((one) => `${value} !== '${one}'`).join(' && ');

const SIGNED_IN: readonly Body[] = [
  (i, pass) => `if (!${i.user}) {\n${i.refuse(401)}\n}\n${pass}`,
  (i, pass) => `if (${i.user}) {\n${pass}\n}\n${i.refuse(401)}`,
  (i, pass) => `const who = ${i.user};\nif (who === undefined || who === null) {\n${i.refuse(401)}\n}\n${pass}`,
  (i, pass) => `const sure = Boolean(${i.user});\nif (sure === false) {\n${i.refuse(401)}\n}\n${pass}`,
  (i, pass) => `if (!known(${i.carrier.value})) {\n${i.refuse(401)}\n}\n${pass}`,
  (i, pass) => `try {\ndemand(${i.user});\n} catch {\n${i.refuse(401)}\n}\n${pass}`,
  (i, pass) => `if (!${i.user}?.id) {\n${i.refuse(401)}\n} else {\n${pass}\n}`,
  (i, pass) => `const { id } = ${i.user} ?? {};\nif (id === undefined) {\n${i.refuse(401)}\n}\n${pass}`,
];

/** Roles by the name of what holds them. */
const roleAmong = (among: string): readonly Body[] => [
  (i, pass) => `if (!${i.user} || !${among}.includes(${i.user}.role)) {\n${i.refuse(403)}\n}\n${pass}`,
  (i, pass) => `if (!new Set(${among}).has(${i.user}?.role)) {\n${i.refuse(403)}\n}\n${pass}`,
  (i, pass) =>
    `const fit = ${among}.some((one) => one === ${i.user}?.role);\nif (!fit) {\n${i.refuse(403)}\n}\n${pass}`,
  (i, pass) => `if (${among}.indexOf(${i.user}?.role) === -1) {\n${i.refuse(403)}\n}\n${pass}`,
];

const role = (roles: readonly string[]): readonly Body[] => [
  ...roleAmong(list(roles)),
  (i, pass) => `if (${i.user} && (${isOne(`${i.user}.role`, roles)})) {\n${pass}\n}\n${i.refuse(403)}`,
  (i, pass) =>
    `const who = ${i.user};\nswitch (who && who.role) {\n${roles.map((one) => `case '${one}':`).join('\n')} {\n${pass}\nbreak;\n}\ndefault: {\n${i.refuse(403)}\n}\n}`,
  (i, pass) =>
    `if (!${i.user}) {\n${i.refuse(401)}\n}\nif (${isNone(`${i.user}.role`, roles)}) {\n${i.refuse(403)}\n}\n${pass}`,
];

const owner = (roles: readonly string[], field: string): readonly Body[] => {
  const foreign = (i: Idiom): string =>
    roles.length === 0
      ? `row.${field} !== ${i.user}.id`
      : `(row.${field} !== ${i.user}.id && ${isNone(`${i.user}.role`, roles)})`;
  const own = (i: Idiom): string =>
    roles.length === 0
      ? `row.${field} === ${i.user}.id`
      : `(row.${field} === ${i.user}.id || ${isOne(`${i.user}.role`, roles)})`;
  const found = (i: Idiom): string => `const row = rows.get(${i.param('id')});\nif (!row) {\n${i.refuse(404)}\n}\n`;
  return [
    (i, pass) => `${found(i)}if (!${i.user} || ${foreign(i)}) {\n${i.refuse(403)}\n}\n${pass}`,
    (i, pass) => `${found(i)}if (${i.user} && ${own(i)}) {\n${pass}\n}\n${i.refuse(403)}`,
    (i, pass) =>
      `if (!${i.user}) {\n${i.refuse(401)}\n}\n${found(i)}if (${foreign(i)}) {\n${i.refuse(404)}\n}\n${pass}`,
    (i, pass) =>
      `${found(i)}const mine = ${i.user} !== undefined && ${own(i)};\nif (!mine) {\n${i.refuse(403)}\n}\n${pass}`,
  ];
};

const claimedOwner = (field: string): readonly Body[] => [
  (i, pass) =>
    `const row = rows.get(${i.param('id')});\nif (!row || row.${field} !== ${i.query('as')}) {\n${i.refuse(403)}\n}\n${pass}`,
];

const GOES_ON: readonly Body[] = [
  (i, pass) => `if (!${i.user}) {\nconsole.debug('nobody');\n}\n${pass}`,
  (i, pass) => `if (!${i.user}) {\n${pass}\n}\nif (${i.user}.blocked) {\n${i.refuse(403)}\n}\n${pass}`,
  (i, pass) => `try {\ndemand(${i.user});\n} catch (error) {\nconsole.debug(error.message);\n}\n${pass}`,
  (i, pass) => `if (${i.user} && ${i.user}.role === 'banned') {\n${i.refuse(403)}\n}\n${pass}`,
  (i, pass) => `if (!${i.user} && process.env.ONLY_KNOWN === 'yes') {\n${i.refuse(401)}\n}\n${pass}`,
  (i, pass) => `const there = later(${i.carrier.value});\nif (!there) {\n${i.refuse(401)}\n}\n${pass}`,
];

const SIGNED_OUT: readonly Body[] = [
  (i, pass) => `if (${i.user}) {\n${i.refuse(403)}\n}\n${pass}`,
  (i, pass) => `if (!${i.user}) {\n${pass}\n}\n${i.refuse(403)}`,
];

const SENT: readonly Body[] = [
  (i, pass) => `if (!${i.header('authorization')}) {\n${i.refuse(401)}\n}\n${pass}`,
  (i, pass) =>
    `const sent = ${i.header('authorization')} ?? '';\nif (!sent.startsWith('Bearer ')) {\n${i.refuse(401)}\n}\n${pass}`,
];

const UNLESS_READING: readonly Body[] = [
  (i, pass) => `if (${i.method} === 'GET') {\n${pass}\n}\nif (!${i.user}) {\n${i.refuse(401)}\n}\n${pass}`,
  (i, pass) => `if (${i.method} !== 'GET' && !${i.user}) {\n${i.refuse(401)}\n}\n${pass}`,
  (i, pass) => `if (['POST', 'PUT', 'DELETE'].includes(${i.method}) && !${i.user}) {\n${i.refuse(401)}\n}\n${pass}`,
];

const unlessPath = (path: string): readonly Body[] => [
  (i, pass) => `if (${i.path}.startsWith('${path}')) {\n${pass}\n}\nif (!${i.user}) {\n${i.refuse(401)}\n}\n${pass}`,
  (i, pass) =>
    `const open = ['${path}', '/about'];\nif (!open.includes(${i.path}) && !${i.user}) {\n${i.refuse(401)}\n}\n${pass}`,
  (i, pass) =>
    `const open = ['${path}', '/about'];\nif (!${i.user} && !open.some((one) => ${i.path}.startsWith(one))) {\n${i.refuse(401)}\n}\n${pass}`,
];

const onlyPath = (path: string): readonly Body[] => [
  (i, pass) => `if (!${i.path}.startsWith('${path}')) {\n${pass}\n}\nif (!${i.user}) {\n${i.refuse(401)}\n}\n${pass}`,
  (i, pass) => `if (${i.path} === '${path}' && !${i.user}) {\n${i.refuse(401)}\n}\n${pass}`,
  (i, pass) => `if (/^\\${path}/.test(${i.path}) && !${i.user}) {\n${i.refuse(401)}\n}\n${pass}`,
];

/** What a maker of guards is given its roles by. */
export const ALLOWED = 'allowed';

function bodiesOf({ check, form }: Written, ownerField: string): readonly Body[] {
  switch (check.kind) {
    case 'signed-in':
      return SIGNED_IN;
    case 'role':
      return form === 'made' ? roleAmong(ALLOWED) : role(check.roles);
    case 'owner':
      return owner(check.roles, ownerField);
    case 'claimed-owner':
      return claimedOwner(ownerField);
    case 'goes-on':
      return GOES_ON;
    case 'signed-out':
      return SIGNED_OUT;
    case 'sent':
      return SENT;
    case 'unless-reading':
      return UNLESS_READING;
    case 'unless-path':
      return unlessPath(check.path);
    case 'only-path':
      return onlyPath(check.path);
  }
}

/** What a guard does in this framework, in the way that was chosen for it; `pass` lets the request through. */
export function guardBody(guard: Written, ownerField: string, idiom: Idiom, pass: string): string {
  const bodies = bodiesOf(guard, ownerField);
  const body = bodies[guard.writing % bodies.length];
  if (!body) throw new Error(`Nothing is written for ${guard.check.kind}.`);
  return body(idiom, pass);
}

/** What bodies call; each program has it in its store. */
export const HELPERS = (
  user: string,
): string => `const known = (one) => one.${user} !== undefined && one.${user} !== null;
const demand = (one) => {
  if (!one) throw new Error('nobody');
};
const later = async (one) => one.${user} !== undefined;
`;
