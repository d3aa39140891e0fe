import { describe, expect, it } from 'vitest';
import { STRIDE } from '../../../src/artifacts/enums';
import { AbuseCase, DfdThreats, FilesForTesting, RiskMatrix, ThreatModel } from '../../../src/artifacts/phase5';
import { createThreatModel } from '../../../src/reasoning/threats/create';
import type { ThreatModelInput, ThreatModelOutput } from '../../../src/reasoning/threats/input';
import { validateThreatModel } from '../../../src/reasoning/threats/validate';
import { buildBusinessContext } from '../../../src/reasoning/business/business-context';
import { answers } from './answers';
import { categories, component, control, entry, gap, system } from './system';
import { growth, LINEAR } from '../support/growth';
import { render } from '../../../src/wording/render';

const run = (part: Partial<ThreatModelInput> = {}): ThreatModelOutput => render(createThreatModel(system(part)));
const open = (output: ThreatModelOutput) => output.model.threats.filter((threat) => threat.status === 'open');
const byGap = (output: ThreatModelOutput, id: string) =>
  output.model.threats.find((threat) => threat.controlGaps.includes(id))!;

describe('the threat model', () => {
  it('follows the schemas and its own rules', () => {
    for (const cvssVersion of ['4.0', '3.1'] as const) {
      const input = system({ cvssVersion });
      const output = render(createThreatModel(input));
      expect(validateThreatModel(output, input)).toEqual([]);
      expect(ThreatModel.safeParse({ ...output.model, sessionId: 's', timestamp: 't' }).error).toBeUndefined();
      for (const item of Object.values(output.abuseCases).flat())
        expect(AbuseCase.safeParse(item).error).toBeUndefined();
      expect(DfdThreats.safeParse(output.dfd).error).toBeUndefined();
      expect(RiskMatrix.safeParse(output.matrix).error).toBeUndefined();
      expect(FilesForTesting.safeParse(output.files).error).toBeUndefined();
    }
  });

  it('unites gaps of one root cause into one threat that names both places (P-140)', () => {
    const output = run();
    const threat = byGap(output, '001-GAP-001');
    expect(threat.controlGaps).toEqual(['001-GAP-001', '001-GAP-002']);
    expect(threat.title).toBe('Code injection: POST /orders');
    expect(threat.threat).toContain('routes/shop.js:33');
    expect(threat.threat).toContain('routes/shop.js:34');
    expect(threat.stake).toContain('personal data');
    // The general consequence of the weakness is said once.
    expect(threat.threat.split('runs code of their choice')).toHaveLength(2);
  });

  it('binds a threat to the handler its flow begins in, its flow, boundary and component', () => {
    expect(byGap(run(), '001-GAP-001')).toMatchObject({
      component: 'routes',
      affectedEntryPoints: ['ep-002'],
      affectedDataFlows: ['df-001'],
      trustBoundariesCrossed: ['tb-001'],
    });
  });

  it('believes the entry points a gap names rather than the handler before its line', () => {
    const named = gap('001-GAP-001', 'sql-injection', 'routes/shop.js', 33, {
      flow: [{ file_path: 'routes/shop.js', line: 31, text: '' }],
      entry_points: ['ep-001', 'ep-unknown'],
    });
    expect(byGap(run({ gaps: [named] }), '001-GAP-001').affectedEntryPoints).toEqual(['ep-001']);
    expect(byGap(run({ gaps: [{ ...named, entry_points: [] }] }), '001-GAP-001').affectedEntryPoints).toEqual([]);
  });

  it('tells components apart that share a folder', () => {
    const components = [
      component('app', '.'),
      component('cli', 'lib', { files: ['lib/cli.js'] }),
      component('data', 'lib', { files: ['lib/models.js'] }),
    ];
    const output = run({
      components,
      gaps: [gap('001-GAP-001', 'weak-hash', 'lib/models.js', 3), gap('002-GAP-001', 'weak-cipher', 'lib/cli.js', 3)],
    });
    expect(byGap(output, '001-GAP-001').component).toBe('data');
    expect(byGap(output, '002-GAP-001').component).toBe('cli');
  });

  it('makes forty routes without a limit one threat, not forty', () => {
    const gaps = Array.from({ length: 40 }, (_, index) =>
      gap(`${String(index + 1).padStart(3, '0')}-GAP-001`, 'missing-rate-limiting', 'routes/shop.js', index + 100),
    );
    expect(open(run({ gaps }))).toHaveLength(1);
    expect(open(run({ gaps }))[0]!.controlGaps).toHaveLength(40);
  });

  it('keeps a key that signs apart from what only looks like a secret, and makes one entry of one decision', () => {
    const secrets = (...proofs: readonly ('proved' | 'likely')[]) =>
      proofs.map((proof, index) =>
        gap(`00${index + 1}-GAP-001`, 'hardcoded-secret', `routes/${index}.js`, 1, { proof }),
      );
    expect(open(run({ gaps: secrets('likely', 'likely') }))).toHaveLength(1);
    expect(open(run({ gaps: secrets('proved', 'likely', 'likely') }))).toHaveLength(2);
    const everywhere = ['routes/a.js', 'lib/b.js'].map((file, index) =>
      gap(`00${index + 1}-GAP-001`, 'cors-misconfiguration', file, 1),
    );
    expect(open(run({ gaps: everywhere }))).toHaveLength(1);
  });

  it('unites more coarsely above a hundred threats and loses no gap', () => {
    const gaps = Array.from({ length: 400 }, (_, index) =>
      gap(
        `${String(index + 1).padStart(3, '0')}-GAP-001`,
        index % 2 ? 'sql-injection' : 'ssrf',
        `routes/f${index}.js`,
        1,
      ),
    );
    const output = run({ gaps });
    expect(output.model.threats.length).toBeLessThanOrEqual(100);
    expect(new Set(output.model.threats.flatMap((threat) => threat.controlGaps)).size).toBe(400);
  });

  it('takes time in proportion to the number of gaps', async () => {
    const names = ['sql-injection', 'ssrf', 'cross-site-scripting', 'path-traversal', 'missing-audit-log'];
    const gaps = (count: number) =>
      Array.from({ length: count }, (_, index) =>
        gap(
          `${String(index).padStart(3, '0').slice(-3)}-GAP-${String(index).padStart(4, '0')}`,
          names[index % 5]!,
          `routes/f${index % 80}.js`,
          index + 1,
        ),
      );
    expect(await growth((count) => run({ gaps: gaps(count) }), 250)).toBeLessThan(LINEAR);
  });

  it('gives the same bytes whatever the order of the gaps, components and entry points', () => {
    const input = system();
    const turned = { ...input, gaps: [...input.gaps].reverse(), components: [...input.components].reverse() };
    expect(JSON.stringify(render(createThreatModel(turned)))).toBe(JSON.stringify(render(createThreatModel(input))));
  });

  it('sorts by environmental score and ranks accordingly (P-159)', () => {
    const { threats } = run().model;
    const scores = threats.map((threat) => threat.cvss.environmental.score);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    expect(threats.map((threat) => threat.cvss.overall.priorityRank)).toEqual(threats.map((_, index) => index + 1));
    expect(threats[0]!.controlGaps).toContain('001-GAP-001');
  });

  it('gives every threat a score with reasons and a business context (P-154)', () => {
    for (const threat of run().model.threats) {
      for (const metric of Object.keys(threat.cvss.base.metrics)) expect(threat.cvss.reasons[metric]).toBeTruthy();
      expect(threat.cvss.environmental.rationale.length).toBeGreaterThanOrEqual(3);
      expect(threat.businessContext.businessImpactFinancial).not.toBe('');
      expect(threat.businessContext.impactScenario).toMatch(/^SCENARIO-/);
    }
  });

  it('derives privileges from the entry points', () => {
    const pr = (id: string, gaps: ThreatModelInput['gaps']) => byGap(run({ gaps }), id).cvss.base.metrics.PR;
    expect(
      pr('001-GAP-001', [
        gap('001-GAP-001', 'sql-injection', 'routes/shop.js', 12, {
          flow: [{ file_path: 'routes/shop.js', line: 12, text: '' }],
        }),
      ]),
    ).toBe('N');
    expect(
      pr('001-GAP-001', [
        gap('001-GAP-001', 'sql-injection', 'routes/shop.js', 32, {
          flow: [{ file_path: 'routes/shop.js', line: 32, text: '' }],
        }),
      ]),
    ).toBe('L');
    expect(
      pr('001-GAP-001', [
        gap('001-GAP-001', 'sql-injection', 'routes/shop.js', 72, {
          flow: [{ file_path: 'routes/shop.js', line: 72, text: '' }],
        }),
      ]),
    ).toBe('H');
  });

  it('says when no way from an entry point is known', () => {
    const threat = byGap(run({ gaps: [gap('001-GAP-001', 'sql-injection', 'lib/db.js', 3)] }), '001-GAP-001');
    expect(threat.cvss.base.metrics.AT).toBe('P');
    expect(threat.confidence).toBe('medium');
  });

  it('takes the weakness from the CWE, else from the category', () => {
    const by = (part: Partial<ReturnType<typeof gap>>) =>
      byGap(
        run({ gaps: [gap('001-GAP-001', 'ssrf', 'routes/a.js', 3, { weakness: undefined, ...part })] }),
        '001-GAP-001',
      ).title;
    expect(by({})).toContain('Server-side request forgery');
    expect(by({ cwe: undefined })).toContain('Input is not validated');
  });

  it('puts what users accepted apart and leaves out what is fixed or false', () => {
    const states = (['accepted', 'fixed', 'false-positive', 'investigation-blocked'] as const).map((status, index) =>
      gap(`00${index + 1}-GAP-001`, 'ssrf', `routes/${status}.js`, 3, { status }),
    );
    const { threats } = run({ gaps: states }).model;
    expect(threats.filter((threat) => threat.controlGaps.length > 0).map((threat) => threat.status)).toEqual([
      'accepted',
    ]);
  });

  it('uses actors of phase 1 only, and none whom the flaw does not serve (P-152)', () => {
    const input = system();
    const ids = new Set(input.business.threat_actors.threat_actors.map((actor) => actor.id));
    for (const threat of render(createThreatModel(input)).model.threats) expect(ids.has(threat.threatActor)).toBe(true);
    const negligent = render(buildBusinessContext(answers({ threat_actors: ['negligent-insider'] }), [], []));
    const output = run({
      business: negligent,
      gaps: [gap('001-GAP-001', 'resource-exhaustion', 'routes/shop.js', 33)],
    });
    expect(open(output)).toEqual([]);
    expect(output.matrix.prioritization_notes.join(' ')).toContain(
      'No threat actor of phase 1 would carry this out: 001-GAP-001',
    );
    expect(
      output.model.strideCoverage.find((row) => row.component === 'routes' && row.category === 'DoS'),
    ).toMatchObject({ result: 'not-applicable', rationale: expect.stringContaining('001-GAP-001') });
  });

  it('rates what takes a place on the network path below code injection (P-145)', () => {
    const output = run({
      gaps: [
        gap('001-GAP-001', 'tls-verification-disabled', 'routes/shop.js', 16, {
          crown_jewels_affected: ['user_credentials'],
        }),
        gap('002-GAP-001', 'code-injection', 'routes/shop.js', 33, {
          flow: [{ file_path: 'routes/shop.js', line: 31, text: '' }],
        }),
      ],
    });
    const [path, code] = ['001-GAP-001', '002-GAP-001'].map((id) => byGap(output, id).cvss.base);
    expect(path!.metrics['AV']).toBe('A');
    expect(path!.score).toBeLessThan(code!.score);
  });

  it('weighs a guessable credential by what it opens', () => {
    const score = (severity: 'medium' | 'high') =>
      byGap(run({ gaps: [gap('001-GAP-001', 'insecure-random', 'routes/shop.js', 39, { severity })] }), '001-GAP-001')
        .cvss.base.metrics['VC'];
    expect([score('medium'), score('high')]).toEqual(['L', 'H']);
  });

  it('counts settings for development as reached on the machine of a developer', () => {
    const reach = (file: string) =>
      byGap(run({ gaps: [gap('001-GAP-001', 'debug-enabled', file, 3)] }), '001-GAP-001').cvss.base.metrics.AV;
    expect([reach('app/settings/dev.py'), reach('app/settings/common.py')]).toEqual(['L', 'N']);
  });

  it('gives a threat its score and no rating besides, and names what changes something', () => {
    const rated = byGap(
      run({
        gaps: [
          gap('001-GAP-001', 'ssrf', 'routes/shop.js', 33, {
            description: 'The value of a.b reaches fetch. Rated high: reachable with any account, not certain. More.',
            finding: 'The value of a.b reaches fetch. More.',
            rated: 'Rated high: reachable with any account, not certain.',
          }),
        ],
      }),
      '001-GAP-001',
    );
    expect(rated.threat).toMatch(/^The value of a\.b reaches fetch\. More\. /);
    const entries = [
      entry('ep-001', 'GET', '/login', 10, { authentication: 'none' }),
      entry('ep-002', 'POST', '/login', 10, { authentication: 'none' }),
      entry('ep-003', 'GET', '/export', 20),
    ];
    const gaps = [
      gap('001-GAP-001', 'missing-rate-limiting', 'routes/shop.js', 10),
      gap('002-GAP-001', 'missing-csrf-protection', 'routes/shop.js', 20),
    ];
    const output = run({
      entryPoints: { scope: 'full', summary: { total: 3, byType: {}, byRiskLevel: {} }, entryPoints: entries },
      gaps,
    });
    expect(byGap(output, '001-GAP-001').affectedEntryPoints).toEqual(['ep-002']);
    expect(byGap(output, '002-GAP-001').affectedEntryPoints).toEqual(['ep-003']);
  });

  it('calls a control that was only not seen an absence, not a flaw', () => {
    const input = system();
    const concerns = [
      { ...input.concerns[0]!, id: '009', rule: 'C-BOUND', title: 'The boundary needs secret management' },
    ];
    const output = render(
      createThreatModel({
        ...input,
        concerns,
        gaps: [gap('009-GAP-001', 'hardcoded-secret', 'app.js', 1, { confidence: 'low' })],
      }),
    );
    const threat = byGap(output, '009-GAP-001');
    expect(threat.title).toBe('No secrets management shown in the code of app: The boundary needs secret management');
    expect(threat.threat).toContain('If nothing outside of the code provides it');
    expect(threat.cvss.base.metrics).toMatchObject({ AT: 'P', VC: 'L', VI: 'L' });
    expect(Object.values(output.attackTrees).join()).not.toContain(threat.id);
  });

  it('leaves what is rated info and uncertain a gap', () => {
    const output = run({
      gaps: [gap('001-GAP-001', 'log-injection', 'routes/shop.js', 33, { severity: 'info', confidence: 'low' })],
    });
    expect(open(output)).toEqual([]);
    expect(output.matrix.prioritization_notes.join(' ')).toContain(
      'Rated info and not certain, too little for a threat: 001-GAP-001',
    );
  });

  it('scores a flaw rated below the usual with less impact', () => {
    const metrics = (severity: 'high' | 'medium') =>
      byGap(run({ gaps: [gap('001-GAP-001', 'hardcoded-secret', 'routes/shop.js', 33, { severity })] }), '001-GAP-001')
        .cvss;
    expect(metrics('high').base.metrics.VC).toBe('H');
    expect(metrics('medium').base.metrics.VC).toBe('L');
    expect(metrics('medium').reasons.VC).toContain('rated it medium, below the usual high');
  });

  it('puts at stake what the flows carry, everything after code execution, and nothing when only availability suffers', () => {
    const stakes = (weakness: string) =>
      byGap(
        run({
          gaps: [
            gap('001-GAP-001', weakness, 'routes/shop.js', 33, {
              crown_jewels_affected: ['user_credentials'],
              flow: [{ file_path: 'routes/shop.js', line: 31, text: '' }],
            }),
          ],
        }),
        '001-GAP-001',
      );
    expect(stakes('ssrf').stake).toMatch(/At stake: personal data\.$/);
    expect(stakes('code-injection').stake).toMatch(/At stake: user credentials and personal data\.$/);
    expect(stakes('redos').businessContext.targetsCrownJewel).toBe(false);
    expect(stakes('redos').stake).toMatch(/At stake: the availability of routes\.$/);
  });

  it('names controls of the same investigation only, and says that a sign-in does not prevent the flaw', () => {
    const from = { investigation_sources: ['investigations/high/001-x.json'] };
    const given = {
      gaps: [
        gap('001-GAP-001', 'ssrf', 'routes/shop.js', 33, {
          flow: [{ file_path: 'routes/shop.js', line: 31, text: '' }],
        }),
      ],
      categories: categories([
        control('AUTH-001', 'authentication', 'auth.js', from),
        control('VAL-001', 'input-validation', 'routes/shop.js', { ...from, strength: 'weak' }),
        control('VAL-002', 'input-validation', 'routes/shop.js'),
      ]),
    };
    expect(byGap(run(given), '001-GAP-001').existingControls).toEqual([
      { control_id: 'VAL-001', effect: 'Stands in front of all routes.' },
      { control_id: 'AUTH-001', effect: 'Authentication check decides who gets here; it does not prevent this.' },
    ]);
  });

  it('models architectural threats only with a flow or boundary', () => {
    const nowhere = gap('001-GAP-001', 'missing-encryption-at-rest', 'x', 1, {
      locations: [],
      affected_components: ['routes'],
    });
    const threat = byGap(run({ gaps: [nowhere] }), '001-GAP-001');
    expect(threat).toMatchObject({ architectural: true, component: 'routes', affectedDataFlows: ['df-001'] });
    const lost = run({ gaps: [nowhere], dataFlows: { scope: '', flows: [], externalIntegrations: [] } });
    expect(lost.model.threats.some((item) => item.controlGaps.length > 0)).toBe(false);
    expect(lost.matrix.prioritization_notes.join(' ')).toContain('Bound to no place');
  });
});

