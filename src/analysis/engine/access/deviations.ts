import type { AccessCondition, AccessDeviation, AccessFact, CallerKind } from '../../../artifacts/access';
import type { DataModelFact, EntryPointFact } from '../../../artifacts/facts';
import { ASKING_DECORATORS, OWNER_COLUMNS, POLICY_CALLS, PUBLISHING_MEMBERS } from '../../../knowledge/access/identity';
import { PERSONAL } from './formula';
import { type Around, CHANGING, grouped, READING } from './groups';

/** At least so many resources that belong to somebody have to be checked before another one is expected to be. */
const MANY_RESOURCES = 2;
const MOST_SIBLINGS = 4;

/** The accesses, with how they differ from what others of the same kind ask for. */
export function withDeviations(access: readonly AccessFact[], around: Around): AccessFact[] {
  const application = new Application(access, around);
  return access.map((one) => {
    const deviation = application.deviationOf(one);
    return deviation ? { ...one, deviation } : one;
  });
}

/** Only who it belongs to, or those it is shared with, get through; administrators may besides. */
const isPersonal = ({ who }: AccessFact): boolean =>
  (who.includes('owner') || who.includes('member')) && !who.includes('signed-in') && !who.includes('anonymous');

/** Those of a role alone get through, such as administrators: their objects are everybody's. */
const isForRoles = ({ who }: AccessFact): boolean => who.length > 0 && who.every((caller) => caller === 'role');

/** Those of a role alone make them: who made one is noted, and they are there for everybody. */
function isMadeByRoles(all: readonly AccessFact[]): boolean {
  const making = all.filter(({ operation }) => operation === 'create');
  return making.length > 0 && making.every(isForRoles);
}

/** Found by nothing but who asks, under its own number: the account itself. */
const isOneself = ({ selector, conditions }: AccessFact): boolean =>
  selector === 'caller' &&
  conditions.some(({ kind, value }) => kind === 'owner' && /^(?:id|_id|pk|uid|username|email)$/.test(value));

const CALLED: ReadonlySet<EntryPointFact['kind']> = new Set<EntryPointFact['kind']>([
  'http',
  'graphql',
  'websocket',
  'fileUpload',
]);

const ABOUT_CALLER: ReadonlySet<string> = new Set(['role', 'permission']);

/** What is asked of the caller besides whose the object is. */
const demands = ({ conditions }: AccessFact): string[] =>
  conditions.filter(({ kind }) => ABOUT_CALLER.has(kind)).map(({ kind, value }) => `${kind} ${value}`);

/** It asks nothing that the other does not ask as well. */
function asksNoMore(one: AccessFact, other: AccessFact): boolean {
  const known = new Set(demands(other));
  return demands(one).every((demand) => known.has(demand));
}

/** Those that ask for the fewest roles and permissions besides: what is asked of ordinary users. */
function plainest(personal: readonly AccessFact[]): AccessFact[] {
  const least = Math.min(...personal.map((one) => demands(one).length));
  return personal.filter((one) => demands(one).length === least);
}

/** Resources with a column that says whose they are, or with one that leads to such a resource. */
function ownedResources(access: readonly AccessFact[], models: readonly DataModelFact[]): ReadonlySet<string> {
  const owned = new Set([
    ...models.filter(({ fields }) => fields.some(({ name }) => OWNER_COLUMNS.test(name))).map(({ name }) => name),
    ...access
      .filter((one) => one.fieldsFromCaller.some((field) => OWNER_COLUMNS.test(field)))
      .map((one) => one.resource),
  ]);
  const plain = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');
  const keys = new Set([...owned].map((name) => `${plain(name)}id`));
  for (const { name, fields } of models) if (fields.some((field) => keys.has(plain(field.name)))) owned.add(name);
  return owned;
}

class Application {
  private readonly byResource: Map<string, AccessFact[]>;
  private readonly owned: ReadonlySet<string>;
  private readonly reading: ReadonlySet<string>;
  /** Entry points that people call. */
  private readonly called: ReadonlySet<string>;
  /** Entry points before which a right is asked for that was not understood. */
  private readonly unsure: ReadonlySet<string>;
  /** Entry points that answer one method. */
  private readonly single: ReadonlySet<string>;
  /** What the people who sign in are kept as. */
  private readonly people: ReadonlySet<string>;
  /** Resources that belong to somebody and are checked. */
  private readonly checked: readonly string[];
  /** How many belong to somebody and are chosen by the request, or by who asks. */
  private readonly belonging: number;

