import { describe, expect, it } from 'vitest';
import { investigate } from '../../../src/reasoning/investigate/investigate';
import { atOnce } from '../../../src/reasoning/in-steps';
import { concernsInWords } from '../../../src/pipeline/concerns-in-words';
import { consolidateMapping } from '../../../src/reasoning/mapping/consolidate';
import { mapInSteps } from '../../../src/reasoning/mapping/map';
import type { CodeFacts } from '../../../src/artifacts/facts';
import type { Concern } from '../../../src/artifacts/phase3';
import { Investigation } from '../../../src/artifacts/phase4';
import { isQuoted } from '../../../src/artifacts/quote';
import type { InvestigationDraft } from '../../../src/artifacts/investigation-draft';
import { evidence } from '../evidence/found';
import { business, control, investigateTask, mapTask, sha } from './facts-builder';
import { ADMIN, AUTH, ROUTES, sampleFacts, SERVER, world } from './sample-app';
import { render } from '../../../src/wording/render';

const deriveConcerns = (...given: Parameters<typeof concernsInWords>) => atOnce(concernsInWords(...given));

function prepare(facts: CodeFacts, context = business()) {
  const outcome = render(atOnce(mapInSteps(mapTask(), world.context(facts))));
  if (outcome.status !== 'completed') throw new Error('not mapped');
  const mapping = render(consolidateMapping([outcome.result], facts, context, { now: 'T', scope: 'full' }));
  return { mapping, concerns: deriveConcerns(mapping, facts, context).concerns };
}

async function run(
  described: CodeFacts,
  pick: (concern: Concern) => boolean,
  context = business(),
): Promise<InvestigationDraft> {
  const facts = { ...described, evidence: await evidence(Object.fromEntries(world.texts)) };
  const { mapping, concerns } = prepare(facts, context);
  const concern = concerns.find(pick);
  if (!concern) throw new Error(`no such concern in ${concerns.map((item) => item.title).join('; ')}`);
  const outcome = render(
    await investigate(investigateTask(concern, mapping.entryPoints, context), world.context(facts)),
  );
  if (outcome.status !== 'completed') throw new Error(outcome.status);
  return outcome.result;
}

const custom = (
  category: Concern['expected_control_categories'][number]['category'],
  file: string,
  line: number,
): Concern => ({
  id: '900',
  name: 'user-concern',
  title: 'A concern of the user',
  severity: 'high',
  description: '',
  locations: [{ file_path: file, line_range: { start: line, end: line } }],
  crown_jewels_affected: [],
  expected_control_categories: [{ category, role: 'primary' }],
  source: [{ artifact: 'user', id: '900' }],
  rule: 'user',
  severity_factors: { crown_jewel_proximity: 0, exposure: 0, data_sensitivity: 0, modifiers: [], score: 0 },
  rationale: '',
});

