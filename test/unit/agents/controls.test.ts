import { describe, expect, it } from 'vitest';
import { consolidateControls, verifyConsolidation } from '../../../src/reasoning/controls/consolidate';
import type { ConsolidationInput } from '../../../src/reasoning/controls/input';
import { CONTROL_CATEGORIES } from '../../../src/artifacts/enums';
import { ComplianceStatus } from '../../../src/artifacts/compliance-status';
import {
  CategoryFile,
  type Control,
  ControlGaps,
  ControlsSummary,
  type Gap,
  type Investigation,
} from '../../../src/artifacts/phase4';
import { PriorityFiles } from '../../../src/artifacts/priority-files';
import { canonicalCategory, canonicalTerm } from '../../../src/knowledge/terms';
import { business } from './facts-builder';
import { summaryMarkdown } from '../../../src/wording/summaries/phase4';
import { render } from '../../../src/wording/render';

const PLACE = { file_path: 'src/a.js', line_range: { start: 10, end: 12 } };

const control = (extra: Partial<Control> = {}): Control => ({
  control_id: 'AUTH-001',
  control_name: 'JWT validation',
  control_type: 'authentication',
  implementation: 'verify',
  strength: 'strong',
  file_location: 'src/a.js',
  line_range: { start: 10, end: 14 },
  effectiveness: 'good',
  verification_status: 'verified',
  ...extra,
});
const gap = (extra: Partial<Gap> = {}): Gap => ({
  gap_id: 'GAP-001',
  gap_type: 'missing',
  gap_severity: 'high',
  description: 'formula reaches eval unchecked in the rates handler',
  affected_components: ['src/a.js'],
  attack_vector: 'POST',
  locations: [PLACE],
  ...extra,
});

function investigation(id: string, extra: Partial<Investigation> = {}): ConsolidationInput['investigations'][number] {
  const severity = extra.severity ?? 'high';
  return {
    path: `investigations/${severity}/${id}-x.json`,
    investigation: {
      concern_id: id,
      concern_name: 'x',
      severity,
      description: '',
      crown_jewels_affected: ['orders'],
      locations_investigated: [PLACE],
      controls_found: [],
      control_categories: ['input-validation'],
      control_gaps: [],
      recommendations: [],
      compliance_impact: [],
      evidence: [],
      files_for_phase5: [],
      status: 'complete',
      investigation_duration_seconds: 2,
      timestamp: 'T',
      ...extra,
    },
  };
}

const input = (
  investigations: ConsolidationInput['investigations'],
  extra: Partial<ConsolidationInput> = {},
): ConsolidationInput => ({
  investigations,
  errors: [],
  business: business({
    requirements: [
      { id: 'R-1', category: 'authorization' },
      { id: 'R-2', category: 'cryptography' },
    ],
  }),
  concerns: [],
  batchesCompleted: ['critical'],
  batchesRemaining: [],
  sessionId: 's',
  now: 'T1',
  previousIds: {},
  browserSurface: true,
  ...extra,
});

const of = (result: ReturnType<typeof consolidateControls>, category: string) =>
  result.categories.find((file) => file.category === category)!;

