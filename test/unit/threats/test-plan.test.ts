import { describe, expect, it } from 'vitest';
import {
  CodeReviewPlan,
  DastRecommendations,
  ManualTestCases,
  SastRecommendations,
  ScaRecommendations,
  TestPriorities,
} from '../../../src/artifacts/phase6';
import { modelThreats } from '../../../src/agents/builtin/threat-modeler';
import { planTests } from '../../../src/agents/builtin/test-planner';
import { createThreatModel } from '../../../src/reasoning/threats/create';
import { priorityOf } from '../../../src/reasoning/threats/files-for-testing';
import type { ThreatModelInput } from '../../../src/reasoning/threats/input';
import { phase5Summary } from '../../../src/wording/summaries/phase5';
import { phase6Summary } from '../../../src/wording/summaries/phase6';
import { urgentOf } from '../../../src/reasoning/test-plan/priority';
import { linesText } from '../../../src/reasoning/test-plan/code-review';
import { createTestPlan } from '../../../src/reasoning/test-plan/create';
import { TestPlanError, type TestPlanInput, type TestPlanOutput } from '../../../src/reasoning/test-plan/input';
import { compareGaps, timeText } from '../../../src/reasoning/test-plan/priority';
import { validateTestPlan } from '../../../src/reasoning/test-plan/validate';
import { context, facts } from '../agents/business-context/facts';
import { weaknessOf } from '../../../src/knowledge/weaknesses';
import { parameterOf, payloadsFor } from '../../../src/reasoning/test-plan/steps';
import { categories, entry, gap, system } from './system';
import { render } from '../../../src/wording/render';

const dependency = (name: string, pin: 'exact' | 'range' | 'any' | 'url', line: number) => ({
  name,
  version: '^1.0.0',
  ecosystem: 'npm' as const,
  manifest: 'package.json',
  line,
  direct: true,
  dev: false,
  pin,
});

function inputFrom(given: ThreatModelInput, part: Partial<TestPlanInput> = {}): TestPlanInput {
  const output = render(createThreatModel(given));
  return {
    business: given.business,
    model: output.model,
    abuseCases: Object.values(output.abuseCases).flat(),
    files: output.files,
    entryPoints: given.entryPoints,
    gaps: given.gaps,
    priorityFiles: ['routes/shop.js'],
    dependencies: [
      dependency('left-pad', 'range', 5),
      dependency('from-git', 'url', 6),
      dependency('pinned', 'exact', 7),
    ],
    scanners: [],
    ...part,
  };
}
const plan = (
  part: Partial<ThreatModelInput> = {},
  extra: Partial<TestPlanInput> = {},
): { input: TestPlanInput; plan: TestPlanOutput } => {
  const input = inputFrom(system(part), extra);
  return { input, plan: render(createTestPlan(input)) };
};
const targets = ({ codeReview: r }: TestPlanOutput) => [...r.critical, ...r.high, ...r.medium, ...r.low];

