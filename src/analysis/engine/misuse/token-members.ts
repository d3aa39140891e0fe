import type { Expr, Pattern } from '../../read/ir';
import { SAYS_WHEN, SAYS_WHICH_KEY, TOKEN_PARTS } from '../../../knowledge/misuse/tokens';
import { walkDeep, walkStmts } from '../link/walk';
import type { Site } from './site';

/**
 * Whether nothing is taken from a token but what nobody is let in by: its header, which says with which key it is to be
 * verified, and how long it is valid, which its holder learns anyway.
 */
export function readsNothingToTrust(site: Site, expr: Expr): boolean {
  const use = useOf(site, expr);
  if (use.direct !== undefined) return isHarmless(use.direct);
  if (use.members !== undefined) return use.members.length > 0 && use.members.every(isHarmless);
  return use.name !== undefined && onlyHarmlessMembers(site, use.name);
}

const isHarmless = (member: string): boolean => SAYS_WHICH_KEY.has(member) || SAYS_WHEN.has(member);

/** Where the read token goes: straight into a member, into names of its members, into a variable. */
interface Use {
  direct?: string;
  members?: string[];
  name?: string;
}

function useOf({ owner }: Site, expr: Expr): Use {
  const use: Use = {};
  walkDeep(owner.fn.body, (one) => {
    if (one.kind === 'member' && one.object === expr) use.direct = one.property;
    if (one.kind === 'assign' && one.value === expr && one.target.kind === 'bind') use.name = one.target.name;
  });
  walkStmts(owner.fn.body, {
    stmt: (stmt) => {
      if (stmt.kind === 'declare' && stmt.value === expr) Object.assign(use, intoPattern(stmt.target));
      return true;
    },
  });
  return use;
}

function intoPattern(target: Pattern): Use {
  if (target.kind === 'bind') return { name: target.name };
  if (target.kind !== 'objectPattern' || target.rest) return {};
  return { members: target.properties.map(({ key }) => key ?? '') };
}

/** Every mention of the variable asks whether it is there, or takes one of the harmless members. */
function onlyHarmlessMembers({ owner }: Site, name: string): boolean {
  const understood = new Set<Expr>();
  const mentions: Expr[] = [];
  let members = 0;
  walkDeep(owner.fn.body, (one) => {
    if (isName(one, name) || isPart(one, name)) mentions.push(one);
    const taken = takenFrom(one, name);
    if (taken) {
      members++;
      for (const part of taken) understood.add(part);
    }
    for (const part of askedOf(one)) understood.add(part);
  });
  walkStmts(owner.fn.body, {
    stmt: (stmt) => {
      if (stmt.kind === 'if') understood.add(stmt.test);
      return true;
    },
  });
  return members > 0 && mentions.every((one) => understood.has(one));
}

const isName = (expr: Expr, name: string): boolean => expr.kind === 'name' && expr.name === name;

/** `token.payload`: all that it says. */
const isPart = (expr: Expr, name: string): boolean =>
  expr.kind === 'member' && TOKEN_PARTS.has(expr.property) && isName(expr.object, name);

/** `token.exp`, `token.payload.exp`: what the harmless member is taken from. */
function takenFrom(expr: Expr, name: string): readonly Expr[] | undefined {
  if (expr.kind !== 'member' || !isHarmless(expr.property)) return undefined;
  const { object } = expr;
  if (isName(object, name)) return [object];
  return object.kind === 'member' && isPart(object, name) ? [object, object.object] : undefined;
}

/** What only decides: operands of comparisons, of `!` and of `typeof`. */
function askedOf(expr: Expr): readonly Expr[] {
  if (expr.kind === 'unary') return [expr.operand];
  if (expr.kind === 'conditional') return [expr.test];
  return expr.kind === 'binary' && expr.op !== '||' && expr.op !== '??' ? [expr.left] : [];
}