describe('mitigated threats (P-165)', () => {
  it('come from verified strong controls, score 0.0 and keep their base score', () => {
    const mitigated = run().model.threats.filter((threat) => threat.status === 'mitigated');
    expect(mitigated.map((threat) => [threat.component, threat.strideCategory])).toEqual([['routes', 'Spoofing']]);
    expect(mitigated[0]!.cvss.environmental.score).toBe(0);
    expect(mitigated[0]!.cvss.base.score).toBeGreaterThan(5);
    expect(mitigated[0]!.existingControls).toEqual([
      { control_id: 'AUTH-001', effect: 'Stands in front of all routes.' },
    ]);
  });
  it('do not come from unverified or weak ones, nor where a gap is open', () => {
    const none = (part: Parameters<typeof control>[3], gaps = system().gaps) =>
      run({
        gaps,
        categories: categories([control('AUTH-001', 'authentication', 'routes/shop.js', part)]),
      }).model.threats.filter((threat) => threat.status === 'mitigated');
    expect(none({ verification_status: 'unverified' })).toEqual([]);
    expect(none({ strength: 'partial' })).toEqual([]);
    expect(none({}, [gap('001-GAP-001', 'missing-authentication', 'routes/shop.js', 52)])).toEqual([]);
  });
});

describe('STRIDE coverage (P-150)', () => {
  it('has six verdicts with a reason for every component', () => {
    const { strideCoverage } = run({ components: [...system().components, component('docs', 'docs')] }).model;
    expect(strideCoverage).toHaveLength(3 * 6);
    for (const row of strideCoverage) expect(row.rationale).toMatch(/\.$/);
    expect(
      strideCoverage.filter((row) => row.component === 'docs').every((row) => row.result === 'not-applicable'),
    ).toBe(true);
  });
  it('never takes exposed and unexamined for clean', () => {
    const rows = run({ gaps: [], categories: categories([]) }).model.strideCoverage.filter(
      (row) => row.component === 'routes',
    );
    for (const stride of STRIDE)
      expect(rows.find((row) => row.category === stride)).toMatchObject({
        result: 'threat',
        threatIds: [],
        rationale: expect.stringMatching(/^gap-missed: .*unknown\.$/),
        unknown: true,
      });
  });
});

