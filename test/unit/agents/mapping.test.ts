import { describe, expect, it } from 'vitest';
import { label } from '../../../src/safety/text/mermaid';
import { consolidateMapping } from '../../../src/reasoning/mapping/consolidate';
import { indexOf } from '../../../src/reasoning/code-index';
import { CrownJewels } from '../../../src/reasoning/mapping/crown-jewels';
import { toEntryPoint } from '../../../src/reasoning/mapping/entry-points';
import { atOnce } from '../../../src/reasoning/in-steps';
import { componentName, mapInSteps } from '../../../src/reasoning/mapping/map';
import { normalPath } from '../../../src/reasoning/mapping/merge';
import { Component, DataFlows, EntryPoints, TrustBoundaries } from '../../../src/artifacts/phase3';
import type { CodeFacts } from '../../../src/artifacts/facts';
import { business, entry, guard, mapTask } from './facts-builder';
import { AUTH, ROUTES, sampleFacts, world } from './sample-app';
import { architectureMarkdown } from '../../../src/wording/summaries/architecture';
import { render } from '../../../src/wording/render';

function mapped(facts: CodeFacts): Component {
  const outcome = render(atOnce(mapInSteps(mapTask(), world.context(facts))));
  if (outcome.status !== 'completed') throw new Error('not mapped');
  return outcome.result;
}

const options = { now: '2026-01-01T00:00:00Z', scope: 'full' };
const consolidated = (facts = sampleFacts()) => render(consolidateMapping([mapped(facts)], facts, business(), options));

describe('mapping', () => {
  it('gives one valid component per spawn entry, with entry points, stores and crown jewels (P-041, P-045)', () => {
    const component = mapped(sampleFacts());
    expect(Component.safeParse(component).success).toBe(true);
    expect(component.entryPoints).toHaveLength(8);
    expect(component.dataStores.map((store) => store.name)).toEqual(['parcel-desk']);
    expect(component.handles_crown_jewels).toBe(true);
    expect(component.crown_jewels_handled).toEqual(['customer_records']);
  });

  it('gives others a turn again and again, however many entry points there are', () => {
    const portions = (count: number): number => {
      const entryPoints = Array.from({ length: count }, (_, at) =>
        entry('GET', `/${at}`, world.span(ROUTES, '/rates')),
      );
      return [...mapInSteps(mapTask(), world.context({ ...sampleFacts(), entryPoints }))].length;
    };
    expect(portions(400)).toBeGreaterThan(portions(0) + 30);
  });

  it('leaves files of other spawn entries out', () => {
    const task = mapTask();
    task.input.spawn = { path: 'src/routes', files: 3, recommended_depth: 'full' };
    task.input.sizing.strategy.components_to_spawn = [
      task.input.spawn,
      { path: './', files: 2, recommended_depth: 'full' },
    ];
    const outcome = render(atOnce(mapInSteps(task, world.context(sampleFacts()))));
    expect(outcome.status).toBe('completed');
    if (outcome.status !== 'completed') return;
    expect(outcome.result.name).toBe('src-routes');
    expect(outcome.coverage.filesRead).toEqual([
      'src/routes/admin.js',
      'src/routes/auth.js',
      'src/routes/shipments.js',
    ]);
    expect(outcome.result.dataStores).toEqual([]);
    expect(outcome.result.dependencies.internal).toEqual(['application']);
  });

  it('says what was not read', () => {
    const facts = sampleFacts();
    facts.inventory.files.push({
      path: 'src/big.js',
      size: 9_000_000,
      sha256: '',
      lines: 1,
      analyzed: false,
      skipped: 'too-large',
      role: 'source',
    });
    const outcome = render(atOnce(mapInSteps(mapTask(), world.context(facts))));
    expect(outcome.coverage.notReached).toEqual([{ path: 'src/big.js', reason: 'too-large' }]);
    expect(outcome.status === 'completed' && outcome.result.uncertainties?.join(' ')).toContain(
      'src/big.js (too-large)',
    );
  });
});

