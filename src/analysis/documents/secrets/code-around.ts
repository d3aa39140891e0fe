import { KEY_ARGUMENTS } from '../../../safety/secrets/key-arguments';
import { lastName } from '../../engine/last-name';
import { dotted } from '../../engine/link/walk';
import type { Arg, Expr, FileIr } from '../../read/ir';
import { NameUses } from './uses';
import { type EnvironmentWrappers, environmentWrappers } from './environment-wrappers';

/** What the code of a folder says about the values in one of its files. */
export interface CodeAround {
  wrappers: EnvironmentWrappers;
  /** Names of what is handed to a call that signs or encrypts with it, and of settings that a framework signs with. */
  signing: ReadonlySet<string>;
  /** What is read again of what the program writes down. */
  uses: NameUses;
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
  for (const tree of trees)
    eachCall(tree.body, (callee, args) => {
      for (const key of keysOf(callee, args)) {
        const name = lastName(key);
        if (name !== undefined) signing.add(lastWord(name));
      }
    });
  return { wrappers: environmentWrappers(trees), signing, uses: new NameUses(trees) };
}

/** What a call is given as its key: at its place, or under a name in its options. */
function keysOf(callee: string, args: readonly Arg[]): Expr[] {
  const placed = KEY_ARGUMENTS.flatMap((rule) => (rule.callee.test(callee) ? (args[rule.index]?.value ?? []) : []));
  if (!WITH_SECRET.test(callee)) return placed;
  const options = args.flatMap(({ value }) => (value.kind === 'object' ? value.properties : []));
  return [...placed, ...options.flatMap((one) => (SECRET_OPTIONS.has(one.key ?? '') ? one.value : []))];
}

const SKIPPED: ReadonlySet<string> = new Set(['span', 'signature', 'comments', 'syntaxErrors', 'tooDeep']);

function eachCall(root: unknown, visit: (callee: string, args: readonly Arg[]) => void): void {
  const open: unknown[] = [root];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next !== 'object' || next === null) continue;
    const node = next as Record<string, unknown>;
    if (node.kind === 'call') visit(dotted(node.callee as Expr) ?? '', node.args as readonly Arg[]);
    for (const key in node) if (!SKIPPED.has(key)) open.push(node[key]);
  }
}
