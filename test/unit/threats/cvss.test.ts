import { describe, expect, it } from 'vitest';
import { baseMetrics, type Circumstances } from '../../../src/reasoning/cvss/base';
import { environmentOf } from '../../../src/reasoning/cvss/environment';
import { scoreThreat } from '../../../src/reasoning/cvss/score';
import { CvssError, metricsOf, scoreVector, severityOf, vectorOf } from '../../../src/reasoning/cvss/vector';
import { buildBusinessContext } from '../../../src/reasoning/business/business-context';
import { answers } from './answers';
import { render } from '../../../src/wording/render';

const V31 = [
  ['AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', 9.8],
  ['AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H', 10],
  ['AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N', 6.1],
  ['AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/E:F/RL:O/RC:C', 9.1],
  ['AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:L', 8.3],
  ['AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:L/E:U/RL:U/RC:R', 7.3],
  ['AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:L/E:U/RL:U/RC:R/CR:H/IR:H/AR:M', 7.7],
  ['AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:L', 9.4],
  ['AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:L/E:U/RL:U/RC:R/CR:H/IR:H/AR:M', 8.6],
  ['AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:L/E:U/RL:U/RC:R/CR:L/IR:L/AR:L', 6.5],
  ['AV:L/AC:H/PR:L/UI:N/S:C/C:H/I:H/A:H', 7.8],
] as const;
const B40 = 'AV:N/AC:L/AT:N/PR:N/UI:N';
const V40 = [
  [`${B40}/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N`, 9.3],
  [`${B40}/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N/E:P`, 8.9],
  [`${B40}/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N/E:U`, 8.1],
  [`${B40}/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N/CR:M/IR:M/AR:M`, 9.0],
  [`${B40}/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N/CR:L/IR:L/AR:L`, 8.9],
  [`${B40}/VC:H/VI:L/VA:N/SC:N/SI:N/SA:N`, 8.8],
  [`${B40}/VC:H/VI:L/VA:N/SC:N/SI:N/SA:N/E:A/CR:H/IR:H/AR:M`, 8.7],
  [`${B40}/VC:L/VI:L/VA:N/SC:N/SI:N/SA:N`, 6.9],
  ['AV:N/AC:L/AT:N/PR:L/UI:N/VC:H/VI:H/VA:N/SC:H/SI:H/SA:N', 9.3],
  ['AV:N/AC:L/AT:N/PR:L/UI:N/VC:H/VI:H/VA:N/SC:H/SI:H/SA:N/E:P/CR:H/IR:H/AR:M', 8.4],
  [`${B40}/VC:L/VI:L/VA:L/SC:N/SI:N/SA:N`, 6.9],
  [`${B40}/VC:L/VI:L/VA:L/SC:N/SI:N/SA:N/MSI:S`, 8.9],
  [`${B40}/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N`, 0],
  [`${B40}/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H`, 10],
] as const;

