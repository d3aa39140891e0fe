import { describe, expect, it } from 'vitest';
import { Scope } from '../../../src/artifacts/session-files';
import { ArtifactStore } from '../../../src/session/artifact-store';
import { type WrittenArtifact } from '../../../src/session/artifact-content';
import { listSessions, recordSession } from '../../../src/session/session-index';
import { MemoryFs } from '../pipeline/support/memory-fs';

function store(fs = new MemoryFs()): { fs: MemoryFs; store: ArtifactStore; written: WrittenArtifact[] } {
  const written: WrittenArtifact[] = [];
  return {
    fs,
    written,
    store: new ArtifactStore(
      fs,
      '/s',
      () => Promise.resolve(),
      (item) => Promise.resolve(void written.push(item)),
    ),
  };
}

describe('artifact store', () => {
  it('keeps unknown keys through a read and a write (P-011)', async () => {
    const { fs, store: artifacts } = store();
    await artifacts.writeJson('scope.json', { type: 'full', later: { kept: true } });
    const scope = await artifacts.read('scope.json', Scope);
    await artifacts.writeJson('scope.json', { ...scope, full: { excludePaths: ['x'], also: 1 } });
    expect(JSON.parse(fs.text('/s/scope.json'))).toEqual({
      type: 'full',
      later: { kept: true },
      full: { excludePaths: ['x'], also: 1 },
    });
    expect(fs.text('/s/scope.json').endsWith('}\n')).toBe(true);
  });

  it('refuses what does not fit the schema, on writing and on reading (P-011)', async () => {
    const { fs, store: artifacts } = store();
    await artifacts.writeJson('scope.json', { type: 'full' });
    await expect(async () => artifacts.writeJson('scope.json', { type: 'everything' })).rejects.toMatchObject({
      code: 'invalid-artifact',
      message: expect.stringContaining('scope.json'),
    });
    expect(fs.text('/s/scope.json')).toContain('full');
    await expect(async () => artifacts.writeJson('unheard-of.json', {})).rejects.toMatchObject({
      code: 'invalid-artifact',
    });
    fs.files.set('/s/scope.json', Buffer.from('{"type":"everything"}'));
    await expect(artifacts.read('scope.json', Scope)).rejects.toMatchObject({ code: 'invalid-artifact' });
    fs.files.set('/s/scope.json', Buffer.from('{'));
    await expect(artifacts.read('scope.json', Scope)).rejects.toMatchObject({ code: 'corrupt-session' });
    expect(await artifacts.readIfValid('scope.json', Scope)).toBeUndefined();
  });

  it('killed at any write leaves the old file or the new one (P-010)', async () => {
    for (let n = 1; n < 10; n++) {
      const { fs, store: artifacts } = store();
      await artifacts.writeJson('scope.json', { type: 'full' });
      fs.writes = 0;
      fs.killAt = n;
      await artifacts
        .writeJson('scope.json', { type: 'component', component: { paths: ['a'], includeSharedDeps: true } })
        .catch(() => undefined);
      const found = Scope.parse(JSON.parse(fs.restart().text('/s/scope.json')));
      expect(['full', 'component']).toContain(found.type);
    }
  });

  it('leaves the old file and says so when the disk is full', async () => {
    const { fs, store: artifacts } = store();
    await artifacts.writeJson('scope.json', { type: 'full' });
    fs.failWith = () => 'ENOSPC';
    await expect(artifacts.writeText('scope.json', 'new')).rejects.toMatchObject({
      code: 'disk-full',
      advice: expect.stringContaining('Free some space'),
    });
    expect(fs.text('/s/scope.json')).toContain('full');
  });

  it('does not write what is there already', async () => {
    const { fs, store: artifacts, written } = store();
    await artifacts.writeText('phase-1/summary.md', 'same');
    const before = fs.writes;
    await artifacts.writeText('phase-1/summary.md', 'same');
    expect(fs.writes).toBe(before);
    expect(written).toHaveLength(2);
  });
});

describe('several files at once', () => {
  const component = { type: 'component', component: { paths: ['a'], includeSharedDeps: true } };

  it('are declared in the order given, after all are on the disk', async () => {
    const { fs, store: artifacts } = store();
    const seen: string[][] = [];
    const watched = new ArtifactStore(
      fs,
      '/s',
      () => Promise.resolve(),
      ({ path }) => Promise.resolve(void seen.push([path, ...fs.files.keys()])),
    );
    await watched.writeAll([
      { path: 'phase-1/summary.md', text: 'b' },
      { path: 'scope.json', value: { type: 'full' } },
    ]);
    expect(seen.map(([path]) => path)).toEqual(['phase-1/summary.md', 'scope.json']);
    expect(seen[0]?.slice(1).sort()).toEqual(['/s/phase-1/summary.md', '/s/scope.json']);
    expect((await artifacts.read('scope.json', Scope)).type).toBe('full');
  });

  it('bring each folder to the disk once', async () => {
    const { fs, store: artifacts } = store();
    const synced: string[] = [];
    fs.syncDir = (path) => Promise.resolve(void synced.push(path));
    await artifacts.writeAll(['a', 'b', 'c'].map((name) => ({ path: `phase-5/${name}.md`, text: name })));
    expect(synced).toEqual(['/s/phase-5']);
  });

  it('are not written at all when one does not fit its schema', async () => {
    const { fs, store: artifacts, written } = store();
    await expect(
      artifacts.writeAll([
        { path: 'phase-1/summary.md', text: 'new' },
        { path: 'scope.json', value: { type: 'everything' } },
      ]),
    ).rejects.toMatchObject({ code: 'invalid-artifact' });
    expect([...fs.files.keys()]).toEqual([]);
    expect(written).toEqual([]);
  });

  it('leave the old files when one cannot be written, and nothing half done', async () => {
    const { fs, store: artifacts } = store();
    await artifacts.writeAll([
      { path: 'phase-1/summary.md', text: 'old' },
      { path: 'scope.json', value: { type: 'full' } },
    ]);
    fs.failWith = (path) => (path.includes('scope.json') ? 'ENOSPC' : undefined);
    await expect(
      artifacts.writeAll([
        { path: 'phase-1/summary.md', text: 'new' },
        { path: 'scope.json', value: component },
      ]),
    ).rejects.toMatchObject({ code: 'disk-full', message: expect.stringContaining('scope.json') });
    expect([...fs.files].map(([path, data]) => [path, data.toString().trim().length])).toEqual([
      ['/s/phase-1/summary.md', 3],
      ['/s/scope.json', 20],
    ]);
  });
});