describe('abuse cases and attack trees (P-160)', () => {
  it('cover every open high or critical threat', () => {
    const output = run();
    const related = new Set(
      Object.values(output.abuseCases)
        .flat()
        .flatMap((item) => item.relatedThreats),
    );
    for (const threat of open(output))
      if (/High|Critical/.test(threat.cvss.overall.severity)) expect(related.has(threat.id)).toBe(true);
    expect(Object.keys(output.abuseCases)).toEqual(['authentication', 'authorization', 'data', 'api']);
  });
  it('count an injection as a way around the sign-in only where users sign in', () => {
    const tree = (line: number) =>
      run({
        gaps: [
          gap('001-GAP-001', 'nosql-injection', 'routes/shop.js', line, {
            flow: [{ file_path: 'routes/shop.js', line, text: '' }],
          }),
        ],
      }).attackTrees['credential-theft'];
    expect(tree(12)).toContain('Bypass or forge the sign-in\n    1.');
    expect(tree(32)).not.toContain('Bypass or forge the sign-in\n    1.');
  });
  it('name gaps and threats at the leaves, or say that there is none', () => {
    const { attackTrees, model } = run();
    const injection = model.threats[0]!;
    expect(attackTrees['privilege-escalation']).toContain(
      `[SUCCESS if 001-GAP-001 and 001-GAP-002 (${injection.id}) are open]`,
    );
    expect(attackTrees['credential-theft']).toMatch(/\*\*OR\*\*[\s\S]*\*\*AND\*\*/);
    for (const tree of Object.values(run({ gaps: [] }).attackTrees))
      expect(tree).toContain('No open threat of this model leads to this goal.');
  });
});