describe('CVSS scores (P-155, P-156)', () => {
  it.each(V31)('3.1 %s is %d', (vector, score) => expect(scoreVector(`CVSS:3.1/${vector}`)).toBe(score));
  it.each(V40)('4.0 %s is %d', (vector, score) => expect(scoreVector(`CVSS:4.0/${vector}`)).toBe(score));

  it('3.1 equals the published formulas with the integer Roundup, over a spread of vectors', () => {
    let checked = 0;
    for (const vector of spread31()) {
      expect(scoreVector(vector), vector).toBe(formula31(metricsOf(vector)));
      checked += 1;
    }
    expect(checked).toBe(2_688);
  });

  it('Roundup does not turn 4.6 into 4.7', () => {
    // Base 5.0, report confidence 0.92.
    expect(scoreVector('CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:C/C:L/I:N/A:N')).toBe(5);
    expect(scoreVector('CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:C/C:L/I:N/A:N/RC:U')).toBe(4.6);
  });

  it('4.0 treats Not Defined as High: requirements can only lower a score (P-158)', () => {
    for (const cr of ['H', 'M', 'L'])
      for (const impact of ['H', 'L']) {
        const base = `CVSS:4.0/${B40}/VC:${impact}/VI:${impact}/VA:N/SC:N/SI:N/SA:N`;
        expect(scoreVector(`${base}/CR:${cr}/IR:${cr}/AR:${cr}`)).toBeLessThanOrEqual(scoreVector(base));
        if (cr === 'H') expect(scoreVector(`${base}/CR:H/IR:H/AR:H`)).toBe(scoreVector(base));
      }
  });
  it('3.1 treats Not Defined as Medium (P-158)', () => {
    const base = 'CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:L/A:N';
    expect(scoreVector(`${base}/CR:M/IR:M/AR:M`)).toBe(scoreVector(base));
    expect(scoreVector(`${base}/CR:H`)).toBeGreaterThan(scoreVector(base));
  });

  it.each([
    ['CVSS:4.0/AV:Q/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N', 'a value that does not exist'],
    ['CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N/RL:U', 'a metric of another version'],
    ['CVSS:3.1/AV:N', 'an incomplete vector'],
    ['CVSS:2.0/AV:N', 'another version'],
    ['', 'nothing'],
  ])('refuses %s: %s', (vector) => expect(() => scoreVector(vector)).toThrow(CvssError));

  it('writes vectors in order and without undefined metrics', () => {
    expect(
      vectorOf('3.1', { A: 'H', C: 'N', I: 'L', S: 'U', UI: 'N', PR: 'N', AC: 'L', AV: 'N', CR: 'X', AR: 'H' }),
    ).toBe('CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:L/A:H/AR:H');
    expect(() => vectorOf('3.1', { AV: 'N' })).toThrow('AC is missing');
    expect(() => vectorOf('4.0', { S: 'U' })).toThrow('S is no metric of version 4.0');
  });
  it.each([
    [0, 'None'],
    [0.1, 'Low'],
    [3.9, 'Low'],
    [4, 'Medium'],
    [6.9, 'Medium'],
    [7, 'High'],
    [8.9, 'High'],
    [9, 'Critical'],
    [10, 'Critical'],
  ])('%d is %s', (score, severity) => expect(severityOf(score)).toBe(severity));
});

const open: Circumstances = {
  reach: { from: 'network', why: 'Over HTTP.' },
  privileges: { needed: 'none', why: 'No sign-in.' },
  impact: {
    confidentiality: 'H',
    integrity: 'L',
    availability: 'N',
    beyondSystem: false,
    victimActs: false,
    needsLuck: false,
  },
  impactWhy: 'Tables are read.',
};

describe('base metrics', () => {
  it('give every metric a reason, in both versions', () => {
    for (const version of ['3.1', '4.0'] as const) {
      const { metrics, reasons } = render(baseMetrics(version, open));
      expect(Object.keys(reasons).sort()).toEqual(Object.keys(metrics).sort());
      for (const reason of Object.values(reasons)) expect(reason).toMatch(/\.$/);
    }
  });
  it('put effects in the browser of a victim on the subsequent system', () => {
    const { metrics } = render(
      baseMetrics('4.0', {
        ...open,
        impact: { ...open.impact, beyondSystem: true, victimActs: true },
        victim: { acts: 'passively', why: 'Opens the page.' },
      }),
    );
    expect(metrics).toMatchObject({ VC: 'N', SC: 'H', UI: 'P' });
  });
  it('score a request forged by the server alike in both versions', () => {
    const forged = { ...open, impact: { ...open.impact, beyondSystem: true } };
    expect(render(baseMetrics('4.0', forged)).metrics).toMatchObject({ VC: 'H', SC: 'L', SI: 'L' });
    expect(render(baseMetrics('3.1', forged)).metrics).toMatchObject({ S: 'U', C: 'H' });
    expect(render(baseMetrics('3.1', { ...forged, impact: { ...forged.impact, victimActs: true } })).metrics.S).toBe(
      'C',
    );
  });
  it('tell conditions from obstacles', () => {
    expect(render(baseMetrics('4.0', { ...open, condition: 'Needs a position.' })).metrics).toMatchObject({
      AC: 'L',
      AT: 'P',
    });
    expect(render(baseMetrics('4.0', { ...open, obstacle: 'A filter.' })).metrics).toMatchObject({ AC: 'H', AT: 'N' });
    expect(render(baseMetrics('3.1', { ...open, condition: 'Needs a position.' })).metrics).toMatchObject({ AC: 'H' });
  });
});

