import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020';
import type { Log, Result } from 'sarif';
import { describe, expect, it } from 'vitest';
import type { CodeFacts, FunctionFact, WeaknessFact } from '../../../src/artifacts/facts';
import { WEAKNESSES } from '../../../src/knowledge/weaknesses';
import { analysisSarif } from '../../../src/report/sarif/analysis';
import { codeView } from '../../../src/report/sarif/code-view';
import { threatsSarif } from '../../../src/report/sarif/threats';
import { gap, modelData, threat } from './data';
import { coverage } from '../coverage';

const schema = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../fixtures/standards/sarif-2.1.0.json'), 'utf8'),
) as object;
const valid = new Ajv2020({ strict: false, validateFormats: false }).compile(schema);

const RUN = "    os.system('run ' + request.args['x'])";
const view = (name: string, body: readonly string[] = [RUN]): string[] => [
  `@app.get('/${name}')`,
  `def ${name}():`,
  ...body,
  "    return 'ok'",
  '',
];

/** Facts as the analysis would give them for every line that runs a command. */
function factsOf(files: Record<string, string>): CodeFacts {
  const weaknesses: WeaknessFact[] = [];
  const functions: FunctionFact[] = [];
  for (const [file, text] of Object.entries(files)) {
    text.split(/\r?\n/).forEach((line, index) => {
      const at = { file, line: index + 1, endLine: index + 1, text: line.trim() };
      const name = /^def (\w+)/.exec(line)?.[1];
      if (name !== undefined)
        functions.push({ id: `${file}#${name}`, name, file, line: at.line, endLine: at.line + 3, callers: [] });
      if (line.includes('os.system'))
        weaknesses.push({
          id: `${file}:${at.line}`,
          weakness: 'command-injection',
          seen: { what: 'arrives' },
          at,
          sink: 'os.system',
          path: [at],
          entryPoints: [],
          partialGuards: [],
          confidence: 'high',
        });
    });
  }
  return { weaknesses, functions, inventory: { files: [] }, coverage: coverage() } as unknown as CodeFacts;
}

const logOf = (files: Record<string, string>, facts = factsOf(files)): Log =>
  analysisSarif(facts, '1.0.0', new Map(Object.entries(files)), []);
const resultsOf = (log: Log): Result[] => log.runs[0]?.results ?? [];
const prints = (files: Record<string, string>): unknown[] =>
  resultsOf(logOf(files)).map(({ partialFingerprints }) => partialFingerprints);
const own = (files: Record<string, string>): string[] =>
  resultsOf(logOf(files)).map(({ partialFingerprints }) => partialFingerprints?.['threatline/v1'] ?? '');

const APP = [...view('a'), ...view('b', [RUN, RUN])].join('\n');

describe('identity of a result', () => {
  it('is its own for equal lines, in one function and in two', () => {
    expect(own({ 'app.py': APP })).toHaveLength(3);
    expect(new Set(own({ 'app.py': APP })).size).toBe(3);
    expect(
      new Set(
        prints({ 'app.py': APP }).map((one) => (one as { primaryLocationLineHash: string }).primaryLocationLineHash),
      ).size,
    ).toBe(3);
  });

  it('stays when lines move, line ends change, or another file is renamed', () => {
    const before = prints({ 'app.py': APP, 'other.py': APP });
    expect(prints({ 'app.py': `# one\n\n# two\n${APP}`, 'other.py': APP })).toEqual(before);
    expect(prints({ 'app.py': APP.replaceAll('\n', '\r\n'), 'other.py': APP })).toEqual(before);
    expect(prints({ 'app.py': APP, 'renamed.py': APP }).slice(0, 3)).toEqual(before.slice(0, 3));
    expect(own({ 'app.py': APP.replace('    os', '\tos') })).toEqual(own({ 'app.py': APP }));
  });

  it('does not depend on the order in which results are listed', () => {
    const facts = factsOf({ 'app.py': APP });
    const turned = { ...facts, weaknesses: [...facts.weaknesses].reverse() };
    expect(
      resultsOf(logOf({ 'app.py': APP }, turned))
        .reverse()
        .map((one) => one.partialFingerprints),
    ).toEqual(prints({ 'app.py': APP }));
  });

  it('changes with the code, the function and the rule', () => {
    const [first] = own({ 'app.py': APP });
    expect(own({ 'app.py': APP.replace("'run '", "'walk '") })[0]).not.toBe(first);
    expect(own({ 'app.py': APP.replace('def a', 'def z') })[0]).not.toBe(first);
    expect(own({ 'src/app.py': APP })[0]).not.toBe(first);
  });

  it('needs no text: a file that is gone has neither columns nor a line hash', () => {
    const [result] = resultsOf(analysisSarif(factsOf({ 'app.py': APP }), '1.0.0', new Map(), []));
    expect(Object.keys(result?.partialFingerprints ?? {})).toEqual(['threatline/v1']);
    expect(result?.locations?.[0]?.physicalLocation?.region?.startColumn).toBeUndefined();
  });
});