  constructor(access: readonly AccessFact[], { models, entryPoints }: Around) {
    this.byResource = grouped(
      access.filter((one) => one.resource !== ''),
      (one) => one.resource,
    );
    this.owned = ownedResources(access, models);
    const those = (test: (entry: EntryPointFact) => boolean): Set<string> =>
      new Set(entryPoints.filter(test).map(({ id }) => id));
    this.called = those(({ kind }) => CALLED.has(kind));
    this.unsure = those(({ unexplained, handler }) =>
      unexplained.some(
        ({ name, readsAddress }) => ASKING_DECORATORS.test(name) || (readsAddress && name !== handler?.name),
      ),
    );
    this.single = those(({ method = 'ALL' }) => !/^(?:ALL|ANY|\*)$/i.test(method));
    this.reading = those(({ mutates }) => !mutates);
    this.people = new Set(
      access.filter((one) => one.operation === 'read' && isOneself(one)).map((one) => one.resource),
    );
    const [plain] = plainest(access.filter(isPersonal));
    const isOrdinary = (one: AccessFact): boolean => plain !== undefined && asksNoMore(one, plain);
    const belonging = [...this.byResource].filter(
      ([name, all]) =>
        this.owned.has(name) &&
        all.some((one) => isPersonal(one) || (!isMadeByRoles(all) && this.isOpenChoice(one) && isOrdinary(one))),
    );
    this.belonging = belonging.length;
    this.checked = belonging.filter(([, all]) => all.some(isPersonal)).map(([name]) => name);
  }

  deviationOf(one: AccessFact): AccessDeviation | undefined {
    const siblings = this.byResource.get(one.resource) ?? [];
    const open = this.isOpenToAll(one) ? this.againstSignedIn(one, siblings) : undefined;
    if (open || !this.isOpenChoice(one) || this.looksWhose(one, siblings)) return open;
    const personal = plainest(siblings.filter((other) => this.tellsOwner(other) && comparable(one, other))).filter(
      (other) => asksNoMore(one, other),
    );
    if (personal.length > 0 && this.isMeantForOne(one, siblings)) return this.deviation(one, personal, 'resource');
    return this.againstRole(one, siblings) ?? this.againstApplication(one, siblings);
  }

  /**
   * It is reached by those alone whose object it is. A key that is put together from who asks, of data that belongs to
   * nobody, says nothing about the other keys.
   */
  private tellsOwner(one: AccessFact): boolean {
    if (!isPersonal(one)) return false;
    if (this.owned.has(one.resource) || this.people.has(one.resource)) return true;
    return one.conditions.some(
      ({ kind, value }) =>
        kind === 'member' || kind === 'policy' || (kind === 'owner' && OWNER_COLUMNS.test(lastPart(value))),
    );
  }

  /**
   * A function that is there to decide has looked whose the object is, by the same key: what follows from it was not
   * seen. What answers by several methods may look for one of them alone.
   */
  private looksWhose(one: AccessFact, siblings: readonly AccessFact[]): boolean {
    if (!this.single.has(one.entryPoint.id)) return false;
    return siblings.some(
      (other) =>
        other.entryPoint.id === one.entryPoint.id &&
        POLICY_CALLS.test(nameOf(other.functionId)) &&
        READING.has(other.operation) &&
        isPersonal(other) &&
        other.keys.some((key) => one.keys.includes(key)),
    );
  }

  /** The request chooses an object, or gets all of them, and nothing ties them to the caller. */
  private isOpenChoice(one: AccessFact): boolean {
    if (one.adds || isForRoles(one)) return false;
    if (isPersonal(one) || one.who.includes('token') || one.who.includes('unknown') || one.resource === '')
      return false;
    if (one.conditions.some((asked) => asked.kind === 'not-understood' || isShownToAll(one, asked))) return false;
    if (!this.called.has(one.entryPoint.id) || this.unsure.has(one.entryPoint.id)) return false;
    if (CHANGING.has(one.operation)) return one.selector === 'key';
    // Who somebody is, is often meant to be seen.
    if (this.people.has(one.resource)) return false;
    if (!READING.has(one.operation) || !this.reading.has(one.entryPoint.id)) return false;
    return one.operation === 'list' ? one.selector === 'all' : one.selector === 'key';
  }

  /** It writes, and nobody asks who does. */
  private isOpenToAll(one: AccessFact): boolean {
    return (
      one.who.includes('anonymous') &&
      this.called.has(one.entryPoint.id) &&
      one.resource !== '' &&
      !READING.has(one.operation)
    );
  }

