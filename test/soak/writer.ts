// A process that writes a session, for tests of several at once. Started with one argument, a JSON `WriterTask`; says
// `ready`, waits for `go`, writes until it is told to `stop`, and reports in JSON lines.
import { createInterface } from 'node:readline';
import { rename } from 'node:fs/promises';
import { systemClock } from '../../src/pipeline/clock';
import { createSession } from '../../src/pipeline/session/create';
import type { OpenSession, SessionServices } from '../../src/pipeline/session/open-session';
import { reopenSession } from '../../src/pipeline/session/reopen';
import { type FileSystem, nodeFileSystem } from '../../src/session/file-system';
import { thisMachine } from '../../src/session/machine';
import { RunError } from '../../src/session/run-error';
import { loadKey } from '../../src/session/session-key';
import { ARTIFACT, type WriterTask } from './task';

const task = JSON.parse(process.argv[2] ?? '{}') as WriterTask;
const say = (message: object): void => void process.stdout.write(`${JSON.stringify(message)}\n`);

if (task.host !== undefined) thisMachine.host = task.host;
thisMachine.now = () => Date.now() + (task.ahead ?? 0);

let version = 0;
const fs: FileSystem = {
  ...nodeFileSystem,
  rename: async (from, to) => {
    if (to.endsWith('architecture.md') && version === task.freezeAtVersion) {
      say({ frozen: from });
      process.kill(process.pid, 'SIGSTOP');
    }
    await rename(from, to);
  },
};

let stopping = false;
let go = (): void => undefined;
const started = new Promise<void>((done) => (go = done));
createInterface({ input: process.stdin }).on('line', (line) => {
  if (line === 'go') go();
  if (line === 'stop') stopping = true;
});

function open(services: SessionServices): Promise<OpenSession> {
  return task.session === undefined
    ? createSession(services, task.root ?? '', { type: 'full' })
    : reopenSession(services, task.session);
}

let acknowledged = 0;

async function write({ recorder, store }: OpenSession): Promise<void> {
  while (!stopping) {
    await recorder.emit({ type: 'note', kind: 'recovery', text: `${task.name} ${acknowledged + 1}` });
    acknowledged++;
    version++;
    await store.writeText(ARTIFACT, `# Version ${version} of ${task.name}\n`);
    // Whoever writes after somebody else must see what it wrote itself.
    await store.readText(ARTIFACT);
    if (acknowledged === 1) say({ writing: true });
  }
}

async function work(): Promise<void> {
  const session = await open({ fs, clock: systemClock, key: await loadKey(task.stateFolder) });
  say({ held: session.dir });
  try {
    await write(session);
    await session.recorder.assertWhole();
    // As a run does before it calls itself complete.
    await session.store.readText(ARTIFACT);
    say({ stopped: true, acknowledged });
  } finally {
    await session.recorder.close();
    await session.release();
  }
}

say({ ready: true });
await started;
try {
  await work();
} catch (error) {
  say({ refused: error instanceof RunError ? error.code : 'crash', message: String(error), acknowledged });
}
process.exit();
