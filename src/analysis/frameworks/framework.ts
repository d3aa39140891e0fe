import type { HandedDecorated, HandedModels, HandlerInputs } from '../engine/conventions';
import type { AskingHandler } from '../engine/guards/standing-checks';
import type { Program } from '../engine/link/definitions';
import type { EntryKind, Guarding, Registration } from '../engine/entries/registration';
import type { RouterTree } from '../engine/entries/router-tree';

/** An argument by position or keyword. A position that no call has stands for "by keyword alone". */
interface ArgumentPlace {
  position: number;
  keyword?: string;
}

/** Library paths whose values are applications and routers. */
export interface RouterPaths {
  paths: RegExp;
  /** A route may have a name before its path. */
  namedRoutes?: true;
}

/** A call or decorator that registers a handler: the library path of what is called. */
export interface RouteRule {
  callee: RegExp;
  path?: ArgumentPlace;
  /** Paths from this position on register the same handler. */
  morePaths?: number;
  /** Where the handler is, when it is an argument and not what is decorated. */
  handler?: ArgumentPlace;
  /** Position of the HTTP method among the arguments. */
  method?: number;
  kind?: Exclude<EntryKind, 'fileUpload' | 'webhook'>;
  /** Routes stand in lists, whose place says below what they hang; `patterns`: written like Django's. */
  listed?: 'plain' | 'patterns';
  /** There is a route even where no handler is given. */
  handlerMayLack?: true;
  /** There is a route only where the handler is a function of the program. */
  onlyFollowed?: true;
  /** Methods of a class that answer, where they are not called like HTTP methods. */
  classMethods?: ClassMethods;
  /** The function that is decorated gives the path by its name where none is written; `index` is the root. */
  namedByFunction?: 'as-is' | 'below-root';
  /** The HTTP methods where the call names none. */
  methods?: readonly string[];
}

interface ClassMethods {
  /** The first group is the HTTP method, the second a suffix that a registration may ask for. */
  pattern: RegExp;
  /** The keyword by which a registration asks for methods with a suffix. */
  suffix: string;
}

/** A call that hangs a router, or a list of them, below another. */
export interface MountRule {
  callee: RegExp;
  /** Which argument hangs; of `all` the call itself makes the router that they hang below. */
  child: number | 'all';
  prefix: ArgumentPlace;
  /** A prefix given here takes the place of the one the child was made with. */
  replacesPrefix?: true;
}

/** What makes a router from another, or gives it a path by its name. */
export interface MadeRouter {
  callee: RegExp;
  /** It hangs below the router that it is called on. */
  below?: true;
  /** Its path, when no keyword gives one, is its name. */
  named?: ArgumentPlace;
}

/** What registers functions that run before every handler of a router. */
export interface HookRule {
  /** Library path of the call or decorator. */
  callee: RegExp;
  by: 'decorator' | 'call' | 'decorator or call';
  /** Registered on any router they run for all routes of the application. */
  everywhere?: true;
}

/** A call that hands a function to something that gets input: sockets, queues, timers, commands. */
export interface ListenerRule {
  kind: EntryKind;
  /** The names such calls end on, separated by blanks: a cheap look before the callee is followed. */
  names: string;
  callee: RegExp;
  /** Position of the name (event, queue, schedule, command). */
  name?: number;
  /** Events that bring input; others are about the connection. */
  events?: RegExp;
  /** What calls it reads the input itself. */
  handler?: 'caller';
}

/** Classes whose methods answer requests without a route in the code. */
export interface HandlerClass {
  base: RegExp;
  /** Names of the methods; a group is the HTTP method, or what is called by another kind of entry. */
  methods: RegExp;
  kind?: EntryKind;
  /** What is called is the name of the class or of the method. */
  namedBy?: 'class' | 'method';
}