describe('the test plan', () => {
  it('follows the schemas and its own rules (P-169, P-172)', () => {
    const { input, plan: made } = plan();
    expect(validateTestPlan(made, input)).toEqual([]);
    const dated = <T extends object>(value: T) => ({ ...value, generatedAt: 't' });
    expect(CodeReviewPlan.safeParse(dated(made.codeReview)).error).toBeUndefined();
    expect(SastRecommendations.safeParse(dated(made.sast)).error).toBeUndefined();
    expect(DastRecommendations.safeParse(dated(made.dast)).error).toBeUndefined();
    expect(ScaRecommendations.safeParse(dated(made.sca)).error).toBeUndefined();
    expect(ManualTestCases.safeParse(dated(made.manual)).error).toBeUndefined();
    expect(TestPriorities.safeParse(dated(made.priorities)).error).toBeUndefined();
  });

  it('refuses an open threat without a score (P-142)', () => {
    const { input } = plan();
    const threats = input.model.threats.map((threat, index) =>
      index === 0 ? { ...threat, cvss: undefined as never } : threat,
    );
    expect(() => render(createTestPlan({ ...input, model: { threats } }))).toThrow(TestPlanError);
  });

  it.each([
    [10, 'P0'],
    [9, 'P0'],
    [8.9, 'P1'],
    [7, 'P1'],
    [6.9, 'P2'],
    [4, 'P2'],
    [3.9, 'P3'],
    [0.1, 'P3'],
    [0, 'P4'],
  ])('%d is %s (P-170)', (score, expected) => expect(priorityOf(score)).toBe(expected));

  it('ranks by priority and score, tests of gaps without a threat last within a priority (P-171)', () => {
    const { plan: made } = plan({
      gaps: [
        ...system().gaps,
        gap('900-GAP-001', 'ssrf', 'x', 1, { locations: [], affected_components: ['nowhere'], severity: 'high' }),
      ],
      dataFlows: { scope: '', flows: [], externalIntegrations: [] },
    });
    const tests = made.priorities.prioritizedTests;
    expect(tests.map((test) => test.rank)).toEqual(tests.map((_, index) => index + 1));
    const urgent = tests.filter((test) => test.priority === 'P1');
    expect(urgent[urgent.length - 1]).toMatchObject({ gap_id: '900-GAP-001', threat: null });
    expect(urgent.length).toBeGreaterThan(1);
  });

  it('orders gaps by severity, concern, score, requirements (P-171)', () => {
    const list = [
      gap('005-GAP-001', 'ssrf', 'a', 1, { severity: 'high' }),
      gap('004-GAP-001', 'ssrf', 'a', 1, { severity: 'high', compliance_impact: ['X'] }),
      gap('003-GAP-001', 'ssrf', 'a', 1, { severity: 'high', cvss_score: 5 }),
      gap('002-GAP-001', 'ssrf', 'a', 1, { severity: 'high', concern_severity: 'critical' }),
      gap('001-GAP-001', 'ssrf', 'a', 1, { severity: 'critical', concern_severity: 'low' }),
    ];
    expect(list.sort(compareGaps).map((item) => item.gap_id)).toEqual([
      '001-GAP-001',
      '002-GAP-001',
      '003-GAP-001',
      '004-GAP-001',
      '005-GAP-001',
    ]);
  });

  it('gives the same plan whatever the order of the input', () => {
    const { input, plan: made } = plan();
    expect(
      JSON.stringify(
        render(
          createTestPlan({
            ...input,
            gaps: [...input.gaps].reverse(),
            dependencies: [...input.dependencies].reverse(),
          }),
        ),
      ),
    ).toBe(JSON.stringify(made));
  });
});