describe('consolidation of phase 4', () => {
  it('gives ten valid category files, gaps, summary, compliance and priority files, even from nothing (P-075)', () => {
    const result = render(consolidateControls(input([])));
    expect(result.categories.map((file) => file.category)).toEqual([...CONTROL_CATEGORIES]);
    for (const file of result.categories) expect(CategoryFile.safeParse(file).success).toBe(true);
    expect(
      ControlGaps.safeParse(result.gaps).success &&
        ControlsSummary.safeParse(result.summary).success &&
        ComplianceStatus.safeParse(result.compliance).success &&
        PriorityFiles.safeParse(result.priorityFiles).success,
    ).toBe(true);
  });

  it('does not depend on the order of its input, and changes nothing but the time when repeated (P-074, P-076)', () => {
    const all = [
      investigation('002', {
        controls_found: [control()],
        control_gaps: [gap({ description: 'other text about cookies' })],
      }),
      investigation('001', {
        severity: 'critical',
        controls_found: [control({ control_name: 'token verification' })],
        control_gaps: [gap()],
      }),
    ];
    const first = render(consolidateControls(input(all)));
    const again = render(consolidateControls(input([...all].reverse(), { previousIds: first.ids, now: 'T2' })));
    expect(JSON.stringify(again).replaceAll('T2', 'T1')).toBe(JSON.stringify(first));
  });

  it('knows one control reported twice under synonyms, with both sources and the weaker strength (P-077, P-078, P-079)', () => {
    const result = render(
      consolidateControls(
        input([
          investigation('001', {
            controls_found: [
              control({
                control_name: 'token verification',
                strength: 'partial',
                implementation: 'a longer text',
                verification_status: 'unverified',
              }),
            ],
          }),
          investigation('002', { controls_found: [control({ line_range: { start: 11, end: 13 } })] }),
        ]),
      ),
    );
    const controls = of(result, 'authentication').controls;
    expect(controls).toHaveLength(1);
    expect(controls[0]).toMatchObject({
      control_id: 'AUTH-001',
      control_name: 'JWT validation',
      strength: 'partial',
      strength_conflict: true,
      verification_status: 'verified',
      implementation: 'a longer text',
      aliases: ['token verification'],
      investigation_source: 'investigations/high/001-x.json',
      investigation_sources: ['investigations/high/001-x.json', 'investigations/high/002-x.json'],
    });
  });

  it('keeps controls at other places apart, unless they are the same guard', () => {
    const far = control({ line_range: { start: 50, end: 51 } });
    expect(
      of(
        render(consolidateControls(input([investigation('001', { controls_found: [control(), far] })]))),
        'authentication',
      ).controls,
    ).toHaveLength(2);
    const named = [control({ details: { symbol: 'requireLogin' } }), { ...far, details: { symbol: 'requireLogin' } }];
    expect(
      of(render(consolidateControls(input([investigation('001', { controls_found: named })]))), 'authentication')
        .controls,
    ).toHaveLength(1);
  });

  it('makes one control of what many handlers check in the same way, with all the places', () => {
    const check = (line: number, inHandler: string, strength: Control['strength'] = 'strong'): Control =>
      control({
        control_name: `check at ${line}`,
        control_type: 'authorization',
        line_range: { start: line, end: line },
        strength,
        details: { kind: 'ownership', inHandler },
      });
    const found = [
      check(10, 'compares-owner'),
      check(20, 'compares-owner'),
      check(30, 'query-of-caller', 'partial'),
      check(40, 'query-of-caller', 'partial'),
      check(50, 'stops'),
    ];
    const result = render(consolidateControls(input([investigation('001', { controls_found: found })])));
    expect(of(result, 'authorization').controls.map((one) => [one.control_name, one.effectiveness])).toEqual([
      ['ownership checks in handlers', 'In 2 places: src/a.js:10 and src/a.js:20.'],
      ['ownership checks in handlers', 'In 2 places: src/a.js:30 and src/a.js:40.'],
      ['check at 50', 'good'],
    ]);
  });

  it('does not renumber controls when a later batch adds one before them (P-083)', () => {
    const first = render(
      consolidateControls(input([investigation('002', { controls_found: [control({ file_location: 'src/m.js' })] })])),
    );
    const later = render(
      consolidateControls(
        input(
          [
            investigation('001', { severity: 'critical', controls_found: [control({ file_location: 'src/a.js' })] }),
            investigation('002', { controls_found: [control({ file_location: 'src/m.js' })] }),
          ],
          { previousIds: first.ids },
        ),
      ),
    );
    expect(of(later, 'authentication').controls.map((item) => [item.control_id, item.file_location])).toEqual([
      ['AUTH-001', 'src/m.js'],
      ['AUTH-002', 'src/a.js'],
    ]);
  });

  it('files a control of an unknown type under the first category of its investigation', () => {
    const odd = control({ control_type: 'audit_logging' as never });
    const stranger = control({ control_type: 'magic' as never, line_range: { start: 90, end: 91 } });
    const result = render(consolidateControls(input([investigation('001', { controls_found: [odd, stranger] })])));
    expect([of(result, 'logging-audit').controls.length, of(result, 'input-validation').controls.length]).toEqual([
      1, 1,
    ]);
  });

  it('numbers gaps after concern and gap and sorts them (P-080, P-081)', () => {
    const result = render(
      consolidateControls(
        input([
          investigation('002', { control_gaps: [gap({ gap_severity: 'low' })] }),
          investigation('001', {
            control_gaps: [
              gap({ gap_severity: 'low', cvss_score: 5, locations: [{ ...PLACE, file_path: 'src/b.js' }] }),
              gap({ gap_id: 'GAP-002', gap_severity: 'critical', locations: [{ ...PLACE, file_path: 'src/c.js' }] }),
            ],
          }),
        ]),
      ),
    );
    expect(result.gaps.gaps.map((item) => item.gap_id)).toEqual(['001-GAP-002', '001-GAP-001', '002-GAP-001']);
    expect(result.gaps.metadata).toMatchObject({
      total_gaps: 3,
      gaps_by_severity: { critical: 1, high: 0, medium: 0, low: 2, info: 0 },
    });
  });

  it('unites the same gap found by two concerns and keeps that of the more severe one', () => {
    const result = render(
      consolidateControls(
        input([
          investigation('002', { control_gaps: [gap({ gap_severity: 'critical' })] }),
          investigation('001', { severity: 'critical', control_gaps: [gap({ gap_severity: 'medium' })] }),
        ]),
      ),
    );
    expect(result.gaps.gaps).toHaveLength(1);
    expect(result.gaps.gaps[0]).toMatchObject({
      gap_id: '001-GAP-001',
      severity: 'critical',
      merged_from: ['002-GAP-001'],
      concern_sources: ['investigations/critical/001-x.json', 'investigations/high/002-x.json'],
    });
  });

  it('tells whether two concerns found the same by the weakness and what it is about, not by the words', () => {
    const found = (first: Partial<Gap>, second: Partial<Gap>): number => {
      const of = (parts: Partial<Gap>) => gap({ weakness: 'insecure-direct-object-reference', ...parts });
      const both = [
        investigation('001', { severity: 'critical', control_gaps: [of(first)] }),
        investigation('002', { control_gaps: [of({ description: 'In other words altogether.', ...second })] }),
      ];
      return render(consolidateControls(input(both))).gaps.gaps.length;
    };
    expect(found({}, {})).toBe(1);
    expect(found({ entry_points: ['ep-1', 'ep-2'] }, { entry_points: ['ep-2'] })).toBe(1);
    expect(found({ entry_points: ['ep-1'] }, { entry_points: ['ep-2'] })).toBe(2);
    expect(found({ resource: 'Order' }, { resource: 'Basket' })).toBe(2);
    expect(found({ sink: 'exec' }, { sink: 'open' })).toBe(2);
    expect(found({}, { weakness: 'missing-authorization', description: gap().description })).toBe(2);
  });

  it('keeps two gaps of one investigation apart however alike they read', () => {
    expect(
      render(consolidateControls(input([investigation('001', { control_gaps: [gap(), gap({ gap_id: 'GAP-002' })] })])))
        .gaps.gaps,
    ).toHaveLength(2);
  });

  it('takes the category from the gap, else from the control it names, else from the investigation (P-082)', () => {
    const result = render(
      consolidateControls(
        input([
          investigation('001', {
            controls_found: [control()],
            control_gaps: [
              gap({ category: 'cryptography' }),
              gap({ gap_id: 'GAP-002', description: 'JWT validation accepts expired ones' }),
              gap({ gap_id: 'GAP-003', description: 'nothing named' }),
            ],
          }),
        ]),
      ),
    );
    expect(result.gaps.gaps.map((item) => item.category)).toEqual([
      'cryptography',
      'authentication',
      'input-validation',
    ]);
  });

  it('finds the recommendation that addresses a gap, else a related one, else none', () => {
    const recommendation = (action: string, addresses?: string[]): Investigation['recommendations'][number] => ({
      priority: 'high',
      action,
      rationale: '',
      effort_estimate: 'low',
      implementation_guidance: '',
      files_to_modify: [],
      ...(addresses ? { addresses_gaps: addresses } : {}),
    });
    const find = (...recommendations: Investigation['recommendations']) =>
      render(consolidateControls(input([investigation('001', { control_gaps: [gap()], recommendations })]))).gaps
        .gaps[0]?.recommendation;
    expect(find(recommendation('Replace eval with a formula parser'), recommendation('Do it', ['GAP-001']))).toBe(
      'Do it',
    );
    expect(find(recommendation('Keep formula away from eval in the rates handler'))).toContain('Keep formula');
    expect(find(recommendation('Rotate certificates yearly'))).toBeNull();
  });

  it('lists exactly the requirements that fail or are met in part (P-084)', () => {
    const impact = (requirement_id: string, value: 'passes' | 'fails' | 'partial') => ({
      requirement_id,
      requirement_name: '',
      impact: value,
      evidence: `${requirement_id} ${value}`,
    });
    const result = render(
      consolidateControls(
        input([
          investigation('001', {
            control_gaps: [gap()],
            compliance_impact: [impact('R-1', 'passes'), impact('R-2', 'partial'), impact('R-3', 'fails')],
          }),
          investigation('002', { compliance_impact: [impact('R-1', 'fails')] }),
        ]),
      ),
    );
    expect(result.gaps.gaps[0]?.compliance_impact).toEqual(['R-2', 'R-3']);
    expect(result.compliance.regulations[0]).toMatchObject({
      total_requirements: 2,
      requirements_met: 0,
      requirements_missing: 1,
      requirements_partial: 1,
      requirements_not_evaluated: 0,
      compliance_percentage: null,
    });
    expect(result.compliance.regulations[0]?.results[0]).toMatchObject({ status: 'missing', evidence: 'R-1 fails' });
  });

  it('never calls a requirement met: that controls are there is all that code shows', () => {
    const passes = { requirement_id: 'R-1', requirement_name: '', impact: 'passes' as const, evidence: 'seen' };
    const result = render(consolidateControls(input([investigation('001', { compliance_impact: [passes] })])));
    expect(result.compliance.regulations[0]).toMatchObject({ requirements_met: 0, requirements_partial: 1 });
    expect(result.compliance.regulations[0]?.results[0]).toMatchObject({ status: 'partial', evidence: 'seen' });
  });

  it('does not count what no investigation touched as met (P-085)', () => {
    expect(render(consolidateControls(input([]))).compliance.regulations[0]).toMatchObject({
      requirements_not_evaluated: 2,
      compliance_percentage: null,
    });
  });

  it('states what could not be investigated (P-090, P-118)', () => {
    const record = {
      concern_id: '005',
      concern_name: 'y',
      severity: 'high' as const,
      error_message: 'timed out',
      partial_output: null,
      retry_count: 3,
      timestamp: 'T',
      resolution: 'skipped' as const,
    };
    const concern = {
      id: '005',
      title: 'Uploads are unchecked',
      expected_control_categories: [{ category: 'cryptography', role: 'primary' }],
      locations: [PLACE],
      crown_jewels_affected: [],
    };
    const result = render(
      consolidateControls(
        input([investigation('001', { status: 'partial-investigation', control_gaps: [gap()] })], {
          errors: [
            { path: 'investigations/high/005-ERROR.json', record },
            {
              path: 'investigations/high/006-ERROR.json',
              record: { ...record, concern_id: '006', resolution: 'retried-ok' },
            },
          ],
          concerns: [concern as never],
        }),
      ),
    );
    expect(result.gaps.gaps.map((item) => [item.gap_id, item.status, item.category])).toEqual([
      ['001-GAP-001', 'partial-investigation', 'input-validation'],
      ['G005', 'investigation-blocked', 'cryptography'],
    ]);
    expect(result.gaps.gaps[1]).toMatchObject({
      description: 'Uploads are unchecked (investigation blocked)',
      concern_source: 'investigations/high/005-ERROR.json',
    });
    expect(result.summary.partial_execution).toBe(true);
  });

  it('judges each category, and leaves cors-csp out without a browser (P-087, P-089)', () => {
    const strong = investigation('001', {
      controls_found: [control()],
      control_categories: ['authentication', 'cryptography'],
    });
    const result = render(consolidateControls(input([strong], { browserSurface: false })));
    expect(of(result, 'authentication').status).toBe('strong');
    expect(of(result, 'authorization')).toMatchObject({
      status: 'unknown',
      status_reason: 'Neither a control nor a gap was seen.',
    });
    expect(of(result, 'cors-csp')).toMatchObject({ applicable: false, status: 'not-applicable' });
    expect(of(result, 'cryptography').metadata.generated_from_investigations).toEqual([strong.path]);
    const worse = (severity: 'medium' | 'high' | 'critical') =>
      of(
        render(
          consolidateControls(
            input([
              investigation('001', {
                controls_found: [control()],
                control_gaps: [gap({ category: 'authentication', gap_severity: severity })],
              }),
            ]),
          ),
        ),
        'authentication',
      ).status;
    expect([worse('medium'), worse('high'), worse('critical')]).toEqual(['partial', 'weak', 'weak']);
  });

  const judged = (
    understood: Partial<NonNullable<ConsolidationInput['understood']>>,
    controls: Control[],
    gaps: Gap[],
    category = 'authentication',
  ) => {
    const found = investigation('001', { controls_found: controls, control_gaps: gaps, control_categories: [] });
    const whole = { frameworks: [], read: true, covers: {}, seen: {}, ...understood };
    return of(render(consolidateControls(input([found], { understood: whole, browserSurface: false }))), category);
  };
  const open = gap({ category: 'authentication', gap_severity: 'medium' });

  it('calls a category strong only where a strong control covers all that needs it, and nothing is open', () => {
    const covers = (entryPoints: number) => ({ covers: { authentication: { entryPoints, of: 4 } } });
    expect(judged(covers(4), [control()], [])).toMatchObject({
      status: 'strong',
      status_reason: 'Covers 4 of 4 entry points.',
    });
    expect(judged(covers(3), [control()], []).status).toBe('partial');
    expect(judged(covers(4), [control({ strength: 'partial' })], []).status).toBe('partial');
    expect(judged(covers(4), [control({ strength: 'weak' })], []).status).toBe('weak');
    expect(judged(covers(4), [control()], [open])).toMatchObject({
      status: 'partial',
      status_reason: 'Covers 4 of 4 entry points. 1 gap open.',
    });
  });

  it('says missing of what is claimed to be missing, and of a lead only that nothing is strong beside it', () => {
    const lead = { ...open, proof: 'lead' as const };
    expect([judged({}, [], [open]).status, judged({}, [], [lead]).status]).toEqual(['missing', 'unknown']);
    expect([judged({}, [control()], [lead]).status, judged({}, [control()], []).status]).toEqual(['partial', 'strong']);
  });

  it('names what was seen in code where no investigation asked about it', () => {
    const seen = { seen: { authentication: ['signedIn'] } };
    expect(judged(seen, [], [])).toMatchObject({
      status: 'unknown',
      status_reason: 'signedIn is there; nothing was found to ask about it.',
    });
    expect(judged(seen, [], [open]).status).toBe('weak');
  });

  it('does not know where a framework or most of the code was not understood', () => {
    const dark = { frameworks: ['hapi'] };
    expect(judged(dark, [], [])).toMatchObject({
      status: 'unknown',
      status_reason: 'Neither a control nor a gap was seen. hapi was not understood.',
    });
    expect([judged(dark, [control()], []).status, judged(dark, [], [open]).status]).toEqual(['unknown', 'unknown']);
    expect(judged(dark, [], [], 'cors-csp').status).toBe('unknown');
    expect(judged({ read: false }, [control()], []).status).toBe('unknown');
    const hashing = control({ control_type: 'cryptography' });
    expect(judged(dark, [hashing], [], 'cryptography').status).toBe('strong');
  });

  it('lists files of severe gaps first (P-088)', () => {
    const result = render(
      consolidateControls(
        input([
          investigation('001', {
            control_gaps: [gap({ gap_severity: 'low' })],
            files_for_phase5: ['src/a.js', 'src/b.js'],
          }),
          investigation('002', {
            control_gaps: [gap({ gap_severity: 'critical', description: 'x' })],
            files_for_phase5: ['src/b.js'],
          }),
        ]),
      ),
    );
    expect(result.priorityFiles.files.map((file) => [file.path, file.max_severity, file.concerns])).toEqual([
      ['src/b.js', 'critical', ['001', '002']],
      ['src/a.js', 'low', ['001']],
    ]);
  });

  it('keeps the summary below 2,000 tokens with compliance and STRIDE, however much there is (P-091)', () => {
    const many = Array.from({ length: 200 }, (_, index) =>
      investigation(String(index + 1).padStart(3, '0'), {
        control_gaps: [
          gap({
            description: `gap ${index} ${'long '.repeat(200)}`,
            locations: [{ file_path: `src/${'deep/'.repeat(30)}${index}.js`, line_range: { start: 1, end: 1 } }],
          }),
        ],
        files_for_phase5: [`src/${'deep/'.repeat(30)}${index}.js`],
      }),
    );
    const markdown = summaryMarkdown(render(consolidateControls(input(many))));
    expect(Math.ceil(markdown.length / 4)).toBeLessThan(2000);
    expect(markdown).toContain('## Compliance');
    expect(markdown).toContain('| ElevationOfPrivilege |');
  });

  it('refuses a result that contradicts itself', () => {
    const previousIds = Object.fromEntries(
      ['src/a.js|10', 'src/b.js|10'].map((place) => [`authentication|${place}|jwt validation`, 'AUTH-001']),
    );
    const found = investigation('001', { controls_found: [control(), control({ file_location: 'src/b.js' })] });
    expect(() => render(consolidateControls(input([found], { previousIds })))).toThrow(
      expect.objectContaining({
        name: 'ConsolidationError',
        violations: [{ said: 'controls/contradictions.idTwice', about: [] }],
      }),
    );
  });

  it('verifies what it made, and names each violation', () => {
    const data = input([investigation('001', { controls_found: [control()], control_gaps: [gap()] })]);
    const result = render(consolidateControls(data));
    expect(render(verifyConsolidation(result, data))).toEqual([]);
    const broken = structuredClone(result);
    broken.gaps.metadata.total_gaps = 7;
    broken.gaps.gaps[0]!.concern_source = 'investigations/high/404.json';
    broken.categories[2]!.metadata.generated_from_investigations = [];
    broken.categories[0]!.controls[0]!.investigation_source = 'nowhere';
    expect(render(verifyConsolidation(broken, data))).toEqual([
      'input-validation.json does not refer to investigations/high/001-x.json',
      'AUTH-001 names the unknown source nowhere',
      '001-GAP-001 names the unknown source investigations/high/404.json',
      'control-gaps.json counts 7 gaps and holds 1',
    ]);
  });
});

describe('terms', () => {
  it('have one canonical form', () => {
    expect(
      ['Token verification', 'jwt-verification', 'Two factor authentication', 'something else'].map(canonicalTerm),
    ).toEqual(['JWT validation', 'JWT validation', 'MFA', 'something else']);
    expect(['access-control', 'input_validation', 'audit-logging', 'nonsense'].map(canonicalCategory)).toEqual([
      'authorization',
      'input-validation',
      'logging-audit',
      undefined,
    ]);
  });
});
