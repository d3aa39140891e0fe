import type { Need } from '../../../artifacts/way';
import type { Span } from '../../read/ir';
import type { Passed } from './conditions';

/** Where data from outside comes in. */
export interface Origin {
  /** `query`, `body`, `library-input`, … (see knowledge/flow/sources.ts). */
  kind: string;
  file: string;
  span: Span;
}

/**
 * What a guard speaks about: one piece of outside data. A part of it (an item of a split, the host of a URL) is an
 * identity of its own below it: checking the part does not check the whole.
 */
export interface Identity {
  readonly id: number;
  readonly parent?: Identity;
  /** The part of a URL that names the server: checking it is enough for the whole against SSRF and redirects. */
  readonly host?: boolean;
  /** The part of a path that names the folder: checking it is enough for the whole against leaving it. */
  readonly folder?: boolean;
  /** So many parts below the whole; none when absent. */
  readonly depth?: number;
  /** What the part is called in its whole. */
  readonly part?: string;
  /** The name of the field, of a part that is one. */
  readonly key?: string;
  /** Without a parent: the name it is sent under, or that it holds whatever is sent in this way. */
  readonly named?: string;
  readonly whole?: boolean;
  /** A part that holds the beginning of the whole, however long it may be. */
  readonly opening?: boolean;
  /** All of the whole, after it was asked something. */
  readonly same?: boolean;
  /** Of an item by its number: any item of the list, of which everything holds that holds of all. */
  readonly item?: Identity;
  /** Any item of a list, any value of a record of named values, any name in one. */
  readonly any?: 'item' | 'value' | 'name';
  /** The item at such a place of a list. */
  readonly at?: number;
  /** A piece of a text that was cut at every such separator. */
  readonly cut?: string;
}

/** Not a part of anything. */
export function isWholeOf({ same, parent, whole }: Identity): boolean {
  return parent === undefined || whole === true || (same === true && isWholeOf(parent));
}

export interface Step {
  readonly file: string;
  readonly span: Span;
  readonly before?: Step;
  readonly length: number;
  /** The conditions that were passed on the way here. */
  readonly passed?: Passed;
}

/** What has made a piece of outside data harmless for some sinks. Kept where the analysis is watched. */
export interface Spared {
  /** What it took off. */
  readonly bits: number;
  /** All that it rules out, whether or not it was still there. */
  readonly rules: number;
  readonly file: string;
  readonly span: Span;
  /** The call that did it, or else the outcome of the condition. */
  readonly by: { readonly call: string } | { readonly holds: boolean; readonly need: Need };
  readonly before?: Spared;
}

/** A trace of outside data in a value. */
export interface Mark {
  readonly origin: Origin;
  readonly identity: Identity;
  /** Sink families it is still dangerous for. */
  readonly bits: number;
  readonly steps?: Step;
  /** The text in front of it in a built string; `\uFFFC` stands for unknown text. */
  readonly before: string;
  /** A path with its `..` resolved. */
  readonly normalized?: boolean;
  /** A path relative to a trusted folder (`path.relative`). */
  readonly relative?: boolean;
  /** Went through a library nothing is known about: it may have become something else there. */
  readonly loose?: boolean;
  /** The name the data had outside (`req.query.url` → `url`). */
  readonly name?: string;
  /** The calls of libraries that it went through, by their paths. */
  readonly through?: readonly string[];
  /** What took bits away, the last one first; in a watched analysis, marks stay on what is harmless. */
  readonly spared?: Spared;
}

/** Whether a mark says anything yet. */
export const isAlive = ({ bits, spared }: Mark): boolean => bits !== 0 || spared !== undefined;