describe('an investigation', () => {
  it('fits its schema, quotes verbatim with the hash of the file, and reads each file once (P-069, P-070)', async () => {
    const facts = sampleFacts();
    const { mapping, concerns } = prepare(facts);
    for (const concern of concerns) {
      const context = world.context(facts);
      const outcome = render(await investigate(investigateTask(concern, mapping.entryPoints), context));
      expect(outcome.status).toBe('completed');
      if (outcome.status !== 'completed') continue;
      expect(
        Investigation.safeParse({ ...outcome.result, timestamp: 'T', investigation_duration_seconds: 0 }).success,
      ).toBe(true);
      for (const item of outcome.result.evidence) {
        const text = world.texts.get(item.source_file) ?? '';
        expect(isQuoted(text.split('\n'), item.line_range!, item.content)).toBe(true);
        expect(item.file_hash).toBe(sha(text));
      }
      expect(new Set(context.reads).size).toBe(context.reads.length);
      expect(context.reports.length).toBeGreaterThan(0);
    }
  });

  it('follows request data to the place where it does harm', async () => {
    const result = await run(sampleFacts(), (concern) => concern.title.includes('eval'));
    expect(result.control_gaps).toHaveLength(1);
    expect(result.control_gaps[0]).toMatchObject({
      gap_severity: 'critical',
      gap_type: 'missing',
      cwe: 'CWE-94',
      locations: [{ file_path: ROUTES, line_range: { start: 15, end: 15 } }],
      flow: [{ line: 14 }, { line: 15 }],
    });
    expect(result.control_gaps[0]?.description).toContain(
      '`formula` of POST /shipments/rates (rates) flows into eval at src/routes/shipments.js:15',
    );
    expect(result.control_gaps[0]?.attack_vector).toMatch(/^POST \/shipments\/rates with formula=/);
    expect(result.recommendations[0]).toMatchObject({
      priority: 'immediate',
      addresses_gaps: ['GAP-001'],
      files_to_modify: [ROUTES],
    });
    expect(result.controls_found.map((item) => item.control_name)).toEqual(['requireLogin']);
    expect(result.files_for_phase5).toEqual([ROUTES]);
  });

  it('claims no gap where a strong control covers the place', async () => {
    const facts = sampleFacts();
    facts.controls.push(
      control('input-validation', 'formula parser', world.span(ROUTES, 'req.body.formula'), {
        covers: [world.span(ROUTES, 'eval(')],
      }),
    );
    const result = await run(facts, (concern) => concern.title.includes('eval'));
    expect(result.control_gaps).toEqual([]);
    expect(result.description).toMatch(/^Verified: formula parser covers it/);
  });

  it('claims nothing about a line that does not say what the analysis saw', async () => {
    const facts = sampleFacts();
    facts.weaknesses = facts.weaknesses.map((item) => ({
      ...item,
      at: { ...item.at, text: 'something else entirely' },
    }));
    const result = await run(facts, (concern) => concern.title.includes('eval'));
    expect(result.control_gaps).toEqual([]);
    expect(result.description).toContain('nothing is claimed about it');
  });

  it('tells a record that is compared with the caller from one that is not', async () => {
    const result = await run(sampleFacts(), (concern) => concern.title.endsWith('by its key'));
    expect(result.control_gaps).toHaveLength(1);
    expect(result.control_gaps[0]?.description).toContain(
      'GET /shipments/:id reads the shipment that `params.id` names, whoever it belongs to.',
    );
    expect(result.control_gaps[0]?.description).toContain(
      'POST /shipments/:id/cancel (src/routes/shipments.js:10) asks whose it is.',
    );
    expect(result.control_gaps[0]?.proof).toBe('proved');
    expect(result.controls_found.find((item) => item.control_type === 'authorization')).toMatchObject({
      control_name: 'ownership check',
      line_range: { start: 10 },
      verification_status: 'verified',
    });
  });

  it('finds the one route whose neighbours ask for a role', async () => {
    const result = await run(sampleFacts(), (concern) => concern.title.endsWith('no role'));
    expect(result.control_gaps.map((gap) => gap.description)).toEqual([
      expect.stringContaining(
        "2 of 3 routes in src/routes/admin.js are guarded by requireRole('admin'); POST /admin/users/:id/role (setRole) is not",
      ),
    ]);
    expect(result.recommendations[0]?.action).toBe("Put requireRole('admin') in front of POST /admin/users/:id/role.");
  });

  it('sees that one of two credential routes is limited', async () => {
    const result = await run(sampleFacts(), (concern) => concern.rule === 'C-RATE');
    expect(result.controls_found.map((item) => item.control_name)).toEqual(['limiter']);
    expect(result.control_gaps[0]?.description).toContain('POST /reset is limited by limiter');
  });

  it('rates requirements of phase 1 by what it found', async () => {
    const context = business({ requirements: [{ id: 'R-7', category: 'authorization' }] });
    const result = await run(sampleFacts(), (concern) => concern.title.endsWith('no role'), context);
    expect(result.compliance_impact).toEqual([expect.objectContaining({ requirement_id: 'R-7', impact: 'fails' })]);
  });

  it('answers a concern that the user added at a route, as likely at most', async () => {
    const facts = sampleFacts();
    const { mapping } = prepare(facts);
    const place = world.span(ADMIN, '/role');
    const outcome = render(
      await investigate(
        investigateTask(custom('authorization', place.file, place.line), mapping.entryPoints),
        world.context(facts),
      ),
    );
    expect(outcome.status === 'completed' && outcome.result.control_gaps.map((gap) => [gap.cwe, gap.proof])).toEqual([
      ['CWE-862', 'likely'],
    ]);
  });

  it('claims nothing when a concern of the user finds neither control nor flaw', async () => {
    const facts = sampleFacts();
    const { mapping } = prepare(facts);
    const outcome = render(
      await investigate(investigateTask(custom('output-encoding', AUTH, 3), mapping.entryPoints), world.context(facts)),
    );
    expect(outcome.status === 'completed' && [outcome.result.control_gaps, outcome.result.controls_found]).toEqual([
      [],
      [],
    ]);
  });
});

describe('an investigation that cannot finish', () => {
  it('fails with the reason when no place can be read', async () => {
    const facts = sampleFacts();
    const { mapping } = prepare(facts);
    const outcome = render(
      await investigate(
        investigateTask(custom('authorization', 'src/gone.js', 1), mapping.entryPoints),
        world.context(facts),
      ),
    );
    expect(outcome).toMatchObject({ status: 'failed', reason: expect.stringContaining('src/gone.js does not exist') });
  });

  it('says which places it could not read and keeps the rest', async () => {
    const facts = sampleFacts();
    const { mapping } = prepare(facts);
    const concern = custom('authorization', SERVER, 1);
    concern.locations.push(
      { file_path: 'src/gone.js', line_range: { start: 1, end: 1 } },
      { file_path: SERVER, line_range: { start: 900, end: 900 } },
    );
    const outcome = render(await investigate(investigateTask(concern, mapping.entryPoints), world.context(facts)));
    expect(outcome).toMatchObject({
      status: 'partial',
      result: { status: 'partial-investigation', completion: { examined: 1, total: 3, percent: 67 } },
    });
    expect(outcome.coverage.notReached.map((item) => item.path)).toContain('src/gone.js');
  });

  it('hands over what it has when it is stopped between two places (P-121)', async () => {
    const facts = sampleFacts();
    const { mapping, concerns } = prepare(facts);
    const concern = concerns.find((item) => item.locations.length >= 4)!;
    const stop = new AbortController();
    const context = world.context(facts, stop.signal);
    const outcome = render(
      await investigate(investigateTask(concern, mapping.entryPoints), {
        ...context,
        report: (progress) => {
          if ((progress.done ?? 0) >= 2) stop.abort();
        },
      }),
    );
    expect(outcome).toMatchObject({
      status: 'partial',
      reason: 'stopped before the end',
      result: { status: 'partial-investigation', completion: { examined: 3, total: 4 } },
    });
  });

  it('is cancelled when it was stopped before the first place', async () => {
    const facts = sampleFacts();
    const { mapping, concerns } = prepare(facts);
    const stop = new AbortController();
    stop.abort();
    const outcome = render(
      await investigate(investigateTask(concerns[0]!, mapping.entryPoints), world.context(facts, stop.signal)),
    );
    expect(outcome.status).toBe('cancelled');
  });
});