describe('data flow diagram and risk matrix', () => {
  it('map every threat to an element and fill every applicable cell (P-161)', () => {
    const { dfd, model } = run();
    expect(dfd.unmapped).toEqual([]);
    expect(new Set(dfd.elements.map((element) => element.kind))).toEqual(
      new Set(['external-entity', 'process', 'data-store', 'data-flow', 'trust-boundary']),
    );
    for (const element of dfd.elements)
      for (const cell of Object.values(element.stride) as { applicable: boolean; threatIds: string[]; note?: string }[])
        if (cell.applicable) expect(cell.threatIds.length > 0 || cell.note).toBeTruthy();
    for (const threat of model.threats) expect(threat.dfdElements.length).toBeGreaterThan(0);
    expect(model.threats[0]!.dfdElements).toEqual(
      expect.arrayContaining([
        { kind: 'process', id: 'routes' },
        { kind: 'data-flow', id: 'df-001' },
        { kind: 'trust-boundary', id: 'tb-001' },
        { kind: 'data-store', id: 'ds-001' },
      ]),
    );
  });
  it('count open threats per band, mitigated ones apart (P-162)', () => {
    const { matrix, model } = run();
    const openIds = model.threats.filter((threat) => threat.status === 'open').map((threat) => threat.id);
    expect(
      Object.values(matrix.distribution)
        .flatMap((band) => (band as { threat_ids: string[] }).threat_ids)
        .sort(),
    ).toEqual([...openIds].sort());
    expect(matrix.mitigated).toBe(1);
    expect(matrix.likelihood_impact.flatMap((cell) => cell.threat_ids).sort()).toEqual([...openIds].sort());
  });
  it('keeps the same files whatever the methodology (P-164)', () => {
    const keys = (['hybrid', 'stride-only', 'pasta-only', 'custom'] as const).map((methodology) => {
      const output = run({ methodology });
      return JSON.stringify([Object.keys(output), Object.keys(output.model), Object.keys(output.attackTrees)]);
    });
    expect(new Set(keys).size).toBe(1);
  });
});

