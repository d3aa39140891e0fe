import { Random } from '../metamorphic/random';
import type { Check, Guard, Item, Program, Route, Router } from './program';

/** Names that say nothing. */
const WORDS =
  `amber birch cedar delta ember fjord grove heron iris jade kelp lotus maple nectar onyx pebble quartz raven
sable tulip umber violet willow yarrow zephyr acorn basil clover dune elm fern garnet hazel indigo juniper kiwi linden
mango nutmeg olive poppy reed saffron thyme vale wren aster briar coral dahlia fennel`.split(/\s+/);
const ROLES = ['admin', 'editor', 'auditor', 'manager'];
const OWNER_FIELDS = ['ownerId', 'userId', 'authorId', 'createdBy'];
const METHODS = ['GET', 'POST', 'PUT', 'DELETE'] as const;

/** What a framework can express. */
export interface Abilities {
  /** Guards on a mount: `use('/x', guard, router)`. */
  mountGuards: boolean;
  /** Guards with a path of their own: `use('/x', guard)`. */
  pathGuards: boolean;
  /** Guards of a router or the application. */
  routerGuards: boolean | 'root';
  /** How many routers may stand in each other. */
  depth: number;
}

class Generator {
  private readonly random: Random;
  private readonly words: string[];
  private readonly roles: readonly string[];
  private marks = 0;

  constructor(
    private readonly seed: number,
    private readonly can: Abilities,
  ) {
    this.random = new Random(seed * 7919 + 17);
    this.words = this.random.shuffled(WORDS);
    this.roles = this.random.shuffled(ROLES).slice(0, 2);
  }

  program(): Program {
    const guards: Guard[] = [];
    const root = this.router(guards, this.can.depth, true);
    return {
      seed: this.seed,
      root,
      guards,
      roles: this.roles,
      ownerField: this.random.pick(OWNER_FIELDS),
      style: this.random.below(1000),
    };
  }

  private word(): string {
    const word = this.words.pop();
    if (word === undefined) throw new Error('All words are used up.');
    return word;
  }

  private check(ownable: boolean): Check {
    const { random, roles } = this;
    const one = random.below(100);
    if (ownable && random.chance(0.35)) {
      if (random.chance(0.2)) return { kind: 'claimed-owner' };
      return { kind: 'owner', roles: random.chance(0.3) ? roles.slice(0, 1) : [] };
    }
    if (one < 38) return { kind: 'signed-in' };
    if (one < 58) return { kind: 'role', roles: roles.slice(0, 1 + random.below(2)) };
    if (one < 72) return { kind: 'goes-on' };
    if (one < 77) return { kind: 'signed-out' };
    if (one < 84) return { kind: 'sent' };
    if (one < 90) return { kind: 'unless-reading' };
    if (one < 95) return { kind: 'unless-path', path: '' };
    return { kind: 'only-path', path: '' };
  }

  /** A new guard, or one that was made before. */
  private guard(all: Guard[], ownable: boolean, byPath = false): Guard {
    const { random } = this;
    const fitting = all.filter(
      ({ check }) => (ownable || !/owner/.test(check.kind)) && (byPath || !/-path$/.test(check.kind)),
    );
    if (fitting.length > 0 && random.chance(0.4)) return random.pick(fitting);
    let check = this.check(ownable);
    if (/-path$/.test(check.kind) && !byPath) check = { kind: 'signed-in' };
    const guard: Guard = {
      name: this.word(),
      check,
      writing: random.below(60),
      form: random.chance(0.25) ? 'made' : 'plain',
      apart: random.chance(0.35),
    };
    all.push(guard);
    return guard;
  }

  private route(all: Guard[]): Route {
    const { random } = this;
    this.marks += 1;
    const own = random.chance(0.45);
    const method = random.pick(METHODS);
    const word = this.word();
    const guarded = random.chance(0.55);
    const count = guarded ? 1 + Number(random.chance(0.25)) : 0;
    return {
      mark: `m${this.marks}`,
      name: word,
      method,
      path: own ? `/${word}/:id` : `/${word}`,
      before: Array.from({ length: count }, () => this.guard(all, own)),
      ...(random.chance(0.12) && { around: this.guard(all, own) }),
      ...(random.chance(0.2) && { inside: this.guard(all, own) }),
      misplaced: random.chance(0.08),
    };
  }

  private router(all: Guard[], depth: number, isRoot: boolean): Router {
    const { random, can } = this;
    const name = this.word();
    const routes = Array.from({ length: isRoot ? 1 + random.below(2) : 2 + random.below(2) }, (): Item => ({
      kind: 'route',
      route: this.route(all),
    }));
    const mounts: Item[] =
      depth > 0 && (isRoot || random.chance(0.3))
        ? Array.from({ length: isRoot ? 1 + random.below(2) : 1 }, (): Item => {
            const router = this.router(all, depth - 1, false);
            const before = can.mountGuards && random.chance(0.3) ? [this.guard(all, false)] : [];
            return { kind: 'mount', path: `/${this.word()}`, router, before };
          })
        : [];
    const items = random.shuffled([...routes, ...mounts]);
    if ((isRoot ? can.routerGuards !== false : can.routerGuards === true) && random.chance(isRoot ? 0.35 : 0.45))
      this.insertGuard(items, all);
    const files = ['value', 'member', 'made', 'index'] as const;
    return {
      name,
      items,
      ...(!isRoot && random.chance(0.6) && { file: random.pick(files) }),
      table: random.chance(0.2),
    };
  }

  /** A guard of the whole router; what was registered before it may be out of its reach. */
  private insertGuard(items: Item[], all: Guard[]): void {
    const { random } = this;
    const made = this.guard(all, false, true);
    const { check } = made;
    const below = items.flatMap((item) => (item.kind === 'mount' ? [item.path] : []));
    const some = items.flatMap((item) => (item.kind === 'route' ? [`/${item.route.path.split('/')[1] ?? ''}`] : []));
    const guard =
      (check.kind === 'unless-path' || check.kind === 'only-path') && check.path === ''
        ? { ...made, check: { ...check, path: random.pick([...below, ...some]) } }
        : made;
    all.splice(all.indexOf(made), 1, guard);
    const path = this.can.pathGuards && below.length > 0 && random.chance(0.25) ? random.pick(below) : undefined;
    const at = random.chance(0.65) ? 0 : random.below(items.length + 1);
    items.splice(at, 0, { kind: 'guard', guard, ...(path !== undefined && { path }) });
  }
}

export const generate = (seed: number, can: Abilities): Program => new Generator(seed, can).program();
