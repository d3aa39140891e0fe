import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Time } from './time';

/** Runs in a process of its own: the terminal program, and when it ends what it took, on a pipe that it knows nothing of. */
const PROBE = `
const { writeFileSync } = require('node:fs');
process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  writeFileSync(3, JSON.stringify({ cpu: (user + system) / 1000, wall: process.uptime() * 1000, memory: process.resourceUsage().maxRSS / 1024 }));
});
require(process.argv[1]);
`;

interface ProgramTime extends Time {
  /** The most memory that it took, MiB. */
  memory: number;
}

/** What `analyze` takes from its start to its end, all its threads and the compiling of its code included. */
export function analyseInProgram(dist: string, root: string): ProgramTime {
  const out = mkdtempSync(join(tmpdir(), 'threatline-bench-facts-'));
  try {
    const args = ['-e', PROBE, join(dist, 'cli.js'), 'analyze', root, '--facts', join(out, 'facts.json')];
    const { output, status } = spawnSync(process.execPath, args, {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
      encoding: 'utf8',
    });
    const said = output[3];
    if (typeof said !== 'string' || said === '') throw new Error(`analyze ended with ${status} and said nothing`);
    return JSON.parse(said) as ProgramTime;
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}
