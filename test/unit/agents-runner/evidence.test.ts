import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InvestigationDraft } from '../../../src/artifacts/investigation-draft';
import { lockResult } from '../../../src/agents/runner/evidence';
import { createSourceReader, type SourceReader } from '../../../src/agents/runner/source-reader';
import { createTools, ToolError } from '../../../src/agents/runner/tools';
import { Redaction } from '../../../src/safety/secrets/redaction';
import { factsOf, makeWorkspace } from '../pipeline/support/workspace';
import { draft as emptyDraft } from './draft';

const FILES = {
  'a.js': 'one();\ntwo("x");\nthree();',
  'b.js': "const password = 'hunter2hunter2';",
  'sub/c.js': 'four();',
};
let workspace: ReturnType<typeof makeWorkspace>;
let outside: ReturnType<typeof makeWorkspace>;
let reader: SourceReader;
beforeAll(() => {
  workspace = makeWorkspace(FILES);
  outside = makeWorkspace({ 'secret.txt': 'top secret' });
  symlinkSync(join(outside.folder, 'secret.txt'), join(workspace.folder, 'link.txt'));
  symlinkSync(outside.folder, join(workspace.folder, 'linked'));
  symlinkSync('loop', join(workspace.folder, 'loop'));
  writeFileSync(join(workspace.folder, 'big.js'), 'x'.repeat(3 * 1024 * 1024));
  reader = createSourceReader(workspace.folder);
});
afterAll(() => {
  workspace.remove();
  outside.remove();
});

const at = (file_path: string, start: number, end = start) => ({ file_path, line_range: { start, end } });
const evidence = (source_file: string, start: number, content: string) => ({
  type: 'code-snippet' as const,
  source_file,
  line_range: { start, end: start },
  content,
  context: '',
});

const draft = (changes: Partial<InvestigationDraft>): InvestigationDraft =>
  emptyDraft({ locations_investigated: [at('a.js', 1)], ...changes });

const gap = (gap_id: string, locations?: ReturnType<typeof at>[]) => ({
  gap_id,
  gap_type: 'missing' as const,
  gap_severity: 'high' as const,
  description: '',
  affected_components: ['x'],
  attack_vector: '',
  ...(locations ? { locations } : {}),
});

