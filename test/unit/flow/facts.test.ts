import { describe, expect, it } from 'vitest';
import type { AnalysisCost } from '../../../src/analysis/stages';
import { analyzeInProcess } from '../../../src/analysis/in-process';
import { facts, when } from '../../../src/analysis/engine/flow/guards';

/** The expressions that are followed. */
async function steps(text: string): Promise<number> {
  let cost: AnalysisCost | undefined;
  await analyzeInProcess(new Map([['app.js', text]]), () => undefined, { tellCost: (told) => (cost = told) });
  return cost?.flowSteps ?? 0;
}

const BODY = Array.from({ length: 50 }, (_, at) => `  const x${at} = one + ${at};`).join('\n');
const CALLS = Array.from({ length: 10 }, () => "if (isSmall('a')) run();").join('\n');
const program = (answer: string): string => `function isSmall(one) {\n${BODY}\n  return ${answer};\n}\n${CALLS}\n`;

describe('what the outcomes of a check establish', () => {
  it('is nothing, not an empty note, where neither says anything', () => {
    expect(facts([], [])).toBeUndefined();
    expect(when(true, [])).toBeUndefined();
    const identity = { id: 1 };
    expect(when(false, [{ identity, bits: 1 }])).toEqual({
      whenTrue: [],
      whenFalse: [{ identity, bits: 1 }],
      weak: [],
    });
  });

  it('is nothing for what does not come from outside: the function is not run again for the same', async () => {
    const compared = await steps(program("one.startsWith('/') || one === 'b'"));
    const plain = await steps(program('1'));
    expect(compared - plain, 'the answer, once').toBeLessThan(40);
  });
});
