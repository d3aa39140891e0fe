// @vitest-environment jsdom
// Mermaid cleans labels with DOMPurify, which wants a document.
import fc from 'fast-check';
import mermaid from 'mermaid';
import { describe, expect, it } from 'vitest';
import { architectureMarkdown } from '../../../src/wording/summaries/architecture';
import type { Architecture } from '../../../src/wording/summaries/diagrams';
import type { DataFlow } from '../../../src/artifacts/phase3';
import { label } from '../../../src/safety/text/mermaid';
import { HOSTILE } from '../safety/text/hostile';
import { component, system } from '../threats/system';

type Operation = 'read' | 'write' | 'delete';

const KEYWORDS = [
  'end',
  'subgraph',
  'graph',
  'click',
  'style',
  'classDef',
  'linkStyle',
  'default',
  'direction',
  'style: x:#(',
  '%% comment',
  '%%{init: {}}%%',
  '---',
  'o--o',
  '-->|x|',
  'fa:fa-user',
  '$$x^2$$',
  '😀👩‍💻',
  'ü-ö',
  'a_b',
  'a-b',
];
const NAMES = [...HOSTILE, ...KEYWORDS];

const store = (name: string, operations: Operation[]) => ({
  id: 'ds-1',
  name,
  type: 'database',
  operations,
  subjects: [],
  location: 'a.js:1',
});

function flow(id: string, from: string, through: string, to: string): DataFlow {
  const step = (type: 'source' | 'process' | 'sink', name: string) => ({
    type,
    name,
    component: through,
    location: 'a.js:1',
  });
  return {
    ...system().dataFlows.flows[0]!,
    id,
    name: id,
    steps: [step('source', from), step('process', through), step('sink', to)],
  } as DataFlow;
}

/** A system in which everything that has a name is called one of `names`. */
function architecture(
  names: readonly string[],
  operations: Operation[][] = [['read'], ['write'], ['read', 'write'], ['delete'], []],
): Architecture {
  const { entryPoints, dataFlows, boundaries } = system();
  const other = (index: number): string => names[index % names.length] ?? '';
  return {
    components: names.map((name, index) =>
      component(name, 'src', {
        entryPoints: [entryPoints.entryPoints[0]!],
        dataStores: operations.map((one, at) => store(other(index + at), one)),
        dependencies: { internal: [other(index + 1)], external: [] },
      }),
    ),
    entryPoints,
    dataFlows: {
      ...dataFlows,
      flows: names.map((name, index) => flow(`df-${name}`, name, other(index + 1), other(index + 2))),
      externalIntegrations: names.map(
        (name, index) =>
          ({
            id: 'x',
            name,
            type: index % 2 === 0 ? 'inbound' : 'outbound',
            protocol: 'http',
            component: 'x',
            location: 'a.js:1',
          }) as never,
      ),
    },
    boundaries,
    manifest: { technologies: { primaryLanguage: names[0] ?? 'x' } } as Architecture['manifest'],
  };
}

const diagramsOf = (markdown: string): string[] =>
  [...markdown.matchAll(/^```mermaid\n([\s\S]*?)^```$/gm)].map(([, body = '']) => body);
const parsed = async (markdown: string): Promise<string[]> => {
  const diagrams = diagramsOf(markdown);
  for (const diagram of diagrams) await mermaid.parse(diagram);
  return diagrams;
};

describe('data flow diagrams', () => {
  it('are refused by Mermaid when they are wrong: the test can fail', async () => {
    await expect(mermaid.parse('flowchart LR\n  a <-- b\n')).rejects.toThrow('Parse error');
  });

  it.each([[['read']], [['write']], [['delete']], [['read', 'write']], [['read', 'delete']], [[]]] as Operation[][][])(
    'parse for a store that is used for %j',
    async (operations) => {
      const diagrams = await parsed(architectureMarkdown('Shop', architecture(['web', 'orders'], [operations])));
      expect(diagrams.length).toBeGreaterThanOrEqual(3);
    },
  );

  it('hang every store and sink on the function that uses it, and never on each other', () => {
    const plan = architecture(['web']);
    const [first] = plan.dataFlows.flows;
    const step = (order: number, type: string, name: string, from?: number) => ({
      order,
      type,
      name,
      location: `a.js:${order}`,
      component: 'web',
      ...(from === undefined ? {} : { from }),
    });
    const steps = [
      step(1, 'source', 'GET /a'),
      step(2, 'process', 'show'),
      step(3, 'process', 'load', 2),
      step(4, 'store', 'orders', 3),
      step(5, 'sink', 'mail', 2),
    ];
    const dataFlows = { ...plan.dataFlows, flows: [{ ...first, steps }], externalIntegrations: [] };
    const drawn = diagramsOf(architectureMarkdown('Shop', { ...plan, dataFlows } as Architecture)).at(-1) ?? '';
    const id = (name: string): string => new RegExp(`(n\\d+)\\S{1,2}"${name}"`).exec(drawn)?.[1] ?? 'missing';
    const edges = drawn.split('\n').filter((line) => line.includes('-->'));
    expect(edges.map((line) => line.trim())).toEqual([
      `${id('GET /a')} --> ${id('show')}`,
      `${id('show')} --> ${id('load')}`,
      `${id('load')} <--> ${id('orders')}`,
      `${id('show')} --> ${id('mail')}`,
    ]);
  });

  it('point the way the data goes', () => {
    const arrows = (operations: Operation[]): string =>
      diagramsOf(architectureMarkdown('Shop', architecture(['web'], [operations])))[0] ?? '';
    const id = /(n\d+)\[\("web #40;database#41;"\)\]/;
    const edge = (operations: Operation[]): string | undefined => {
      const diagram = arrows(operations);
      const node = id.exec(diagram)?.[1] ?? 'missing';
      return diagram
        .split('\n')
        .find((line) => line.endsWith(` ${node}`) || line.trim().startsWith(`${node} -->`))
        ?.trim()
        .replace(node, 'STORE');
    };
    expect(edge(['read'])).toMatch(/^STORE --> n\d+$/);
    expect(edge(['write'])).toMatch(/^n\d+ --> STORE$/);
    expect(edge(['delete'])).toMatch(/^n\d+ --> STORE$/);
    expect(edge(['read', 'write'])).toMatch(/^n\d+ <--> STORE$/);
  });

  it.each(NAMES)('parse for the name %j', async (name) => {
    await parsed(architectureMarkdown(name, architecture([name, 'web'])));
  });

  it('keep names apart that differ in punctuation alone', () => {
    const [, levelOne = ''] = diagramsOf(architectureMarkdown('Shop', architecture(['a_b', 'a-b', 'a b'], [])));
    expect(levelOne.match(/^ {2}n\d+\("/gm)).toHaveLength(3);
  });

  it('stay within what Mermaid draws, and say what is left out', async () => {
    const names = Array.from({ length: 300 }, (_, index) => `component ${index} ${'x'.repeat(80)}`);
    const markdown = architectureMarkdown('Shop', architecture(names));
    for (const diagram of await parsed(markdown)) {
      expect(diagram.length).toBeLessThan(50_000);
      expect(diagram.match(/-->/g)?.length ?? 0).toBeLessThan(500);
    }
    expect(markdown).toContain('would not fit into the diagram');
  });

  it('label nodes with anything', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...NAMES)), async (name) => {
        await mermaid.parse(`flowchart LR\n  a[(${label(name)})] -->|${label(name)}| b{{${label(name)}}}\n`);
      }),
      { numRuns: 100 },
    );
  });
});