describe('index of sessions', () => {
  const entry = (session_id: string) => ({
    session_id,
    path: session_id,
    created: '2026-01-01T00:00:00Z',
    status: 'in_progress' as const,
  });

  it('gains an entry and updates it (P-005)', async () => {
    const fs = new MemoryFs();
    await recordSession(fs, '/root', entry('20260101-000000-a'));
    await recordSession(fs, '/root', entry('20260102-000000-b'));
    await recordSession(fs, '/root', { ...entry('20260101-000000-a'), status: 'completed' });
    const { sessions } = JSON.parse(fs.text('/root/sessions.json')) as {
      sessions: { session_id: string; status: string }[];
    };
    expect(sessions.map((item) => [item.session_id, item.status])).toEqual([
      ['20260101-000000-a', 'completed'],
      ['20260102-000000-b', 'in_progress'],
    ]);
  });

  it('lists what is there, newest first, also under another root; a damaged one is marked', async () => {
    const fs = new MemoryFs();
    const metadata = (name: string) => ({
      session_id: name,
      created: 'c',
      last_updated: 'u',
      status: 'completed',
      current_phase: 'done',
      phases: Object.fromEntries(
        [
          'business_context',
          'codebase_sizing',
          'codebase_mapping',
          'security_controls',
          'threat_modeling',
          'test_planning',
        ].map((key) => [key, { status: 'complete' }]),
      ),
      errors: [],
    });
    for (const [root, name] of [
      ['/root', '20260101-000000-a'],
      ['/other', '2026-01-03-000000-c'],
    ] as const)
      await fs.write(`${root}/${name}/metadata.json`, Buffer.from(JSON.stringify(metadata(name))));
    await recordSession(fs, '/root', entry('20260102-000000-b'));
    await fs.write('/root/20260102-000000-b/metadata.json', Buffer.from('{'));
    await fs.makeDir('/root/not a session');
    const found = await listSessions(fs, ['/root', '/other', '/absent']);
    expect(found.map((item) => [item.session_id, item.status])).toEqual([
      ['2026-01-03-000000-c', 'completed'],
      ['20260102-000000-b', 'corrupted'],
      ['20260101-000000-a', 'completed'],
    ]);
  });
});

describe('moving', () => {
  const fill = async (fs: MemoryFs, ...paths: string[]): Promise<void> => {
    for (const path of paths) await fs.write(path, Buffer.from(path));
  };

  it('takes nothing away: what stands at the target stays, and the moved one gets a number', async () => {
    const { fs, store: artifacts } = store();
    await fill(fs, '/s/a/x.json', '/s/old/a/keep.txt', '/s/old/a~2/keep.txt');
    expect(await artifacts.move('a', 'old/a')).toBe('old/a~3');
    expect([...fs.files.keys()].sort()).toEqual(['/s/old/a/keep.txt', '/s/old/a~2/keep.txt', '/s/old/a~3/x.json']);
    expect(await artifacts.move('a', 'old/a')).toBe('old/a');
  });

  it.each(['../out', '/etc', 'a/../../b', 'C:\\x', ''])('neither from nor to %j', async (path) => {
    const { fs, store: artifacts } = store();
    await fill(fs, '/s/a', '/out', '/etc');
    await expect(artifacts.move(path, 'b')).rejects.toMatchObject({ code: 'corrupt-session' });
    await expect(artifacts.move('a', path)).rejects.toMatchObject({ code: 'corrupt-session' });
    expect([...fs.files.keys()].sort()).toEqual(['/etc', '/out', '/s/a']);
  });

  it('reads and writes nothing outside of the session', async () => {
    const { fs, store: artifacts } = store();
    await fill(fs, '/out');
    await expect(artifacts.readText('../out')).rejects.toMatchObject({ code: 'corrupt-session' });
    await expect(artifacts.hashOf('../out')).rejects.toMatchObject({ code: 'corrupt-session' });
    await expect(artifacts.writeText('../out', 'x')).rejects.toMatchObject({ code: 'corrupt-session' });
    await expect(artifacts.list('..')).rejects.toMatchObject({ code: 'corrupt-session' });
    expect(fs.text('/out')).toBe('/out');
  });
});