describe('a place in SARIF', () => {
  it('has the columns of its expression, in UTF-16 units after a byte order mark', () => {
    const files = { 'app.py': `\ufeff${view('a', ["    x = '😀'; os.system(q)"]).join('\n')}` };
    const facts = factsOf(files);
    facts.weaknesses[0]!.at = { ...facts.weaknesses[0]!.at, text: 'os.system(q)' };
    expect(resultsOf(logOf(files, facts))[0]?.locations?.[0]?.physicalLocation?.region).toMatchObject({
      startLine: 3,
      startColumn: 15,
      endColumn: 27,
    });
  });

  it('is encoded: the address of a hostile name is a URI reference, its message no link', () => {
    const name = 'src/<img src=x> #\u202e[a](b).py';
    const log = logOf({ [name]: APP });
    const uri = resultsOf(log)[0]?.locations?.[0]?.physicalLocation?.artifactLocation?.uri ?? '';
    expect(uri).toMatch(/^[\w\-./%!~*'()]+$/);
    expect(decodeURIComponent(uri)).toBe(name);
    expect(valid(log), JSON.stringify(valid.errors)).toBe(true);
  });
});

const PLACES = [30, 40, 50].map((line) => ({ file_path: 'app.py', line_range: { start: line, end: line } }));

describe('the threats of a model in SARIF', () => {
  const each = PLACES.map((place, index) =>
    gap(`001-GAP-00${index + 1}`, {
      weakness: 'command-injection',
      cwe: 'CWE-78',
      description: `Place ${index + 1}.`,
      locations: [place],
      flow: [],
    }),
  );
  const data = modelData({
    threats: [
      threat('THREAT-001', { locations: PLACES, controlGaps: each.map(({ gap_id: id }) => id) }),
      threat('THREAT-002', {
        locations: PLACES.slice(0, 2),
        controlGaps: each.map(({ gap_id: id }) => id),
        chain: 'stolen-session',
      }),
    ],
    securityControls: { categories: {}, gaps: each },
  });
  const log = threatsSarif(
    data,
    codeView(new Map([['app.py', Array.from({ length: 60 }, (_, index) => `  call(${index});`).join('\n')]]), {
      functions: [],
      weaknesses: [],
    }),
  );

  it('are one result per place, with the threat they share', () => {
    const ofRule = resultsOf(log).filter(({ ruleId }) => ruleId === 'command-injection');
    expect(
      ofRule.map(({ locations, properties, message }) => [
        locations?.[0]?.physicalLocation?.region?.startLine,
        String(properties?.['threat']),
        message.text,
      ]),
    ).toEqual([
      [30, 'THREAT-001', 'Place 1. Parse the formula.'],
      [40, 'THREAT-001', 'Place 2. Parse the formula.'],
      [50, 'THREAT-001', 'Place 3. Parse the formula.'],
    ]);
    expect(ofRule[0]?.locations?.[0]?.physicalLocation?.region).toEqual({
      startLine: 30,
      startColumn: 3,
      endColumn: 12,
      endLine: 30,
    });
    expect(new Set(resultsOf(log).map(({ partialFingerprints }) => partialFingerprints?.['threatline/v1'])).size).toBe(
      4,
    );
    expect(valid(log), JSON.stringify(valid.errors)).toBe(true);
  });

  it('of two flaws that add up are one result, which points at both', () => {
    const [chain] = resultsOf(log).filter(({ ruleId }) => ruleId === 'chain-stolen-session');
    expect(chain?.relatedLocations).toHaveLength(1);
    expect(chain?.properties?.['threat']).toBe('THREAT-002');
  });

  it('have rules whose ids never count: kebab-case, the same for analysis and report', () => {
    const ids = log.runs[0]?.tool.driver.rules?.map(({ id }) => id) ?? [];
    for (const id of [...ids, ...Object.keys(WEAKNESSES)]) expect(id).toMatch(/^[a-z]+(-[a-z0-9]+)*$/);
    expect(ids).toContain(resultsOf(logOf({ 'app.py': APP }))[0]?.ruleId);
  });

  it('are as severe as the worst result of the rule', () => {
    const rule = log.runs[0]?.tool.driver.rules?.find(({ id }) => id === 'command-injection');
    expect(rule?.properties?.['security-severity']).toBe('9.3');
  });
});

describe('how grave a result of the analysis is', () => {
  it.each([
    ['proved', 'high', 'production', '8.0'],
    ['likely', 'medium', 'production', '5.5'],
    ['likely', 'low', 'production', '2.5'],
    ['proved', 'high', 'test', '2.5'],
  ] as const)('follows from its proof and its zone: %s, %s, in %s code', (proof, confidence, zone, score) => {
    const facts = factsOf({ 'app.py': RUN });
    const weaknesses = facts.weaknesses.map((one) => ({ ...one, weakness: 'ssrf', proof, confidence }));
    const inventory = { files: [{ path: 'app.py', zone }] } as unknown as CodeFacts['inventory'];
    const [result] = resultsOf(logOf({ 'app.py': RUN }, { ...facts, weaknesses, inventory }));
    expect(result?.properties?.['security-severity']).toBe(score);
  });
});
