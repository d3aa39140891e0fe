import { KEY_ARGUMENTS } from '../../../safety/secrets/key-arguments';
import { lastName } from '../../engine/last-name';
import { dotted } from '../../engine/link/walk';
import type { Arg, Expr, FileIr } from '../../read/ir';
import { askedNodes } from './each-node';
import { SETS_PASSWORD } from '../../../knowledge/secrets';
import { Overridden } from './overridden';
import { RefusedValues } from './refused-values';
import { NameUses } from './uses';
import { environmentKey, type EnvironmentWrappers, environmentWrappers } from './environment-wrappers';

/** What the code of a folder says about the values in one of its files. */
export interface CodeAround {
  wrappers: EnvironmentWrappers;
  /** Names of what is handed to a call that signs or encrypts with it, and of settings that a framework signs with. */
  signing: ReadonlySet<string>;
  /** Names of what accounts are given as their password. */
  passwords: ReadonlySet<string>;
  /** What is read again of what the program writes down. */
  uses: NameUses;
  /** What the program refuses to run with. */
  refused: RefusedValues;
  /** Names that other modules give another value before anything runs with them. */
  overridden: Overridden;
}

/** Settings by which frameworks sign sessions and tokens without further ado. */
const SIGNED_WITH = ['secretkey', 'cookiesecret', 'sessionsecret', 'jwtsecretkey'];
/** Functions whose options hold the key under one of these names. */
const WITH_SECRET =
  /(?:^|\.)(?:session|cookieSession|cookie_session|expressSession|expressjwt|expressJwt|JwtStrategy|Strategy|register|betterAuth|NextAuth)$/;
const SECRET_OPTIONS: ReadonlySet<string> = new Set(['secret', 'secretOrKey', 'keys', 'secretKey']);

/** Calls that only sign when they are asked to. */
const SIGNS_ON_DEMAND = /(?:^|\.)(?:cookieParser|create(?:Hmac|Cipher|Decipher)(?:iv)?|hmac\.(?:new|digest)|Fernet)$/;

/** What a call is given to sign sessions or tokens with that it accepts. */
export const signingKeysOf = (callee: string, args: readonly Arg[]): Expr[] =>
  SIGNS_ON_DEMAND.test(callee) ? [] : keysOf(callee, args);

/** A name without its case and its separators. */
export const lastWord = (name: string): string => name.replace(/[^A-Za-z0-9]/g, '').toLowerCase();

export function codeAround(trees: readonly FileIr[]): CodeAround {
  const signing = new Set(SIGNED_WITH);
  // Few files read the environment by a name that they are given: the others are not gone through again.
  const passwords = new Set<string>();
  const asking = trees.filter((tree) => noteSigning(tree, signing, passwords));
  return {
    wrappers: environmentWrappers(asking),
    signing,
    passwords,
    uses: new NameUses(trees),
    refused: new RefusedValues(trees),
    overridden: new Overridden(trees),
  };
}

/** Adds names of keys and passwords that calls are given. True where the environment is read by a name handed over. */
function noteSigning(tree: FileIr, signing: Set<string>, passwords: Set<string>): boolean {
  let asks = false;
  for (const node of askedNodes(tree)) {
    if (node.kind !== 'call' && node.kind !== 'index') continue;
    const expr = node as unknown as Extract<Expr, { kind: 'call' | 'index' }>;
    asks ||= environmentKey(expr)?.kind === 'name';
    if (expr.kind === 'index') continue;
    const callee = dotted(expr.callee) ?? '';
    for (const key of keysOf(callee, expr.args)) noteName(key, signing);
    if (SETS_PASSWORD.test(callee)) for (const { value } of expr.args) noteName(value, passwords);
  }
  return asks;
}

function noteName(expr: Expr, names: Set<string>): void {
  const name = lastName(expr);
  if (name !== undefined) names.add(lastWord(name));
}

/** What a call is given as its key: at its place, or under a name in its options. */
function keysOf(callee: string, args: readonly Arg[]): Expr[] {
  const placed = KEY_ARGUMENTS.flatMap((rule) => (rule.callee.test(callee) ? (args[rule.index]?.value ?? []) : []));
  if (!WITH_SECRET.test(callee)) return placed;
  const options = args.flatMap(({ value }) => (value.kind === 'object' ? value.properties : []));
  return [...placed, ...options.flatMap((one) => (SECRET_OPTIONS.has(one.key ?? '') ? one.value : []))];
}
