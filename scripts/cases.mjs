// The cases of test/cases as a stage of `npm test`: a seeded share of them. A case that is wrong and known to be is named
// in test/cases/open.json with the reason; when it comes right, its line has to go.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildAll } from './build.mjs';
import { ROOT } from './node.mjs';

/** One case in so many is run; all of them take minutes. */
const SHARE = 4;

export const knownWrong = () => JSON.parse(readFileSync(join(ROOT, 'test/cases/open.json'), 'utf8'));

function runCases(args) {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [join(ROOT, 'test/cases/run.mjs'), '--project', ROOT, ...args], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const chunks = [];
    child.stdout.on('data', (chunk) => chunks.push(chunk));
    child.on('error', fail);
    child.on('close', () => done(Buffer.concat(chunks).toString('utf8')));
  });
}

/** What is to be said of one case: nothing when it is as expected. */
function complaint({ name, passed, failures }, known) {
  if (passed) return name in known ? `${name} is right now: take it out of test/cases/open.json` : undefined;
  return name in known ? undefined : `${name}: ${failures.map(({ reason }) => reason).join('; ')}`;
}

/** Runs the share that the seed chooses and resolves to how many are as expected. */
export async function cases(seed = process.env.THREATLINE_SEED ?? '1') {
  await buildAll();
  const { cases: results } = JSON.parse(await runCases(['--json', '--share', String(SHARE), '--seed', seed]));
  const known = knownWrong();
  const complaints = results.map((result) => complaint(result, known)).filter((text) => text !== undefined);
  console.log(`seed ${seed}: ${results.length} cases`);
  for (const text of complaints) console.log(`FAIL ${text}`);
  return { passed: results.length - complaints.length, failed: complaints.length };
}