describe('manual tests', () => {
  it('have steps with the real address, parameter and payload', () => {
    const { plan: made } = plan();
    const test = made.manual.testCases.find((item) => item.category === 'Injection')!;
    expect(test.id).toBe('TC-INJ-001');
    expect(test.steps.map((step) => step.step)).toEqual(test.steps.map((_, index) => index + 1));
    expect(test.steps[0]!.action).toContain('Sign in with the ordinary test account A');
    expect(test.steps.some((step) => step.action.includes('POST /orders with `id`') && step.payload === '7*7')).toBe(
      true,
    );
    expect(test).toMatchObject({ gap_id: '001-GAP-001', actual_result: null, compliance_requirement: 'GDPR-32' });
    expect(test.cvss!.vector).toMatch(/^CVSS:4\.0\//);
  });
  it('use two accounts for foreign records and repeated requests for limits', () => {
    const tests = plan().plan.manual.testCases;
    expect(
      tests.find((test) => test.id.startsWith('TC-IDOR'))!.steps.some((step) => step.action.includes('account B')),
    ).toBe(true);
    expect(tests.find((test) => test.id.startsWith('TC-RATE'))!.steps[0]!.action).toContain('POST /login 100 times');
  });
  it.each([
    [['b'], 'b'],
    [['z', 'c', 'b'], 'c'],
    [['m'], undefined],
    [[], undefined],
    [undefined, undefined],
  ])('take the first of the parameters %j that the entry point takes', (parameters, expected) => {
    const inputParameters = [
      ...['a', 'b', 'c'].map((name) => ({ name, type: 'string', source: 'body' as const })),
      { name: 'm', type: 'string', source: 'message' as const },
    ];
    expect(
      parameterOf({
        entry: entry('ep-001', 'POST', '/x', 1, { inputParameters }),
        gap: gap('001-GAP-001', 'ssrf', 'a.js', 1, {
          description: '`a` of POST /x',
          ...(parameters && { parameters }),
        }),
      }),
    ).toBe(expected);
  });
  it('leave out payloads of other languages', () => {
    const kind = weaknessOf('code-injection');
    expect(payloadsFor(kind, 'a.js:3').join()).not.toContain('__import__');
    expect(payloadsFor(kind, 'a.py:3').join()).not.toContain('this.constructor');
    expect(payloadsFor(kind, 'unknown')).toHaveLength(kind.payloads.length);
  });
  it('verify every mitigated threat once, at P3 (P-165)', () => {
    const { input, plan: made } = plan();
    for (const threat of input.model.threats.filter((item) => item.status === 'mitigated')) {
      const tests = made.manual.testCases.filter(
        (test) => test.relatedThreat === threat.id && !test.id.startsWith('TC-COMP'),
      );
      expect(tests).toHaveLength(1);
      expect(tests[0]).toMatchObject({ priority: 'P3', name: expect.stringMatching(/^Verify: /) });
    }
  });
  it('validate every requirement that code can show (P-174)', () => {
    const { input, plan: made } = plan();
    const requirements = input.business.compliance_requirements.applicable_regulations.flatMap(
      (regulation) => regulation.requirements ?? [],
    );
    const tests = made.manual.testCases.filter((test) => test.id.startsWith('TC-COMP'));
    expect(tests.map((test) => test.compliance_requirement)).toEqual(requirements.map((item) => item.requirement_id));
    expect(tests[0]!.objective).toContain('001-GAP-001');
    for (const test of tests) expect(test.compliance_impact_if_fails).toContain('is not met');
  });
  it('test gaps without a threat, but not those fixed, false or accepted', () => {
    const nowhere = (id: string, status: 'open' | 'fixed' | 'false-positive' | 'accepted') =>
      gap(id, 'ssrf', 'x', 1, { locations: [], affected_components: ['nowhere'], status });
    const { plan: made } = plan({
      components: [],
      gaps: [
        nowhere('001-GAP-001', 'open'),
        nowhere('002-GAP-001', 'fixed'),
        nowhere('003-GAP-001', 'false-positive'),
        nowhere('004-GAP-001', 'accepted'),
      ],
      categories: categories([]),
    });
    expect(made.manual.testCases.filter((test) => !test.id.startsWith('TC-COMP')).map((test) => test.gap_id)).toEqual([
      '001-GAP-001',
    ]);
  });
});

describe('code review', () => {
  it('names real files and lines, most urgent first (P-168)', () => {
    const { plan: made } = plan();
    const first = targets(made)[0]!;
    expect(first.file).toBe('routes/shop.js');
    expect(first.lines).toBe('31, 33-34, 52, 70');
    expect(first.cvssVector).toMatch(/^CVSS:4\.0/);
    expect(first.reviewChecklist[0]).toContain('Parse the value as data');
  });
  it('takes up blocked investigations with the severity of their concern (P-178)', () => {
    const { plan: made } = plan({
      gaps: [
        ...system().gaps,
        gap('G009', 'ssrf', 'lib/x.js', 7, { status: 'investigation-blocked', concern_severity: 'high' }),
      ],
    });
    expect(made.codeReview.high.find((target) => target.gapIds.includes('G009'))).toMatchObject({
      file: 'lib/x.js',
      lines: '7',
      relatedThreats: [],
    });
  });
  it.each([
    [
      [
        { start: 5, end: 5 },
        { start: 1, end: 3 },
        { start: 4, end: 4 },
      ],
      '1-5',
    ],
    [
      [
        { start: 9, end: 9 },
        { start: 2, end: 4 },
        { start: 3, end: 3 },
      ],
      '2-4, 9',
    ],
    [[], ''],
  ])('joins lines %j', (ranges, text) => expect(render(linesText(ranges))).toBe(text));
});

describe('automated tests', () => {
  it('has patterns for the calls that were found', () => {
    const { plan: made } = plan();
    expect(made.sast.rulesets['input-validation']).toMatchObject({ priority: 'high' });
    expect(made.sast.rulesets['input-validation']!.customPatterns[0]).toMatchObject({
      pattern: 'eval(...)',
      languages: ['javascript'],
      name: 'code-injection-eval',
    });
  });
  it.each([
    ['needle.get', ['needle.get(...)']],
    ['response body', []],
    [undefined, []],
  ])('takes the call that the data reaches: %s', (sink, expected) => {
    const found = gap('001-GAP-001', 'ssrf', 'routes/shop.js', 33, {
      description: '`url` of GET /x reaches other.call at routes/shop.js:33.',
      ...(sink !== undefined && { sink }),
      flow: [{ file_path: 'routes/shop.js', line: 33, text: 'needle.post(req.query.url)' }],
    });
    expect(
      (plan({ gaps: [found] }).plan.sast.rulesets['input-validation']?.customPatterns ?? []).map((one) => one.pattern),
    ).toEqual(expected);
  });
  it('prefers tools the repository already has', () => {
    expect(
      plan({}, { scanners: [{ tool: 'SonarQube', at: { file: 'x', line: 1, endLine: 1, text: '' }, ci: true }] }).plan
        .sast.toolSuggestions[0],
    ).toBe('sonarqube');
  });
  it('attacks the endpoints of open threats, with no credentials in the plan', () => {
    const { plan: made } = plan();
    expect(made.dast.endpoints[0]).toMatchObject({ method: 'POST', path: '/orders', authentication: true });
    expect(made.dast.authentication).toMatchObject({
      type: 'session',
      testAccounts: ['ordinary account A', 'ordinary account B', 'administrator'],
    });
  });
  it('lists loose dependencies, worst first, and claims no advisory', () => {
    const { plan: made } = plan();
    expect(made.sca.prioritizedDependencies.map((item) => item.package)).toEqual(['from-git', 'left-pad']);
    expect(JSON.stringify(made.sca)).not.toMatch(/CVE-\d/);
  });
  it('lets a lockfile hold ranges down', () => {
    const scanning = gap('004-GAP-001', 'missing-dependency-scanning', 'package.json', 1, {
      affected_components: ['package.json'],
    });
    const { plan: made } = plan({ gaps: [scanning] });
    expect(made.sca.prioritizedDependencies.map((item) => item.package)).toEqual(['from-git']);
    expect(made.priorities.prioritizedTests.some((test) => test.id === 'SCA-001')).toBe(true);
  });
  it('lists none without a threat or gap to trace them to', () => {
    expect(plan({ gaps: [gap('001-GAP-001', 'ssrf', 'routes/shop.js', 33)] }).plan.sca.prioritizedDependencies).toEqual(
      [],
    );
  });
});

describe('cross checks of the plan', () => {
  const rules = (change: (made: TestPlanOutput) => void) => {
    const { input, plan: made } = plan();
    const copy = structuredClone(made);
    change(copy);
    return validateTestPlan(copy, input).map((item) => item.rule);
  };
  it.each<[string, string, (made: TestPlanOutput) => void]>([
    ['an untested threat', 'coverage', (p) => Object.assign(p.manual, { testCases: p.manual.testCases.slice(-1) })],
    ['an unreviewed threat', 'review', (p) => Object.assign(p.codeReview, { critical: [], high: [] })],
    [
      'an unverified control',
      'mitigated',
      (p) =>
        Object.assign(p.manual, {
          testCases: p.manual.testCases
            .filter((test) => !test.name.startsWith('Verify'))
            .map((test) =>
              test.id.startsWith('TC-COMP') ? { ...test, relatedThreat: null, gap_id: '001-GAP-001' } : test,
            ),
        }),
    ],
    ['an orphan', 'orphan', (p) => Object.assign(targets(p)[0]!, { relatedThreats: [], gapIds: [] })],
    ['a foreign threat', 'reference', (p) => p.dast.endpoints[0]!.relatedThreats.push('THREAT-999')],
    [
      'a requirement without test',
      'compliance',
      (p) =>
        Object.assign(p.manual, { testCases: p.manual.testCases.filter((test) => !test.id.startsWith('TC-COMP')) }),
    ],
    [
      'a changed priority (no manual overrides)',
      'priority',
      (p) => Object.assign(p.manual.testCases[0]!, { priority: 'P3' }),
    ],
    ['another vector (P-173)', 'vector', (p) => Object.assign(p.manual.testCases[0]!.cvss!, { vector: 'x' })],
    ['a wrong order', 'order', (p) => void p.priorities.prioritizedTests.reverse()],
    [
      'the same id twice',
      'id',
      (p) => Object.assign(p.priorities.prioritizedTests[1]!, { id: p.priorities.prioritizedTests[0]!.id }),
    ],
    ['wrong totals', 'counts', (p) => Object.assign(p.manual, { totalTestCases: 99 })],
    ['wrong totals of targets', 'counts', (p) => Object.assign(p.codeReview, { totalTargets: 99 })],
    ['wrong totals per priority', 'counts', (p) => Object.assign(p.priorities.summary.P0, { count: 99 })],
  ])('%s', (_, rule, change) => expect(rules(change)).toContain(rule));
});

describe('the agents', () => {
  const run = { id: 'x', title: '', feedback: [], limits: { timeoutMs: 1 } };
  it('complete', async () => {
    expect(await modelThreats({ ...run, kind: 'threat-model', input: system() }, context({}, facts()))).toMatchObject({
      status: 'completed',
      found: expect.stringMatching(/open threats/),
    });
    expect(await planTests({ ...run, kind: 'test-plan', input: plan().input }, context({}, facts()))).toMatchObject({
      status: 'completed',
    });
  });
  it('stop when cancelled', async () => {
    expect(
      await modelThreats({ ...run, kind: 'threat-model', input: system() }, context({}, facts(), AbortSignal.abort())),
    ).toMatchObject({ status: 'cancelled' });
    expect(
      await planTests({ ...run, kind: 'test-plan', input: plan().input }, context({}, facts(), AbortSignal.abort())),
    ).toMatchObject({ status: 'cancelled' });
  });
  it('fail with the reason instead of handing over a broken result', async () => {
    const input = system();
    const lost = {
      ...input,
      dataFlows: { ...input.dataFlows, flows: [{ ...input.dataFlows.flows[0]!, crossesBoundaries: ['tb-404'] }] },
    };
    expect(await modelThreats({ ...run, kind: 'threat-model', input: lost }, context({}, facts()))).toMatchObject({
      status: 'failed',
      reason: expect.stringContaining('tb-404'),
    });
    const { input: unscored } = plan();
    Object.assign(unscored.model.threats[0]!, { cvss: undefined });
    expect(await planTests({ ...run, kind: 'test-plan', input: unscored }, context({}, facts()))).toMatchObject({
      status: 'failed',
      reason: expect.stringContaining('no CVSS score'),
    });
  });
});

describe('summaries', () => {
  const given = system();
  const output = render(createThreatModel(given));
  it('phase 5: foundation, top threats with both scores, counts, coverage, targets', () => {
    const text = phase5Summary(output, given.business);
    for (const title of ['Business context', 'Top threats', 'Counts', 'Coverage', 'Recommended test targets'])
      expect(text).toContain(`\n## ${title}\n`);
    expect(text).toContain(`**THREAT-001** Code injection: POST /orders`);
    expect(text).toMatch(
      /Score \d+\.\d in this environment, \d+\.\d base; ElevationOfPrivilege; gaps 001-GAP-001 and 001-GAP-002/,
    );
  });
  it('phase 6: totals, table per priority, what comes first, tools', () => {
    const { input, plan: made } = plan();
    const text = phase6Summary(made, urgentOf(input.model.threats));
    expect(text.match(/^\| P\d \|/gm)).toHaveLength(5);
    expect(text).toContain('before any deployment');
    expect(text).toContain('osv-scanner');
  });
  it('say so when nothing is open', () => {
    const empty = system({ gaps: [] });
    expect(phase5Summary(render(createThreatModel(empty)), empty.business)).toContain('No threat is open.');
    expect(phase6Summary(render(createTestPlan(inputFrom(empty))), [])).toContain('No open threat scores 9.0 or more.');
  });
});

it.each([
  [0, '0 min'],
  [45, '45 min'],
  [60, '1 h'],
  [95, '1 h 35 min'],
])('%i minutes are %s', (minutes, text) => {
  expect(render(timeText(minutes))).toBe(text);
});
