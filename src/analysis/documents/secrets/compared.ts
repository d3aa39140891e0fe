import { kindOfName } from '../../../safety/secrets/names';
import { judgeValue } from '../../../safety/secrets/values';
import type { Arg, Expr } from '../../read/ir';
import { endOf } from './uses';
import type { Sighting } from './sighting';

/** Calls that say whether two texts are the same. */
const COMPARES = /^(?:timingSafeEqual|compare_digest|safeCompare|safe_str_cmp|constant_time_compare|strcmp|equals)$/;
/** Calls that ask for a field by its name. */
const FIELD = /^(?:get|header|param|getHeader|get_header|getlist|pop)$/;

type Call = readonly [callee: Expr, args: readonly Arg[]];

/** The literal that is compared with something that is called a credential: whoever reads the code may pass. */
export function comparedSecret(
  ...compared: Call | readonly [Extract<Expr, { kind: 'binary' }>]
): Pick<Sighting, 'name' | 'value' | 'span'> | undefined {
  const [first, args] = compared;
  if (args === undefined) return first.kind === 'binary' ? either(first.left, first.right) : undefined;
  const [left, right] = args;
  return left && right && COMPARES.test(endOf(first)) ? either(left.value, right.value) : undefined;
}

const either = (left: Expr, right: Expr): ReturnType<typeof comparedSecret> => one(left, right) ?? one(right, left);

function one(credential: Expr, text: Expr): ReturnType<typeof comparedSecret> {
  const literal = bare(text);
  if (literal.kind !== 'literal' || literal.type === 'number') return undefined;
  const name = nameOf(bare(credential));
  const kind = kindOfName(name);
  const value = String(literal.value);
  if (kind === undefined || value.length < 6 || !/[\d\W_]/.test(value)) return undefined;
  return judgeValue(name, kind, value) === undefined ? undefined : { name, value, span: literal.span };
}

/** What something is called: its last name, or the name of the field that it asks for. */
function nameOf(expr: Expr): string {
  const key = expr.kind === 'call' && FIELD.test(endOf(expr.callee)) ? expr.args[0]?.value : undefined;
  return key?.kind === 'literal' ? String(key.value) : endOf(expr);
}

/** The text in `Buffer.from('x')`, `b'x'`, `'x'.encode()`, `String(x)`. */
function bare(expr: Expr): Expr {
  if (expr.kind === 'await') return bare(expr.value);
  if (expr.kind !== 'call') return expr;
  const { callee, args } = expr;
  if (callee.kind === 'member' && /^(?:encode|trim|strip|toString|toLowerCase)$/.test(callee.property))
    return bare(callee.object);
  const inner = /^(?:from|Buffer|String|str|bytes|encode)$/.test(endOf(callee)) ? args[0]?.value : undefined;
  return inner ? bare(inner) : expr;
}
