import type { Guard } from '../program';

type Written = Pick<Guard, 'check' | 'writing' | 'form'>;

/** How a framework spells what guards do. */
export interface Idiom {
  user: string;
  /** The condition under which somebody is signed in, and nobody is. */
  signedIn: string;
  nobody: string;
  id: string;
  role: string;
  method: string;
  path: string;
  header(name: string): string;
  param(name: string): string;
  query(name: string): string;
  refuse(code: number): string;
  /** Names that only this framework has for what a caller is, for one more way to ask. */
  blocked: string;
}

/** Lines without indentation of their own; blocks are indented by `block`. */
type Body = (idiom: Idiom, pass: string) => string;

export const block = (text: string): string =>
  text
    .split('\n')
    .map((line) => (line === '' ? '' : `    ${line}`))
    .join('\n');

const when = (condition: string, then: string): string => `if ${condition}:\n${block(then)}`;
const tuple = (names: readonly string[]): string => `(${names.map((one) => `'${one}',`).join(' ')})`;
const isOne = (value: string, names: readonly string[]): string =>
  names.map((one) => `${value} == '${one}'`).join(' or ');
const isNone = (value: string, names: readonly string[]): string =>
  names.map((one) => `${value} != '${one}'`).join(' and ');

const SIGNED_IN: readonly Body[] = [
  (i, pass) => `${when(i.nobody, i.refuse(401))}\n${pass}`,
  (i, pass) => `${when(i.signedIn, pass)}\n${i.refuse(401)}`,
  (i, pass) => `known = bool(${i.signedIn})\n${when('known is False', i.refuse(401))}\n${pass}`,
  (i, pass) => `${when(i.nobody, i.refuse(401))}\nelse:\n${block(pass)}`,
  (i, pass) => `who = ${i.user}\n${when(`not (${i.signedIn.replaceAll(i.user, 'who')})`, i.refuse(401))}\n${pass}`,
];

const roleAmong = (among: string): readonly Body[] => [
  (i, pass) => `${when(`${i.nobody} or ${i.role} not in ${among}`, i.refuse(403))}\n${pass}`,
  (i, pass) => `${when(`${i.signedIn} and ${i.role} in ${among}`, pass)}\n${i.refuse(403)}`,
  (i, pass) =>
    `${when(i.nobody, i.refuse(401))}\n${when(`not any(one == ${i.role} for one in ${among})`, i.refuse(403))}\n${pass}`,
];

const role = (roles: readonly string[]): readonly Body[] => [
  ...roleAmong(tuple(roles)),
  (i, pass) => `${when(`${i.signedIn} and (${isOne(i.role, roles)})`, pass)}\n${i.refuse(403)}`,
  (i, pass) => `${when(i.nobody, i.refuse(401))}\n${when(isNone(i.role, roles), i.refuse(403))}\n${pass}`,
  (i, pass) =>
    `${when(i.nobody, i.refuse(401))}\n${when(`{${roles.map((one) => `'${one}'`).join(', ')}}.isdisjoint([${i.role}])`, i.refuse(403))}\n${pass}`,
];

const owner = (roles: readonly string[], field: string): readonly Body[] => {
  const foreign = (i: Idiom): string =>
    `row['${field}'] != ${i.id}${roles.length === 0 ? '' : ` and ${isNone(i.role, roles)}`}`;
  const own = (i: Idiom): string =>
    roles.length === 0 ? `row['${field}'] == ${i.id}` : `(row['${field}'] == ${i.id} or ${isOne(i.role, roles)})`;
  const found = (i: Idiom): string => `row = ROWS.get(${i.param('key')})\n${when('row is None', i.refuse(404))}\n`;
  return [
    (i, pass) => `${found(i)}${when(i.nobody, i.refuse(401))}\n${when(foreign(i), i.refuse(403))}\n${pass}`,
    (i, pass) => `${found(i)}${when(`${i.signedIn} and ${own(i)}`, pass)}\n${i.refuse(403)}`,
    (i, pass) => `${when(i.nobody, i.refuse(401))}\n${found(i)}${when(foreign(i), i.refuse(404))}\n${pass}`,
    (i, pass) => `${found(i)}mine = ${i.signedIn} and ${own(i)}\n${when('not mine', i.refuse(403))}\n${pass}`,
  ];
};

const claimedOwner = (field: string): readonly Body[] => [
  (i, pass) =>
    `row = ROWS.get(${i.param('key')})\n${when(`row is None or row['${field}'] != ${i.query('as')}`, i.refuse(403))}\n${pass}`,
];

const GOES_ON: readonly Body[] = [
  (i, pass) => `${when(i.nobody, "LOG.debug('nobody')")}\n${pass}`,
  (i, pass) => `${when(i.nobody, pass)}\n${when(i.blocked, i.refuse(403))}\n${pass}`,
  (i, pass) => `try:\n    demand(${i.signedIn})\nexcept LookupError:\n    LOG.debug('nobody')\n${pass}`,
  (i, pass) => `${when(`${i.signedIn} and ${i.role} == 'banned'`, i.refuse(403))}\n${pass}`,
  (i, pass) => `${when(`${i.nobody} and os.environ.get('ONLY_KNOWN') == 'yes'`, i.refuse(401))}\n${pass}`,
];

const SIGNED_OUT: readonly Body[] = [
  (i, pass) => `${when(i.signedIn, i.refuse(403))}\n${pass}`,
  (i, pass) => `${when(i.nobody, pass)}\n${i.refuse(403)}`,
];

const SENT: readonly Body[] = [
  (i, pass) => `${when(`not ${i.header('Authorization')}`, i.refuse(401))}\n${pass}`,
  (i, pass) =>
    `sent = ${i.header('Authorization')} or ''\n${when("not sent.startswith('Bearer ')", i.refuse(401))}\n${pass}`,
];

const UNLESS_READING: readonly Body[] = [
  (i, pass) => `${when(`${i.method} == 'GET'`, pass)}\n${when(i.nobody, i.refuse(401))}\n${pass}`,
  (i, pass) => `${when(`${i.method} != 'GET' and ${i.nobody}`, i.refuse(401))}\n${pass}`,
  (i, pass) => `${when(`${i.method} in ('POST', 'PUT', 'DELETE') and ${i.nobody}`, i.refuse(401))}\n${pass}`,
];

const unlessPath = (path: string): readonly Body[] => [
  (i, pass) => `${when(`${i.path}.startswith('${path}')`, pass)}\n${when(i.nobody, i.refuse(401))}\n${pass}`,
  (i, pass) => `${when(`${i.path} not in ('${path}', '/about') and ${i.nobody}`, i.refuse(401))}\n${pass}`,
  (i, pass) =>
    `${when(`${i.nobody} and not any(${i.path}.startswith(one) for one in ('${path}', '/about'))`, i.refuse(401))}\n${pass}`,
];

const onlyPath = (path: string): readonly Body[] => [
  (i, pass) => `${when(`not ${i.path}.startswith('${path}')`, pass)}\n${when(i.nobody, i.refuse(401))}\n${pass}`,
  (i, pass) => `${when(`${i.path} == '${path}' and ${i.nobody}`, i.refuse(401))}\n${pass}`,
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

export const isOfOwner = ({ check }: Guard): boolean => check.kind === 'owner' || check.kind === 'claimed-owner';
