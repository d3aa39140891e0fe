import { GIVES_RECORD, LOOK_UP, STORED_CREDENTIAL, WITHDRAWN } from '../../../../knowledge/controls/identity';
import { type Expr } from '../../../read/ir';
import { type Run } from './context';
import { found, isCredential, person } from './paths';
import { going, type Out } from './state';
import { constant, OTHER, type Value } from './value';
import { type Call, isAboutCaller, holds, holdsProof, isOwn, isSent } from './call';

/** `sessions.get(token)`, `User.findByPk(session.userId)`: nothing is found for who has none. */
export function lookedUp(run: Run, call: Call): Out[] | undefined {
  const { name, given, object, state } = call;
  const byProof = GIVES_RECORD.test(name) && given.some(({ value }) => holdsProof(value));
  if (!(LOOK_UP.test(name) || byProof) || isOwn(run, call)) return undefined;
  if (object && isAboutCaller(object)) return [going(state, foundBy(name, object))];
  if (looksForWithdrawn(call)) return [going(state, OTHER)];
  const values = given.map(({ value }) => value);
  if (values.some(holdsProof) || byCredential(run, call)) return [going(state, found(run))];
  if (values.some((value) => holds(value, 'nothing')))
    return [going(state, isChosen(values) ? OTHER : { kind: 'nothing', soft: true })];
  if (values.some((value) => holds(value, 'caller'))) return [going(state, ownRecord(run, values))];
  const record = GIVES_RECORD.test(name) ? foundBySent(run, values) : undefined;
  return record && [going(state, record)];
}

const COUNTING = /^(?:count|countDocuments)$/;

/** What is found, or how many: none for who has nothing to be found by. */
function foundBy(name: string, object: Value): Value {
  if (!COUNTING.test(name)) return object;
  return constant(object.kind === 'nothing' ? 0 : 1);
}

/** What is found by something that was sent: for nobody by a credential, for anybody by what can be guessed. */
export function foundBySent(run: Run, values: readonly Value[]): Value | undefined {
  if (!run.inFront) return undefined;
  if (values.some((value) => holdsProof(value) || isKept(value))) return found(run);
  const sent = values.flatMap((value) => (value.kind === 'list' ? value.items : [value])).filter(isSent);
  if (sent.length === 0) return undefined;
  const random = sent.every((one) => one.random === true);
  return random && run.world.signedIn ? person(run) : { kind: 'other', record: { when: true, random } };
}

/** `self._api_key`: what a check keeps of what was sent. */
const isKept = (value: Value): boolean => value.kind === 'path' && isCredential(value.path.split('.').at(-1) ?? '');

/** `blocklist.has(token)`, `findFirst({ token, revoked: true })`: who has signed in is hardly found there. */
const looksForWithdrawn = ({ expr, path }: Call): boolean =>
  WITHDRAWN.test(path) || expr.args.some(({ name, value }) => (name && isWithdrawn(name, value)) || withdraws(value));

function withdraws(value: Expr): boolean {
  if (value.kind !== 'object') return false;
  return value.properties.some(({ key, value: of }) => (key ? isWithdrawn(key, of) : false) || withdraws(of));
}

const isWithdrawn = (name: string, value: Expr): boolean =>
  WITHDRAWN.test(name) && value.kind === 'literal' && value.value === true;

/** `ApiKey.token == given`, `findOne({ token })`: whoever is found has a credential that nobody else has. */
function byCredential(run: Run, { expr }: Call): boolean {
  return run.inFront && expr.args.some(({ name, value }) => (name ? isStored(name) : namesCredential(value)));
}

function namesCredential(value: Expr): boolean {
  if (value.kind === 'object')
    return value.properties.some(({ key, value: of }) => (key ? isStored(key) : false) || namesCredential(of));
  return value.kind === 'binary' && value.op === '==' && [value.left, value.right].some(isStoredMember);
}

const isStoredMember = (side: Expr): boolean => side.kind === 'member' && isStored(side.property);
const isStored = (name: string): boolean => STORED_CREDENTIAL.test(name);

/** Something beside the caller says which record is meant. */
const isChosen = (values: readonly Value[]): boolean =>
  values.some((value) => holds(value, 'sent') || holds(value, 'path') || holds(value, 'other'));

/** The caller's own record, or one that is chosen and has to be the caller's. */
function ownRecord(run: Run, values: readonly Value[]): Value {
  if (!isChosen(values)) return { kind: 'caller' };
  run.asked.owner = true;
  run.asked.ownerInQuery = true;
  return run.world.owner ? OTHER : { kind: 'nothing', soft: true };
}
