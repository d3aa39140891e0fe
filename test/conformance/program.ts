// A small web application as data: what is registered, in which order, and what stands before it. How it is written in
// a framework is the business of the printers; what it does is not decided here but asked of the framework.

/** What a guard does, whatever it is called and wherever it stands. */
export type Check =
  /** Turns away whoever is not signed in. */
  | { kind: 'signed-in' }
  /** Lets these roles through alone. */
  | { kind: 'role'; roles: readonly string[] }
  /** Lets through whose object it is, and these roles as well. */
  | { kind: 'owner'; roles: readonly string[] }
  /** Compares the object with what the request says it is: everybody's. */
  | { kind: 'claimed-owner' }
  /** Notices that nobody is signed in, and goes on. */
  | { kind: 'goes-on' }
  /** Turns away whoever is signed in. */
  | { kind: 'signed-out' }
  /** Asks that something is sent, whatever it is. */
  | { kind: 'sent' }
  /** Asks for a caller unless the method reads. */
  | { kind: 'unless-reading' }
  /** Asks for a caller unless the path begins so. */
  | { kind: 'unless-path'; path: string }
  /** Asks for a caller where the path begins so. */
  | { kind: 'only-path'; path: string };

export interface Guard {
  name: string;
  check: Check;
  /** Which of the ways to write it. */
  writing: number;
  /** `made`: a call returns it. */
  form: 'plain' | 'made';
  /** In a file of its own. */
  apart: boolean;
}

export interface Route {
  /** What it answers with: nothing but a mark. */
  mark: string;
  name: string;
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** As Express writes it: `/a/:id`. */
  path: string;
  before: readonly Guard[];
  /** Wraps the handler. */
  around?: Guard;
  /** Stands in the handler. */
  inside?: Guard;
  /** Its decorators stand above the one that registers it, where they change nothing. */
  misplaced: boolean;
}

export type Item =
  | { kind: 'guard'; guard: Guard; path?: string }
  | { kind: 'mount'; path: string; router: Router; before: readonly Guard[] }
  | { kind: 'route'; route: Route };

export interface Router {
  name: string;
  items: readonly Item[];
  /** In a file of its own, and how it leaves it. */
  file?: 'value' | 'member' | 'made' | 'index';
  /** Routes stand in a table and are registered in a loop. */
  table: boolean;
}

export interface Program {
  seed: number;
  root: Router;
  guards: readonly Guard[];
  roles: readonly string[];
  /** The field that says whose an object is. */
  ownerField: string;
  /** Decides between ways to write that mean the same. */
  style: number;
}

/** A route with its whole path. */
export interface Placed {
  route: Route;
  path: string;
}

const joined = (prefix: string, path: string): string => `${prefix}${path === '/' ? '' : path}`;

/** All routes below a router, by the prefixes it was described with. */
export function placedRoutes(router: Router, prefix = ''): Placed[] {
  return router.items.flatMap((item): Placed[] => {
    if (item.kind === 'route') return [{ route: item.route, path: joined(prefix, item.route.path) || '/' }];
    return item.kind === 'mount' ? placedRoutes(item.router, joined(prefix, item.path)) : [];
  });
}

/** A router and all below it, the innermost first: each is written before it is used. */
export function routersOf(router: Router): Router[] {
  const below = router.items.flatMap((item) => (item.kind === 'mount' ? routersOf(item.router) : []));
  return [...below, router];
}
