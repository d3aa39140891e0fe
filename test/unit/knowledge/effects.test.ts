import { describe, expect, it } from 'vitest';
import { weaknessOf } from '../../../src/knowledge/weaknesses';
import { asItActs, effectOfCall } from '../../../src/knowledge/weaknesses/effects';

const PATH = weaknessOf('path-traversal');
const said = (sink: string): string => asItActs(PATH, effectOfCall(PATH.id, sink)).consequence;

describe('what follows from a flaw', () => {
  it.each([
    ['res.sendFile', /readable/, /overwritten|deleted/],
    ['fs.writeFileSync', /overwritten/, /deleted/],
    ['shutil.rmtree', /deleted/, /readable|overwritten/],
    ['os.path.exists', /whether files/, /readable|overwritten|deleted/],
  ])('is what the call does: %s', (sink, does, doesNot) => {
    expect(said(sink)).toMatch(does);
    expect(said(sink)).not.toMatch(doesNot);
  });
  it('is all that the kind can do where the call does not say it', () => {
    expect(said('open')).toBe(PATH.consequence);
    expect(effectOfCall('sql-injection', 'sequelize.remove')).toBeUndefined();
  });
  it('changes what is rated with what is said', () => {
    const reading = asItActs(PATH, 'reads');
    expect(reading.impact).toMatchObject({ confidentiality: 'H', integrity: 'N' });
    expect(asItActs(PATH, 'deletes').impact).toMatchObject({ confidentiality: 'N', integrity: 'H' });
    expect(asItActs(PATH, 'reads')).toBe(reading);
  });
});
