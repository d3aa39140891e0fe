import type { Certainty } from '../certainty';
import { bits, type FlowFamily } from './families';

/**
 * How library models are written. A path is the module, then members and calls, as the linker spells external
 * definitions (`child_process.exec`, `express().get`). Objects that a framework hands to a handler have paths of their
 * own: `@req`, `@res`, `@ctx`, `@pyreq`.
 *
 * Arguments are picked by words: `0` the first, `1+` the second and all after it, `0.url` a property of the first,
 * `0[]` its items, `0.@code` the first where it is no function, `0.@options` those that may be read as options, `0.**`
 * everything inside it, `name` a keyword argument, `this` the receiver. Several words are separated by blanks.
 */
export interface Condition {
  arg: string;
  /** A constant the argument must have. */
  is?: string | number | boolean;
  /** What the constant text of the argument must look like. */
  matches?: RegExp;
  /** The argument must not be given. */
  absent?: boolean;
  /** The declared version of a package must be below this one. */
  below?: { package: string; major: number };
  /** The argument's constant value must be something else, or unknown. */
  not?: RegExp;
}

export interface SinkModel {
  family: FlowFamily;
  args: string;
  when?: readonly Condition[];
  /** No sink where all of these hold: the call itself confines what it is given. */
  unless?: readonly Condition[];
  /** Below `high` when the name alone does not settle what the call does. */
  confidence?: Certainty;
  /** What it writes is the answer, whose type was set before. */
  answers?: true;
}

export type ResultModel =
  /** Nothing of the arguments is in the result. */
  | { kind: 'clean' }
  /**
   * The arguments named, with families ruled out. `joined` as path segments; `restarts` when an absolute segment drops
   * those before it; `wraps` into an object of the library.
   */
  | {
      kind: 'through';
      args: string;
      clears: number;
      normalized?: boolean;
      relative?: boolean;
      joined?: boolean;
      restarts?: boolean;
      restores?: number;
      wraps?: boolean;
      /** What is joined is the same kind of object as the receiver. */
      sameType?: boolean;
      part?: boolean;
      /** Of a text of such a kind it makes a record of named values of another kind. */
      record?: { from: string; source: string };
      host?: boolean;
      scalar?: 'string' | 'number' | 'boolean';
    }
  /** Outside data. */
  | { kind: 'source'; source: string }
  /** A hash of the data with a key. */
  | { kind: 'digest'; key: string; data: string };

/** What the outcome of a call that asks about its argument establishes. */
export interface CheckModel {
  args: string;
  bits: number;
  /** The outcome that establishes it; `returns`: it throws otherwise. */
  when: boolean | 'returns';
  /** Says so of resolved paths alone: `..` in others still leads elsewhere. */
  resolved?: true;
  /** Compares its arguments with each other. */
  compares?: true;
}

/** What a call hands to the function it is given. */
export interface GivesModel {
  /** Where the function is. */
  args: string;
  when?: readonly Condition[];
  /** Kinds of outside data by position; an empty one stands for what is none. */
  sources: readonly string[];
  /** What is waited for is a list of the same, from the second on. */
  answers?: true;
}

export interface CallModel {
  sinks: SinkModel[];
  gives: GivesModel[];
  result?: ResultModel;
  check?: CheckModel;
  /** It sets a header of the answer: the first argument names it, the second is its value. */
  setsHeader?: true;
}

/**
 * A row of a model table: packages and members are separated by blanks; `*` stands for any receiver, `` for a global.
 */
export interface Row {
  packages: string;
  members: string;
  sink?: SinkModel;
  gives?: GivesModel;
  result?: ResultModel;
  check?: CheckModel;
  setsHeader?: true;
}

export function sink(
  family: FlowFamily,
  packages: string,
  members: string,
  args: string,
  when?: Condition[],
  confidence?: SinkModel['confidence'],
  unless?: Condition[],
): Row {
  return { packages, members, sink: { family, args, when, confidence, unless } };
}
export function result(packages: string, members: string, model: ResultModel): Row {
  return { packages, members, result: model };
}
/** The function in the argument gets outside data of these kinds, separated by blanks; `-` stands for none. */
export function gives(
  packages: string,
  members: string,
  args: string,
  sources: string,
  more: Pick<GivesModel, 'when' | 'answers'> = {},
): Row {
  return {
    packages,
    members,
    gives: { args, sources: sources.split(' ').map((one) => (one === '-' ? '' : one)), ...more },
  };
}
export function check(
  packages: string,
  members: string,
  args: string,
  bits: number,
  when: CheckModel['when'] = true,
): Row {
  return { packages, members, check: { args, bits, when } };
}
/** Tells whether its arguments are equal. */
export function compares(packages: string, members: string): Row {
  return { packages, members, check: { args: '0+', bits: 0, when: true, compares: true } };
}
/** Compares a path with a folder. */
export function confines(packages: string, members: string, args: string, when: CheckModel['when'] = true): Row {
  return { packages, members, check: { args, bits: bits('path-traversal'), when, resolved: true } };
}

/** A member whose value is outside data, or leads to an object that holds some. */
export interface MemberRow {
  /** The path of the object; several separated by blanks. */
  of: string;
  members: string;
  source?: string;
  path?: string;
  /** The text it is known to hold. */
  constant?: string;
  /** Of what the object was made of: data of such a kind holds data of another kind there, as a record of its own. */
  part?: { from: string; source: string };
  /** What leads to the object, as an object of the same kind. */
  folder?: true;
  /** A text that is part of the object: what it is harmless for. */
  clears?: number;
}

/** Assigning to `object.member` is a sink. */
export interface AssignmentSink {
  family: FlowFamily;
  /** Paths of the object, or `*`. */
  of: string;
  members: string;
}

export interface LanguageModels {
  rows: readonly Row[];
  members: readonly MemberRow[];
  assignments: readonly AssignmentSink[];
  /** Libraries whose answers hold stored or remote data, not what was handed in. */
  opaque: readonly string[];
  /** The same for methods of receivers nothing is known about. */
  opaqueMethods: ReadonlySet<string>;
  /** Names of methods whose answer tells whether something is kept under a key. */
  tellsOfKept: RegExp;
  /** Names of methods that give what is kept under a key, so that the key is not in what they give. */
  lookUps: RegExp;
}