describe('environment from phase 1 (P-157)', () => {
  const business = (part: Parameters<typeof answers>[0] = {}) =>
    render(buildBusinessContext(answers({ data_types: [], regulations: [], none_applicable: true, ...part }), [], []));
  const nothing = { crownJewels: [], compliance: [], stride: [] } as const;
  const of = (context = business(), touched: Parameters<typeof environmentOf>[3] = nothing, proved = {}) =>
    render(environmentOf('4.0', render(baseMetrics('4.0', open)).metrics, context, touched, proved));

  it('is undefined when nothing is known, and says how that counts', () => {
    const { requirements, rationale } = of();
    expect(requirements).toEqual({ confidentiality: 'X', integrity: 'X', availability: 'X' });
    expect(rationale.join(' ')).toContain('counts as High');
  });
  it('CR: crown jewel, strict regulation or critical data H; internal M; public L', () => {
    expect(of(business(), { ...nothing, crownJewels: ['personal_data'] }).requirements.confidentiality).toBe('H');
    expect(of(business(), { ...nothing, compliance: ['PCI-DSS-3'] }).requirements.confidentiality).toBe('H');
    for (const [sensitivity, value] of [
      ['critical', 'H'],
      ['high', 'M'],
      ['medium', 'M'],
      ['low', 'L'],
    ] as const)
      expect(of(business(), { ...nothing, sensitivity }).requirements.confidentiality).toBe(value);
  });
  it.each([
    [2_000_000, 'H'],
    [100_000, 'M'],
    [99_999, 'L'],
  ])('IR: a change that costs $%d is %s', (usd, value) => {
    const context = business();
    context.business_impact.data_modification_impact_usd = usd;
    expect(of(context).requirements.integrity).toBe(value);
  });
  it('IR: floors by transactions, crown jewels and regulations', () => {
    const money = business({
      data_types: [{ category: 'financial', examples: ['iban'], sensitivity: 'high', regulatory_requirements: [] }],
    });
    expect(of(money).requirements.integrity).toBe('H');
    const people = business({
      data_types: [{ category: 'PII', examples: ['email'], sensitivity: 'medium', regulatory_requirements: [] }],
    });
    expect(of(people).requirements.integrity).toBe('M');
    expect(of(business({ regulations: ['HIPAA'] })).requirements.integrity).toBe('H');
    expect(of(business(), { ...nothing, crownJewels: ['personal_data'] }).requirements.integrity).toBe('H');
  });
  it.each([
    [4, 'H'],
    [23, 'H'],
    [24, 'M'],
    [120, 'M'],
    [121, 'L'],
  ])('AR: back within %d h is %s', (rto_hours, value) =>
    expect(of(business({ rto_hours })).requirements.availability).toBe(value),
  );
  it('AR: redundancy lowers, cost raises', () => {
    const redundant = business({ rto_hours: 4 });
    redundant.security_objectives.redundancy = 'full';
    expect(of(redundant).requirements.availability).toBe('M');
    expect(of(business({ downtime_cost_per_hour_usd: 5_000 })).requirements.availability).toBe('M');
    expect(of(business({ downtime_cost_per_hour_usd: 50_000 })).requirements.availability).toBe('H');
  });
  it('a breach above ten million raises all for crown jewels only', () => {
    const rich = business({ breach_cost_usd: 10_000_001 });
    expect(of(rich, { ...nothing, crownJewels: ['personal_data'] }).requirements).toEqual({
      confidentiality: 'H',
      integrity: 'H',
      availability: 'H',
    });
    expect(of(rich).requirements.availability).toBe('X');
  });
  it('modified metrics come only from exposure and proved controls', () => {
    expect(of().modified).toEqual({});
    expect(of(business({ internet_facing: false })).modified).toEqual({ MAV: 'A' });
    expect(of(business(), nothing, { waf: 'the WAF' }).modified).toEqual({ MAC: 'H' });
    const account = {
      ...baseMetrics('3.1', {
        ...open,
        privileges: { needed: 'some', why: 'Account.' },
        impact: { ...open.impact, beyondSystem: true, victimActs: true },
      }).metrics,
    };
    expect(
      render(environmentOf('3.1', account, business(), nothing, { mfa: 'TOTP', isolation: 'the sandbox' })).modified,
    ).toEqual({ MPR: 'H', MS: 'U' });
  });
  it('safety raises integrity and availability threats in 4.0', () => {
    const plant = business();
    plant.business_impact.physical_safety_impact = 'major_injury';
    expect(of(plant, { ...nothing, stride: ['Tampering', 'DoS'] }).modified).toEqual({ MSI: 'S', MSA: 'S' });
  });
});