describe('evidence lock (P-070)', () => {
  it('keeps what the code shows, with the hash of the file', async () => {
    const { result, removed } = await lockResult(
      'investigate',
      draft({ evidence: [evidence('a.js', 2, 'two("x");')] }),
      reader,
      new Redaction(),
    );
    expect(removed).toEqual([]);
    expect(result.evidence[0]!.file_hash).toMatch(/^[0-9a-f]{64}$/);
  });

  it('removes quotes that are not there and says which', async () => {
    const claims = [
      evidence('a.js', 1, 'two("x");'),
      evidence('a.js', 9, 'two("x");'),
      evidence('none.js', 1, 'one();'),
      evidence('../a.js', 1, 'one();'),
      evidence('link.txt', 1, 'top secret'),
      evidence('a.js', 3, 'three();'),
    ];
    const { result, removed } = await lockResult('investigate', draft({ evidence: claims }), reader, new Redaction());
    expect(result.evidence.map((item) => item.content)).toEqual(['three();']);
    expect(removed).toHaveLength(5);
    expect(removed[0]).toContain('a.js:1-1');
  });

  it('removes places, and gaps of which no place is left; gaps without places stay', async () => {
    const { result, removed } = await lockResult(
      'investigate',
      draft({
        control_gaps: [
          gap('GAP-001', [at('a.js', 1), at('a.js', 7)]),
          gap('GAP-002', [at('none.js', 1)]),
          gap('GAP-003'),
        ],
      }),
      reader,
      new Redaction(),
    );
    expect(result.control_gaps.map((item) => [item.gap_id, item.locations?.length])).toEqual([
      ['GAP-001', 1],
      ['GAP-003', undefined],
    ]);
    expect(result.control_gaps[0]!.locations![0]!['anchor']).toMatch(/^[0-9a-f]{64}$/);
    expect(removed).toHaveLength(2);
  });

  it('removes controls, flow steps and files that do not exist', async () => {
    const control = {
      control_id: 'AUTH-1',
      control_name: 'n',
      control_type: 'authentication' as const,
      implementation: '',
      strength: 'weak' as const,
      file_location: 'none.js',
      line_range: { start: 1, end: 1 },
      effectiveness: '',
      verification_status: 'verified' as const,
    };
    const flow = [
      { file_path: 'a.js', line: 1, text: 'one();' },
      { file_path: 'a.js', line: 2, text: 'one();' },
    ];
    const { result, removed } = await lockResult(
      'investigate',
      draft({
        controls_found: [control],
        control_gaps: [{ ...gap('GAP-001'), flow }],
        files_for_phase5: ['a.js', 'none.js'],
      }),
      reader,
      new Redaction(),
    );
    expect(result.controls_found).toEqual([]);
    expect(result.control_gaps[0]!.flow).toHaveLength(1);
    expect(result.files_for_phase5).toEqual(['a.js']);
    expect(removed).toHaveLength(3);
  });

  it('redacts secrets everywhere in a result (P-071)', async () => {
    const { result } = await lockResult(
      'investigate',
      draft({ description: "password = 'hunter2hunter2'", evidence: [evidence('b.js', 1, FILES['b.js'])] }),
      reader,
      new Redaction(),
    );
    expect(JSON.stringify(result)).not.toContain('hunter2');
    expect(result.evidence).toHaveLength(1);
  });

  it('checks places wherever they stand in other results', async () => {
    const answers = {
      application_name: 'a',
      primary_purpose: 'p',
      users: [],
      business_processes: [],
      business_value: '',
      internet_facing: true,
      data_types: [],
      crown_jewels: ['c'],
      threat_actors: ['t'],
      regulations: [],
      none_applicable: true,
      cia_priority: '',
      risk_appetite: 'low' as const,
    };
    const assumptions = [
      { field: 'a', text: 'x', file: 'a.js', line: 1 },
      { field: 'b', text: 'x', file: 'a.js', line: 99 },
      { field: 'c', text: 'nowhere' },
    ];
    const { result, removed } = await lockResult(
      'business-context',
      { answers, assumptions, confirmed: [] },
      reader,
      new Redaction(),
    );
    expect(result.assumptions.map((item) => item.field)).toEqual(['a', 'c']);
    expect(removed).toHaveLength(1);
  });
});

describe('tools of an agent', () => {
  const tools = () =>
    createTools(reader, {
      ...factsOf(FILES),
      functions: [{ id: 'f', name: 'four', file: 'sub/c.js', line: 1, endLine: 1, callers: [] }],
    });

  it('read what is in scope', async () => {
    expect(await tools().listFiles()).toEqual(['a.js', 'b.js', 'sub/c.js']);
    expect(await tools().listFiles('./sub/')).toEqual(['sub/c.js']);
    expect(await tools().readFile('a.js', 2, 2)).toMatchObject({ start: 2, lines: ['two("x");'], totalLines: 3 });
    expect(await tools().readFile('a.js', 9)).toMatchObject({ lines: [] });
    expect(await tools().search('three')).toEqual([{ path: 'a.js', line: 3, text: 'three();' }]);
    expect(await tools().search('(', { limit: 2 })).toHaveLength(2);
    expect(await tools().findSymbol('four')).toEqual([{ name: 'four', path: 'sub/c.js', line: 1, endLine: 1 }]);
  });

  it('read nothing else (P-183)', async () => {
    for (const path of ['../secret.txt', '/etc/passwd', 'link.txt', 'linked/secret.txt', 'none.js', 'loop', ''])
      await expect(tools().readFile(path), path).rejects.toBeInstanceOf(ToolError);
    expect(Object.keys(tools()).sort()).toEqual(['facts', 'findSymbol', 'listFiles', 'readFile', 'search']);
  });

  it('refuse links out of the folder, loops, huge files and paths that climb', async () => {
    const reason = async (path: string) => {
      const result = await reader.read(path);
      return result.ok ? 'ok' : result.reason;
    };
    expect(await reason('link.txt')).toBe('outside');
    expect(await reason('linked/secret.txt')).toBe('outside');
    expect(await reason('sub/../../x')).toBe('outside');
    expect(await reason('/etc/passwd')).toBe('outside');
    expect(await reason('loop')).toBe('outside');
    expect(await reason('big.js')).toBe('too-large');
    expect(await reason('sub')).toBe('not-a-file');
    expect(await reason('none.js')).toBe('missing');
    expect(await reason('sub/c.js')).toBe('ok');
  });
});