describe('cross checks make violations visible', () => {
  const broken = (change: (output: ThreatModelOutput) => void) => {
    const input = system();
    const output = structuredClone(render(createThreatModel(input)));
    change(output);
    return validateThreatModel(output, input).map((item) => item.rule);
  };
  const first = (output: ThreatModelOutput) => output.model.threats[0]!;
  it.each<[string, string, (output: ThreatModelOutput) => void]>([
    [
      'nothing of this system',
      'generic',
      (o) => Object.assign(first(o), { locations: [], affectedEntryPoints: [], component: '' }),
    ],
    ['no location', 'location', (o) => Object.assign(first(o), { locations: [] })],
    [
      'architectural without a flow',
      'location',
      (o) =>
        Object.assign(first(o), {
          locations: [],
          architectural: true,
          affectedDataFlows: [],
          trustBoundariesCrossed: [],
        }),
    ],
    ['open without a gap (P-153)', 'gap', (o) => Object.assign(first(o), { controlGaps: [] })],
    ['a foreign actor (P-152)', 'actor', (o) => Object.assign(first(o), { threatActor: 'TA-999' })],
    ['a foreign component', 'reference', (o) => Object.assign(first(o), { component: 'moon' })],
    ['a foreign gap', 'reference', (o) => first(o).controlGaps.push('999-GAP-001')],
    ['a foreign flow', 'reference', (o) => first(o).affectedDataFlows.push('df-999')],
    ['an invented score (P-155)', 'cvss', (o) => Object.assign(first(o).cvss.overall, { score: 9.9 })],
    ['an invalid vector', 'cvss', (o) => Object.assign(first(o).cvss.base, { vector: 'CVSS:4.0/AV:N' })],
    ['a wrong severity', 'cvss', (o) => Object.assign(first(o).cvss.overall, { severity: 'Low' })],
    ['a metric without reason', 'cvss', (o) => Object.assign(first(o).cvss, { reasons: {} })],
    ['the other version', 'cvss', (o) => Object.assign(first(o).cvss, { version: '3.1' })],
    ['no business impact', 'context', (o) => Object.assign(first(o).businessContext, { businessImpactFinancial: '' })],
    ['a wrong order (P-159)', 'order', (o) => void o.model.threats.reverse()],
    ['the same id twice', 'id', (o) => Object.assign(o.model.threats[1]!, { id: first(o).id })],
    ['a missing verdict (P-150)', 'coverage', (o) => void o.model.strideCoverage.pop()],
    [
      'a verdict without threat',
      'coverage',
      (o) =>
        Object.assign(
          o.model.strideCoverage.find((row) => row.threatIds.length > 0)!,
          { threatIds: [] },
        ),
    ],
    ['a verdict on a foreign threat', 'coverage', (o) => o.model.strideCoverage[0]!.threatIds.push('THREAT-999')],
    [
      'no abuse case (P-160)',
      'abuse-case',
      (o) => Object.assign(o, { abuseCases: { authentication: [], authorization: [], data: [], api: [] } }),
    ],
    ['an empty tree', 'attack-tree', (o) => Object.assign(o.attackTrees, { 'credential-theft': '' })],
    ['an unmapped threat (P-161)', 'dfd', (o) => o.dfd.unmapped.push('THREAT-001')],
    ['an empty cell', 'dfd', (o) => Object.assign(o.dfd.elements[0]!.stride.S, { threatIds: [], note: '' })],
    [
      'a missing flow',
      'dfd',
      (o) => Object.assign(o.dfd, { elements: o.dfd.elements.filter((element) => element.kind !== 'data-flow') }),
    ],
    [
      'a missing boundary',
      'dfd',
      (o) => Object.assign(o.dfd, { elements: o.dfd.elements.filter((element) => element.kind !== 'trust-boundary') }),
    ],
    ['wrong counts (P-162)', 'matrix', (o) => Object.assign(o.matrix.distribution.critical, { count: 99 })],
    ['a wrong total', 'summary', (o) => Object.assign(o.model.summary, { totalThreats: 99 })],
    ['no file to test', 'files', (o) => Object.assign(o.files, { files: [] })],
  ])('%s', (_, rule, change) => expect(broken(change)).toContain(rule));
});

