/** Somebody who sends a request, as far as checks tell one from the other. */
export interface World {
  signedIn: boolean;
  /** The only role the caller has. */
  role?: string | undefined;
  /** Has every permission, and policies say yes. */
  permitted: boolean;
  /** What the request names belongs to the caller. */
  owner: boolean;
}

/** A caller who knows what about them was looked at. */
export class Watched implements World {
  private readonly seen = new Set<keyof World>();

  /** `tell` hears of each look. */
  constructor(
    private readonly world: World,
    private readonly tell: (key: keyof World, answer: World[keyof World]) => void = () => undefined,
  ) {}

  private look<K extends keyof World>(key: K): World[K] {
    this.seen.add(key);
    const answer = this.world[key];
    this.tell(key, answer);
    return answer;
  }

  get signedIn(): boolean {
    return this.look('signedIn');
  }

  get role(): string | undefined {
    return this.look('role');
  }

  get permitted(): boolean {
    return this.look('permitted');
  }

  get owner(): boolean {
    return this.look('owner');
  }

  /** Whether nothing that was looked at is different in the other one. */
  isLike(other: World): boolean {
    return [...this.seen].every((key) => this.world[key] === other[key]);
  }
}

export const NOBODY: World = { signedIn: false, permitted: false, owner: false };
/** Signed in, and nothing more. */
export const MEMBER: World = { signedIn: true, permitted: false, owner: false };

export const GRANTED: World = { signedIn: true, permitted: true, owner: true };

/** A role whose name the code takes from elsewhere. */
export const SOME_ROLE = '*';

/** The texts a mark was set with; `false`: it was set to nothing; `true`: to what is not known. */
export type Mark = readonly string[] | boolean;

/** What is known of a request before the check runs. */
export interface Situation {
  method?: string;
  route?: string;
  /** The names the handler goes by. */
  endpoints: readonly string[];
  /** Marks that decorators left on the handler or its class. */
  marks: ReadonlyMap<string, Mark>;
}

/** What a check looked at while it ran. */
export interface Asked {
  /** A person or a credential, not only the signature of a message. */
  person: boolean;
  signature: boolean;
  owner: boolean;
  /** A query finds only what belongs to the caller. */
  ownerInQuery: boolean;
  permission: boolean;
  policy: boolean;
  /** The request's method, address or marks. */
  situation: boolean;
  roles: Set<string>;
}

export const nothingAsked = (): Asked => ({
  person: false,
  signature: false,
  owner: false,
  ownerInQuery: false,
  permission: false,
  policy: false,
  situation: false,
  roles: new Set(),
});

/**
 * Has what is asked from here on noted by itself, and gives what was asked before. What was asked about owners is read
 * on the way, so that it stays.
 */
export function takeAsked(asked: Asked): Asked {
  const before = { ...asked };
  const { owner, ownerInQuery } = asked;
  Object.assign(asked, nothingAsked(), { owner, ownerInQuery });
  return before;
}

/** What was asked later is asked as well; of owners it says all there is. */
export function addAsked(asked: Asked, later: Asked): void {
  asked.person ||= later.person;
  asked.signature ||= later.signature;
  asked.permission ||= later.permission;
  asked.policy ||= later.policy;
  asked.situation ||= later.situation;
  asked.owner = later.owner;
  asked.ownerInQuery = later.ownerInQuery;
  for (const role of later.roles) asked.roles.add(role);
}