describe('consolidation of the mapping', () => {
  it('splits a root component into logical ones and keeps their names in all references', () => {
    const { components, entryPoints, dataFlows } = consolidated();
    expect(components.map((component) => [component.name, component.type])).toEqual([
      ['config', 'infrastructure'],
      ['core', 'shared'],
      ['data', 'database'],
      ['web-server', 'backend'],
    ]);
    const names = new Set(components.map((component) => component.name));
    expect(entryPoints.entryPoints.every((item) => names.has(item.component))).toBe(true);
    expect(dataFlows.flows.flatMap((flow) => flow.steps).every((step) => names.has(step.component ?? ''))).toBe(true);
  });

  it('follows the data across functions and files to the store', () => {
    const flow = consolidated().dataFlows.flows.find((item) => item.steps.some((step) => step.type === 'store'));
    expect(flow?.steps.map((step) => [step.type, step.component])).toEqual([
      ['source', 'web-server'],
      ['process', 'web-server'],
      ['process', 'data'],
      ['store', 'data'],
    ]);
    expect(flow?.steps.map((step) => step.from)).toEqual([undefined, undefined, 2, 3]);
    expect(flow?.crownJewels).toEqual(['customer_records']);
  });

  it('numbers ids and leaves no reference dangling (P-042, P-043)', () => {
    const result = consolidated();
    expect(
      EntryPoints.safeParse(result.entryPoints).success &&
        DataFlows.safeParse(result.dataFlows).success &&
        TrustBoundaries.safeParse(result.boundaries).success,
    ).toBe(true);
    const eps = new Set(result.entryPoints.entryPoints.map((item) => item.id));
    const flows = new Set(result.dataFlows.flows.map((item) => item.id));
    const boundaries = new Set(result.boundaries.boundaries.map((item) => item.id));
    for (const boundary of result.boundaries.boundaries)
      for (const id of boundary.crossingPoints ?? []) expect(eps.has(id) || flows.has(id)).toBe(true);
    for (const flow of result.dataFlows.flows)
      for (const id of flow.crossesBoundaries) expect(boundaries.has(id)).toBe(true);
    expect([...eps][0]).toBe('ep-001');
    for (const component of result.components)
      for (const item of component.entryPoints) expect(eps.has(item.id)).toBe(true);
  });

  it('counts missing controls as required minus detected (P-046)', () => {
    const { boundaries, summary } = consolidated().boundaries;
    for (const boundary of boundaries)
      expect(boundary.controls.missing).toEqual(
        boundary.controls.required.filter((name) => !boundary.controls.detected.includes(name)),
      );
    expect(boundaries.find((item) => item.name === 'Internet to application')?.controls.detected).toEqual([
      'rate limiting',
    ]);
    expect(summary.totalBoundaries).toBe(boundaries.length);
  });

  it('unites the same route registered twice and assumes the weaker authentication', () => {
    const facts = sampleFacts();
    const login = guard('authentication', 'requireLogin', world.span(AUTH, 'reset'));
    facts.entryPoints.push(
      entry('POST', '/twice/:id', world.span(AUTH, "'/reset'"), {
        id: 'a',
        guards: [login],
        handler: { name: 'x', functionId: 'x', at: world.span(AUTH, 'function login') },
      }),
      entry('POST', '/twice/{id}', world.span(ROUTES, '/rates'), {
        id: 'b',
        handler: { name: 'y', functionId: 'y', at: world.span(ROUTES, 'function rates') },
      }),
    );
    const { entryPoints, components } = consolidated(facts);
    const twice = entryPoints.entryPoints.filter((item) => item.path === '/twice/{id}');
    expect(twice).toHaveLength(1);
    expect(twice[0]?.authentication).toBe('none');
    expect(components.flatMap((component) => component.uncertainties ?? []).join(' ')).toContain(
      'the weaker one is assumed',
    );
  });

  it('draws valid Mermaid whatever the names hold, and three levels of it (P-058)', () => {
    expect(label('a"] --> x; click <b> `evil` {1}')).toBe(
      '"a#34;#93; --#62; x#59; click #60;b#62; #96;evil#96; #123;1#125;"',
    );
    const text = architectureMarkdown('Shop', consolidated());
    expect(text.match(/```mermaid\nflowchart LR/g)?.length).toBeGreaterThanOrEqual(3);
    expect(text).toContain('## Level 0');
    expect(text).toContain('## Level 2');
  });

  it('does not depend on the order of its input', () => {
    const facts = sampleFacts();
    const parts = ['src/routes', 'src/data', './'].map((path) => {
      const task = mapTask();
      task.input.spawn = { path, files: 1, recommended_depth: 'full' };
      task.input.sizing.strategy.components_to_spawn = ['src/routes', 'src/data', './'].map((other) => ({
        path: other,
        files: 1,
        recommended_depth: 'full' as const,
      }));
      const outcome = render(atOnce(mapInSteps(task, world.context(facts))));
      if (outcome.status !== 'completed') throw new Error('not mapped');
      return outcome.result;
    });
    const forward = render(consolidateMapping(parts, facts, business(), options));
    const backward = render(consolidateMapping([...parts].reverse(), facts, business(), options));
    expect(JSON.stringify(backward)).toBe(JSON.stringify(forward));
    expect(forward.components.map((component) => component.name)).toEqual(['config', 'core', 'data', 'web-server']);
  });

  it('maps an empty folder to a single empty component', () => {
    const facts = sampleFacts({
      entryPoints: [],
      functions: [],
      stores: [],
      weaknesses: [],
      controls: [],
      frameworks: [],
      dependencies: [],
      inventory: { files: [], directories: 0, unreadable: [], truncated: [] },
    });
    const result = consolidated(facts);
    expect(result.components).toHaveLength(1);
    expect(result.entryPoints.entryPoints).toEqual([]);
  });
});

describe('names', () => {
  it('understands the ways frameworks write path parameters', () => {
    expect(['/u/:id', '/u/<int:id>', '/u/{id}', '/u/<id>'].map(normalPath)).toEqual([
      '/u/{id}',
      '/u/{id}',
      '/u/{id}',
      '/u/{id}',
    ]);
  });

  it('names a component after its folder', () => {
    expect([
      componentName({ path: './', files: 1, recommended_depth: 'full' }),
      componentName({ path: './packages/MyApi/', files: 1, recommended_depth: 'full' }),
    ]).toEqual(['application', 'packages-my-api']);
  });
});

describe('what a component is', () => {
  it('is no database where it only uses one', () => {
    const facts = sampleFacts();
    const using = { ...facts, entryPoints: [], frameworks: [] };
    expect([mapped(using).dataStores.length > 0, mapped(using).type]).toEqual([true, 'shared']);
  });
});

describe('the risk and the protection of an entry point', () => {
  const facts = world.facts({});
  const at = world.span(ROUTES, 'router');
  const of = (...[method, route, , extra]: Parameters<typeof entry>) =>
    render(toEntryPoint(entry(method, route, at, extra), 'api', CrownJewels.of(business(), facts), indexOf(facts)));

  it('is low for a page that takes nothing, high for what changes something', () => {
    expect(of('GET', '/about', at).riskLevel).toBe('low');
    const read = of('GET', '/news/:id', at, { params: [{ name: 'id', source: 'path', type: 'string', line: 1 }] });
    expect([read.riskLevel, read.riskFactors]).toEqual([
      'medium',
      ['No authentication', 'Takes 1 parameter without a schema in front'],
    ]);
    expect([of('POST', '/news', at).riskLevel, of('GET', '/admin/news', at).riskLevel]).toEqual(['high', 'high']);
  });

  it('counts the record of the caller as owned, others not', () => {
    const authorization = (route: string) =>
      of('GET', route, at, { guards: [guard('authentication', 'requireUser', at)] }).authorization;
    expect(['/users/me', '/users/me/password', '/users/me/friends/{id}', '/users/{id}'].map(authorization)).toEqual([
      'ownership',
      'ownership',
      'none',
      'none',
    ]);
    expect(of('GET', '/users/me', at).authorization).toBe('none');
  });
});