describe('the cvss object of a threat', () => {
  const business = render(buildBusinessContext(answers(), [], []));
  const input = {
    circumstances: open,
    business,
    touched: { crownJewels: ['personal_data'], compliance: [], stride: ['InfoDisclosure' as const] },
    proved: {},
  };
  it.each(['3.1', '4.0'] as const)('%s: scores belong to their vectors', (version) => {
    const cvss = render(scoreThreat({ ...input, version }));
    const information = cvss.threat ?? cvss.temporal;
    for (const part of [cvss.base, information, cvss.environmental, cvss.overall])
      expect(scoreVector(part!.vector)).toBe(part!.score);
    expect(cvss.overall.score).toBe(cvss.environmental.score);
    expect(Boolean(cvss.threat)).toBe(version === '4.0');
    expect(information!.score).toBeLessThan(cvss.base.score);
  });
  it('is 0.0 when a verified control prevents the impact, and keeps the base score', () => {
    for (const version of ['3.1', '4.0'] as const) {
      const cvss = render(scoreThreat({ ...input, version, preventedBy: 'the session check' }));
      expect(cvss.overall).toMatchObject({ score: 0, severity: 'None' });
      expect(cvss.base.score).toBeGreaterThan(6);
    }
  });
});

/** Independent of the library: the formulas of the 3.1 specification. */
function formula31(m: Record<string, string>): number {
  const AV: Record<string, number> = { N: 0.85, A: 0.62, L: 0.55, P: 0.2 };
  const CIA: Record<string, number> = { H: 0.56, L: 0.22, N: 0 };
  const REQ: Record<string, number> = { H: 1.5, M: 1, L: 0.5 };
  const changed = m.S === 'C';
  const pr = { N: 0.85, L: changed ? 0.68 : 0.62, H: changed ? 0.5 : 0.27 }[m.PR as 'N' | 'L' | 'H'];
  const expl = 8.22 * AV[m.AV!]! * (m.AC === 'L' ? 0.77 : 0.44) * pr * (m.UI === 'N' ? 0.85 : 0.62);
  const temporal =
    { H: 1, F: 0.97, P: 0.94, U: 0.91, X: 1 }[m.E ?? 'X']! *
    { U: 1, W: 0.97, T: 0.96, O: 0.95, X: 1 }[m.RL ?? 'X']! *
    { C: 1, R: 0.96, U: 0.92, X: 1 }[m.RC ?? 'X']!;
  const roundup = (x: number): number => {
    const i = Math.round(x * 100_000);
    return i % 10_000 === 0 ? i / 100_000 : (Math.floor(i / 10_000) + 1) / 10;
  };
  const [c, i, a] = [CIA[m.C!]!, CIA[m.I!]!, CIA[m.A!]!];
  if (m.CR === undefined) {
    const iss = 1 - (1 - c) * (1 - i) * (1 - a);
    const impact = changed ? 7.52 * (iss - 0.029) - 3.25 * (iss - 0.02) ** 15 : 6.42 * iss;
    return impact <= 0
      ? 0
      : roundup(roundup(Math.min(changed ? 1.08 * (impact + expl) : impact + expl, 10)) * temporal);
  }
  const miss = Math.min(1 - (1 - REQ[m.CR]! * c) * (1 - REQ[m.IR!]! * i) * (1 - REQ[m.AR!]! * a), 0.915);
  const impact = changed ? 7.52 * (miss - 0.029) - 3.25 * (miss * 0.9731 - 0.02) ** 13 : 6.42 * miss;
  return impact <= 0 ? 0 : roundup(roundup(Math.min(changed ? 1.08 * (impact + expl) : impact + expl, 10)) * temporal);
}

function* spread31(): Generator<string> {
  for (const av of 'NALP')
    for (const ac of 'LH')
      for (const pr of 'NLH')
        for (const ui of 'NR')
          for (const s of 'UC')
            for (const [n, cia] of ['HHH', 'HLN', 'LLN', 'NNH', 'LHL', 'NNN', 'NHN'].entries()) {
              const base = `CVSS:3.1/AV:${av}/AC:${ac}/PR:${pr}/UI:${ui}/S:${s}/C:${cia[0]}/I:${cia[1]}/A:${cia[2]}`;
              yield base;
              yield `${base}/E:${'HFPU'[n % 4]}/RL:${'UWTO'[n % 4]}/RC:${'CRU'[n % 3]}`;
              yield `${base}/CR:${'HML'[n % 3]}/IR:${'MLH'[n % 3]}/AR:${'LHM'[(n + 1) % 3]}`;
              yield `${base}/E:${'UPFH'[n % 4]}/RL:O/RC:R/CR:${'LHM'[n % 3]}/IR:H/AR:M`;
            }
}