  /** Everything else that writes to it asks for a sign-in, as it does of ordinary users. */
  private againstSignedIn(one: AccessFact, siblings: readonly AccessFact[]): AccessDeviation | undefined {
    const writing = siblings.filter(
      (other) => !READING.has(other.operation) && other.entryPoint.id !== one.entryPoint.id,
    );
    const signedIn = writing.filter((other) => other.who.includes('signed-in'));
    const routes = new Set(signedIn.map((other) => other.entryPoint.id));
    if (routes.size < MANY_RESOURCES || writing.some((other) => other.who.includes('anonymous'))) return undefined;
    return { ...this.deviation(one, signedIn, 'resource'), expected: 'signed-in' };
  }

  /** What is read by everybody is read by everybody: only where most reading is personal is the rest not meant so. */
  private isMeantForOne(one: AccessFact, siblings: readonly AccessFact[]): boolean {
    if (CHANGING.has(one.operation)) return true;
    const reads = siblings.filter(
      (other) => READING.has(other.operation) && this.reading.has(other.entryPoint.id) && !isAdministrative(other, one),
    );
    const personal = reads.filter(isPersonal);
    return personal.some((other) => other.operation === one.operation) && personal.length * 2 > reads.length;
  }

  /** Everybody else who changes it that way needs a role. */
  private againstRole(one: AccessFact, siblings: readonly AccessFact[]): AccessDeviation | undefined {
    if (!CHANGING.has(one.operation) || !one.who.includes('signed-in')) return undefined;
    const alike = siblings.filter(
      (other) => other.operation === one.operation && other.entryPoint.id !== one.entryPoint.id,
    );
    if (alike.length === 0 || !alike.every(({ who }) => who.length === 1 && who[0] === 'role')) return undefined;
    return { ...this.deviation(one, alike, 'resource'), expected: 'role', certain: false };
  }

  /** Other resources that belong to somebody are checked, this one never is. */
  private againstApplication(one: AccessFact, siblings: readonly AccessFact[]): AccessDeviation | undefined {
    if (!this.owned.has(one.resource) || siblings.some(isPersonal)) return undefined;
    const others = this.checked.filter((name) => name !== one.resource);
    if (others.length < MANY_RESOURCES || others.length * 2 < this.belonging) return undefined;
    const changed = siblings.some(
      (other) => CHANGING.has(other.operation) && this.isOpenChoice(other) && asksNoMore(other, one),
    );
    if (!changed) return undefined;
    const examples = others.flatMap((name) => (this.byResource.get(name) ?? []).filter(isPersonal).slice(0, 1));
    return examples.some((other) => asksNoMore(one, other)) ? this.deviation(one, examples, 'application') : undefined;
  }

  private deviation(
    one: AccessFact,
    siblings: readonly AccessFact[],
    ground: AccessDeviation['ground'],
  ): AccessDeviation {
    return {
      kind: 'unchecked',
      expected: siblings.some(({ who }) => who.includes('owner')) ? 'owner' : ('member' satisfies CallerKind),
      siblings: siblings.slice(0, MOST_SIBLINGS).map(({ entryPoint, at, conditions }) => {
        const condition =
          conditions.find(({ kind }) => PERSONAL.has(kind)) ?? conditions.find(({ kind }) => ABOUT_CALLER.has(kind));
        return { entryPoint: entryPoint.id, at, ...(condition ? { condition } : {}) };
      }),
      ground,
      certain: one.followed && ground === 'resource' && siblings.every(({ followed }) => followed),
    };
  }
}

/** What a function is called, without its file. */
const nameOf = (functionId: string): string => functionId.slice(functionId.lastIndexOf('#') + 1);

/** `user` of `project.user` and of `project__user`. */
const lastPart = (value: string): string => value.split(/\.|__/).pop() ?? value;

/** Only what everybody may see is looked up. */
const isShownToAll = ({ operation }: AccessFact, { kind, value }: AccessCondition): boolean =>
  READING.has(operation) && kind === 'state' && PUBLISHING_MEMBERS.test(value);

/** It asks for a role or permission that the other does not ask for. */
const isAdministrative = (other: AccessFact, one: AccessFact): boolean => !isPersonal(other) && !asksNoMore(other, one);

/** A look-up says something about look-ups; what may be changed is at most what may be seen. */
function comparable(one: AccessFact, other: AccessFact): boolean {
  if (CHANGING.has(one.operation)) return other.operation !== 'create';
  return READING.has(other.operation);
}
