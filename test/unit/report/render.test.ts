import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020';
import { describe, expect, it } from 'vitest';
import { ThreatModelData } from '../../../src/artifacts/report-data';
import { atOnce } from '../../../src/reasoning/in-steps';
import { renderReport as renderReportInSteps } from '../../../src/report/render';
import { relativeUri } from '../../../src/safety/text/sarif';
import { threatsSarif } from '../../../src/report/sarif/threats';
import { cvss, gap, modelData, threat } from './data';
import { coverage } from '../coverage';

const renderReport = (...given: Parameters<typeof renderReportInSteps>) => atOnce(renderReportInSteps(...given));

const schema = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../fixtures/standards/sarif-2.1.0.json'), 'utf8'),
) as object;
const valid = new Ajv2020({ strict: false, validateFormats: false }).compile(schema);

const several = modelData({
  threats: [
    threat('THREAT-001'),
    threat('THREAT-002', { locations: [], architectural: true, cvss: cvss(5, 'Medium'), controlGaps: [] }),
    threat('THREAT-003', { status: 'mitigated', cvss: cvss(2, 'Low'), controlGaps: [] }),
  ],
  securityControls: {
    categories: modelData().securityControls.categories,
    gaps: [
      gap('001-GAP-001', { weakness: 'code-injection' }),
      gap('002-GAP-001', { severity: 'low', category: 'logging-audit', cwe: 'CWE-778', flow: [] }),
      gap('G003', { locations: [], severity: 'info' }),
    ],
  },
});

it('a report gives others a turn after each section', () => {
  expect([...renderReportInSteps(several)].length).toBeGreaterThan(25);
});

describe('the three reports', () => {
  it('list the same threats (P-175)', () => {
    const { markdown, json, sarif } = renderReport(several);
    const ids = ['THREAT-001', 'THREAT-002', 'THREAT-003'];
    const data = ThreatModelData.parse(JSON.parse(json));
    expect(data.threats.map(({ id }) => id)).toEqual(ids);
    const log = JSON.parse(sarif) as { runs: { results: { properties: { threat?: string } }[] }[] };
    expect(
      log.runs[0]?.results.flatMap(({ properties }) =>
        properties.threat?.startsWith('THREAT') ? properties.threat : [],
      ),
    ).toEqual(ids);
    for (const id of ids) expect(markdown).toContain(`| ${id} |`);
  });

  it('say which state of the code they are about, or why that is not known', () => {
    const { session } = modelData();
    const about = (revision: NonNullable<typeof session.revision>): string =>
      renderReport(modelData({ session: { ...session, revision } })).markdown.slice(0, 1000);
    expect(about({ commit: 'abc123', branch: 'main' })).toContain('Commit abc123 on branch main.');
    expect(about({ unread: 'It is a reftable.' })).toContain('Branch and commit are not stated.');
    expect(renderReport(modelData()).markdown).not.toContain('Branch and commit');
  });

  it('have the same bytes for the same model', () => {
    expect(renderReport(several)).toEqual(renderReport(structuredClone(several)));
  });

  it('say what was not read and what was assumed (P-177, P-016)', () => {
    const { markdown } = renderReport(
      modelData({
        coverage: coverage({
          files: { code: 3, read: 2, unread: 1 },
          unread: [{ path: 'a.rb', reason: 'Ruby is not read.', group: 'production', language: 'Ruby' }],
        }),
        session: { ...modelData().session, unattended: true },
      }),
    );
    // Once, on the first page; elsewhere the report refers to it.
    expect(markdown.split('Production code read: 2 of 3 files (66 %')).toHaveLength(2);
    expect(markdown).toContain('stands on the first page');
    expect(markdown).toContain('| Production code that was not read | Ruby is not read. | 1 | `a.rb` |');
    expect(markdown).toContain('README.md says what it is for');
    expect(markdown).toContain('approved automatically');
  });

  it('say each thing once', () => {
    const unread = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => ({
      path: `${name}.rb`,
      reason: 'Ruby is not read.',
      group: 'production' as const,
    }));
    const data = modelData({
      executiveSummary: 'my_app has a flaw.\n\nThe greatest risk: reading a_b.',
      remediationPriorities: [
        { gap_id: '001-GAP-001', horizon: 'immediate', action: 'Parse it.' },
        { gap_id: '001-GAP-002', horizon: 'immediate', action: 'Parse it.' },
      ],
      coverage: coverage({ unread }),
      knownLimitations: [
        {
          id: 'LIM-001',
          kind: 'not-read',
          description: '7 places not read in full: a.rb',
          reason: 'Ruby is not read.',
          source: 'x',
          decided_by: 'system',
          recorded_at: '2026-01-01T00:00:00Z',
        },
      ],
    });
    const { markdown } = renderReport(data);
    expect(markdown).toContain('Parse it. (001-GAP-001, 001-GAP-002)');
    expect(markdown).toContain(
      '| Production code that was not read | Ruby is not read. | 7 | `a.rb`, `b.rb`, `c.rb`, `d.rb`, `e.rb` and 2 more in `threat-model-data.json` |',
    );
    expect(markdown).not.toContain('not read in full');
    expect(markdown).toContain('my\\_app has a flaw.\n\nThe greatest risk: reading a\\_b.');
  });

  it('say so when there is nothing', () => {
    const { markdown, sarif } = renderReport(
      modelData({ threats: [], remediationPriorities: [], securityControls: { categories: {}, gaps: [] } }),
    );
    expect(markdown).toContain('No gap was found.');
    expect(markdown).toContain('No open threat is critical or high.');
    expect((JSON.parse(sarif) as { runs: { results: unknown[] }[] }).runs[0]?.results).toEqual([]);
  });
});