describe('likelihood and environment', () => {
  it('is high without a control and lower with a partial one', () => {
    const with_ = (gap_type: 'missing' | 'incomplete') =>
      byGap(run({ gaps: [gap('001-GAP-001', 'ssrf', 'routes/shop.js', 33, { gap_type })] }), '001-GAP-001').likelihood
        .rating;
    expect(with_('missing')).toBe('High');
    expect(with_('incomplete')).toBe('Medium');
  });
  it('counts only proved controls', () => {
    const waf = (part: Parameters<typeof control>[3]) =>
      run({
        categories: categories([control('VAL-009', 'input-validation', 'waf.js', { control_name: 'WAF', ...part })]),
      }).model.threats[0]!.cvss.environmental.modifiedBaseMetrics;
    expect(waf({})).toMatchObject({ MAC: 'H' });
    expect(waf({ verification_status: 'unverified' })).not.toHaveProperty('MAC');
    expect(waf({ strength: 'weak' })).not.toHaveProperty('MAC');
  });
  it('reads entries that share a handler', () => {
    const entries = [entry('ep-001', 'GET', '/a', 10), entry('ep-002', 'POST', '/a', 10)];
    const input = system({
      entryPoints: { scope: '', summary: { total: 2, byType: {}, byRiskLevel: {} }, entryPoints: entries },
      gaps: [
        gap('001-GAP-001', 'ssrf', 'routes/shop.js', 12, {
          flow: [{ file_path: 'routes/shop.js', line: 11, text: '' }],
        }),
      ],
    });
    expect(byGap(render(createThreatModel(input)), '001-GAP-001').affectedEntryPoints).toEqual(['ep-001', 'ep-002']);
  });
});
