import { carriersOf } from '../evidence/carriers';
import type { FunctionNode, Program } from '../link/definitions';
import type { Check } from './check';
import type { Judgement } from './run/judgement';

/** Who asks and what they may do is found by running checks; everything else is read from their code. */
export const isAboutCaller = ({ category }: Pick<Check, 'category'>): boolean =>
  category === 'authentication' || category === 'authorization';

/** What a judgement establishes, as checks. */
export function fromJudgement(
  program: Program,
  { authenticates, bySignature, demands, setting }: Judgement,
  name: string,
  fn: FunctionNode | undefined,
): Check[] {
  const definition = fn && { file: fn.file, span: { ...fn.fn.span, line: fn.fn.signature.line } };
  const base = {
    name,
    strength: setting === undefined ? ('strong' as const) : ('partial' as const),
    ...(setting && (setting.inviting ? { openWhen: setting.name } : { when: setting.name })),
    ...(definition && { definition }),
  };
  const limits = demands.map(({ establishes, roles }): Check => ({
    ...base,
    category: 'authorization',
    establishes,
    ...(roles.length > 0 && { roles }),
    basis: { is: 'stops', whom: establishes },
  }));
  if (authenticates !== 'yes') return limits;
  const carried = fn ? carriersOf(program, fn) : undefined;
  const identity: Check = {
    ...base,
    category: 'authentication',
    establishes: bySignature ? 'signature' : 'authenticated',
    ...(carried?.explicit === true && !carried.ambient && { carried: 'apikey' as const }),
    basis: { is: bySignature ? 'signature-proves' : 'strangers-stopped' },
  };
  return [identity, ...limits];
}
