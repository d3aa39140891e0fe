import type { MemberRow, Row } from '../../knowledge/flow/model';

/**
 * What a parameter holds by its position: an object that the library models know by its path, or outside data.
 * The first is 0, the receiver of a method is not counted.
 */
export type HandedAt = HandedDecorated & {
  at: number;
  /** It holds whatever the parameter is called; else its name comes first. */
  whateverName?: true;
  /** Not when the parameter is called so. */
  unlessNamed?: RegExp;
  /** What is registered beside the handler is a schema that the data fits, or holds one under this name. */
  heldTo?: string;
};

/** What a parameter holds by its name or by the name of its type. */
export interface HandedNamed {
  name: RegExp;
  type?: RegExp;
  object: string;
}

/** What a parameter is filled with: an object, or outside data of a kind. */
export type HandedDecorated = { object: string } | { source: string };

/** How parameters are filled that are typed and not otherwise explained. */
export interface TypedInputs {
  /** Calls in place of a default that say that the parameter is worked out by the program. */
  injected: RegExp;
  /** Types of what the server makes itself. */
  made: RegExp;
  /** Types that are read from the query; everything else is the body. */
  text: RegExp;
}

/** What one kind of server hands to the functions that answer its requests. */
export interface HandlerInputs {
  positions: readonly HandedAt[];
  names: readonly HandedNamed[];
  /** With this many parameters or more the first is an error, and all others come one later. */
  errorFirst?: number;
  /** Without it, parameters that are not explained are parts of the path. */
  typed?: TypedInputs;
  /** What a handler returns is sent as a page. */
  returnsPage?: true;
}

/** The habits of the servers that are known, for whoever follows what they hand over. */
export interface Conventions {
  /** By the name on an entry point; without one, or with one that is not known, what is usual in the language. */
  inputsOf: (framework: string | undefined, language: string) => HandlerInputs;
  /** By the name of a decorator. */
  decorators: ReadonlyMap<string, HandedDecorated>;
  /** Arguments of such a decorator that leave nothing harmful in the value. */
  harmlessArguments: RegExp | undefined;
  /** Whether what is registered on this library path gets the request, or an error before it, and then the response. */
  handsRequestFirst: (path: string) => boolean;
  /** Whether what is registered by a decorator of this library path returns pages. */
  returnsPage: (path: string) => boolean;
  /** Library models of the objects that are handed over. */
  models: ReadonlyMap<string, HandedModels>;
}

/** Models of one language, as in the tables of the libraries. */
export interface HandedModels {
  members: readonly MemberRow[];
  rows: readonly Row[];
}

const NO_INPUTS: HandlerInputs = { positions: [], names: [] };

/** Where nothing is known about servers. */
export const NO_CONVENTIONS: Conventions = {
  inputsOf: () => NO_INPUTS,
  decorators: new Map(),
  harmlessArguments: undefined,
  handsRequestFirst: () => false,
  returnsPage: () => false,
  models: new Map(),
};