/** Calls on applications and routers, by the name of the method. */
export interface RouterCalls {
  /** Methods that register a route, and the HTTP method they stand for. */
  verbs?: ReadonlyMap<string, string>;
  /** Routes given as one object: `route({ method, path, handler })`. */
  objects?: readonly string[];
  /** Plugins, which get a router of their own. */
  plugins?: readonly string[];
  /** Hooks, with the events that come before a handler. */
  hooks?: { names: readonly string[]; events: RegExp };
  /** Sets the prefix of the router. */
  prefix?: readonly string[];
  /** Hangs a router below this one: the path, then the router. */
  mounts?: readonly string[];
  /** Answers with a router of its own below a path. */
  below?: readonly string[];
  /** Hands a router of its own, below the path if one comes first, to the function that comes last. */
  groups?: readonly string[];
  /** Registers a route by its HTTP methods, its path and its handler. */
  methodFirst?: readonly string[];
  /** Registers a handler for a route that a call of the library describes: `openapi(createRoute({ … }), handler)`. */
  described?: readonly string[];
}

/** A call that makes something to `use` of a router: `mount('/inner', router)`. */
interface WrappedRouter {
  callee: RegExp;
  router: number;
  prefix: number;
}

/**
 * Checks that run before handlers though they are not registered with them: settings, global guards, files of a certain
 * name. Asked once for a program, then for each handler.
 */
export type StandingGuards = (program: Program) => (registration: Registration) => readonly Guarding[];

/** What readers find that data cannot say. */
type FrameworkReader = (program: Program, tree: RouterTree) => Registration[];

/**
 * Everything the analysis knows about one framework, or kind of server. It is found by its imports, or by the library
 * paths of its routers, calls and base classes; what is left out does not exist there.
 */
export interface Framework {
  /** Its name on entry points. */
  id: string;
  language: 'javascript' | 'python';
  /** Modules by whose import it is named among the frameworks of the code. */
  imports?: RegExp;

  routers?: readonly RouterPaths[];
  calls?: RouterCalls;
  /** `use` is the only way to register a handler. */
  useOnly?: true;
  /** A function given to `use` is middleware from this number of parameters on; with fewer it answers. Default 3. */
  middlewareParameters?: number;
  /** Library paths of calls that hand all requests to the function given last. */
  servers?: { names: readonly string[]; callee: RegExp };

  decorators?: readonly RouteRule[];
  routes?: readonly RouteRule[];
  mounts?: readonly MountRule[];
  hooks?: readonly HookRule[];
  /** Library paths of routers that are made for the application in their first argument. */
  boundTo?: RegExp;
  /** Calls that make routers in a way of their own. */
  makes?: readonly MadeRouter[];
  wraps?: readonly WrappedRouter[];
  /** Library paths of members of a router that stand for the router itself. */
  sameRouter?: RegExp;
  /** Methods of a route that names none; default all. */
  defaultMethods?: readonly string[];
  handlerClasses?: readonly HandlerClass[];
  listeners?: readonly ListenerRule[];
  /** What makes a route on an object nobody saw being made one of this framework. */
  likely?: { firstParameter?: RegExp; decorator?: RegExp };

  /** What its handlers are given; default what is usual in the language. */
  inputs?: HandlerInputs;
  /** Decorators of parameters. */
  inputDecorators?: Readonly<Record<string, HandedDecorated>>;
  /** Arguments of these decorators that leave nothing harmful in the value. */
  harmlessArguments?: RegExp;
  /** Library paths that call functions with the request and the response, or with an error in front. */
  requestFirst?: RegExp;
  /** Library paths of decorators whose functions return pages. */
  pageDecorators?: RegExp;
  /** Models of the objects that only this framework hands over. */
  models?: Partial<HandedModels>;

  /** What runs before handlers without being registered with them. */
  standing?: StandingGuards;
  /** Handlers of the library itself that ask who calls. */
  asking?: readonly AskingHandler[];

  read?: readonly FrameworkReader[];
  /** Sets the routers of routes that hang in a way of the framework's own, once all routes are known. */
  link?: (program: Program, tree: RouterTree, routes: readonly Registration[]) => void;
}