describe('SARIF', () => {
  it('validates against the 2.1.0 schema (P-176)', () => {
    const log = JSON.parse(renderReport(several).sarif) as unknown;
    expect(valid(log), JSON.stringify(valid.errors)).toBe(true);
  });

  it('takes levels from the overall score and says that a mitigated threat passes', () => {
    const results = threatsSarif(several).runs[0]?.results ?? [];
    expect(results.map(({ level, kind }) => `${level ?? ''} ${kind ?? ''}`)).toEqual([
      'error fail',
      'warning fail',
      'none pass',
      'note fail',
      'none informational',
    ]);
  });

  it('shows an uncovered gap once and a covered one through its threat', () => {
    const results = threatsSarif(several).runs[0]?.results ?? [];
    expect(results.map(({ ruleId }) => ruleId)).toEqual([
      'code-injection',
      'possible-elevation-of-privilege',
      'prevented-elevation-of-privilege',
      'missing-logging-audit-control',
      'missing-input-validation-control',
    ]);
    expect(results[0]?.codeFlows?.[0]?.threadFlows[0]?.locations).toHaveLength(2);
  });

  it('writes paths as URI references', () => {
    expect(relativeUri('a b/ü#1.ts')).toBe('a%20b/%C3%BC%231.ts');
  });
});

describe('what is only worth a look', () => {
  const model = modelData({
    threats: [
      threat('THREAT-001', { controlGaps: [] }),
      threat('THREAT-002', { proof: 'lead', controlGaps: [], locations: [] }),
    ],
    securityControls: {
      categories: modelData().securityControls.categories,
      gaps: [gap('001-GAP-001', { proof: 'lead', weakness: 'weak-hash' }), gap('002-GAP-001', { proof: 'likely' })],
    },
  });
  const log = (leads: boolean) => threatsSarif(model, undefined, leads).runs[0];
  const named = (leads: boolean): unknown[] =>
    (log(leads)?.results ?? []).map((one) => one.properties?.['threat'] as unknown);

  it('stands in the SARIF only when asked for, and always in the report and the JSON', () => {
    expect(named(false)).toEqual(['THREAT-001', '002-GAP-001']);
    expect(named(true)).toEqual(['THREAT-001', 'THREAT-002', '001-GAP-001', '002-GAP-001']);
    expect(renderReport(model).sarif).toBe(renderReport(model, undefined, false).sarif);
    for (const text of [renderReport(model).markdown, renderReport(model).json]) {
      expect(text).toContain('THREAT-002');
      expect(text).toContain('001-GAP-001');
    }
  });

  it('leaves rules and fingerprints of the others as they are', () => {
    const ids = (leads: boolean) => log(leads)?.tool.driver.rules?.map(({ id }) => id) ?? [];
    expect(ids(true)).toContain('weak-hash');
    expect(ids(false)).not.toContain('weak-hash');
    const prints = (leads: boolean) => log(leads)?.results?.map((one) => one.partialFingerprints?.['threatline/v1']);
    expect(prints(true)).toEqual(expect.arrayContaining(prints(false) ?? []));
    for (const one of log(false)?.results ?? [])
      expect(log(false)?.tool.driver.rules?.[one.ruleIndex ?? -1]?.id).toBe(one.ruleId);
  });
});
