import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { analyzeInProcess } from '../../../src/analysis/in-process';
import type { Analyzer } from '../../../src/pipeline/contract';
import { loadFindings } from '../../../src/pipeline/findings';
import { productionServices } from '../../../src/pipeline/production';
import { prepareRun, startRun } from '../../../src/pipeline/run';
import { verifySession } from '../../../src/session/integrity';
import { MemoryFs } from '../../unit/pipeline/support/memory-fs';
import { artifacts, json, list, stoppedClock } from '../../unit/pipeline/support/scenario';
import { makeWorkspace } from '../../unit/pipeline/support/workspace';

const FILES = {
  'package.json': JSON.stringify(
    {
      name: 'orders',
      description: 'Takes orders from customers.',
      dependencies: { express: '^4.0.0', mongodb: '^4.0.0' },
    },
    null,
    2,
  ),
  'server.js': [
    "const express = require('express');",
    "const { exec } = require('child_process');",
    "const db = require('./db');",
    'const app = express();',
    'app.use(express.json());',
    "app.get('/ping', (req, res) => {",
    "  exec('ping -c 1 ' + req.query.host, (error, output) => res.send(output));",
    '});',
    "app.post('/orders/find', async (req, res) => {",
    '  res.json(await db.find({ customer: req.body.customer }));',
    '});',
    'app.listen(3000);',
  ].join('\n'),
  'db.js': [
    "const { MongoClient } = require('mongodb');",
    "const client = new MongoClient('mongodb://localhost/orders');",
    "exports.find = (query) => client.db().collection('orders').find(query).toArray();",
  ].join('\n'),
};

let workspace: ReturnType<typeof makeWorkspace>;
beforeAll(() => (workspace = makeWorkspace(FILES)));
afterAll(() => workspace.remove());

const analyzer: Analyzer = {
  inventory: async () => (await analyzeInProcess(new Map(Object.entries(FILES)))).inventory,
  analyze: () => analyzeInProcess(new Map(Object.entries(FILES))),
};

async function run(poolSize: number) {
  const fs = new MemoryFs();
  const options = {
    ...productionServices({ version: '1.2.3', trusted: true }),
    analyzer,
    folder: workspace.folder,
    scope: { type: 'full' as const },
    methodology: 'hybrid' as const,
    cvssVersion: '4.0' as const,
    sessionRoot: '/sessions',
    unattended: true,
    clock: stoppedClock(),
    fs,
    poolSize,
  };
  const handle = await startRun(await prepareRun(options));
  return { fs, state: await handle.finished, dir: handle.sessionDir };
}

describe('a run with the built-in agents', () => {
  it('finds what is there, at its line, and every claim of it holds', async () => {
    const { fs, state, dir } = await run(4);
    expect(state.failure).toBeUndefined();
    expect(state.status).toBe('completed');
    expect(state.problems).toEqual([]);
    const findings = await loadFindings(dir, fs);
    const injection = findings.find((item) => item.location?.file === 'server.js' && item.location.start === 7);
    expect(injection).toMatchObject({ status: 'open' });
    expect(['critical', 'high']).toContain(injection!.severity);
    expect((await verifySession(dir, workspace.folder, fs)).problems).toEqual([]);
    const report = artifacts(fs, dir);
    const threats = list(json(report, 'final-report/threat-model-data.json')['threats']);
    for (const threat of threats) expect(report['final-report/threat-model-report.md']).toContain(threat['id']);
  });

  it('gives the same bytes whatever the pool size', async () => {
    const [wide, narrow] = [await run(4), await run(1)];
    const final = ({ fs, dir }: typeof wide) =>
      Object.entries(artifacts(fs, dir)).filter(
        ([path]) => path.startsWith('final-report/') || /^phase-[3-6]\/[^/]+\.json$/.test(path),
      );
    expect(final(narrow)).toEqual(final(wide));
    expect(final(wide).length).toBeGreaterThan(20);
  });
});
