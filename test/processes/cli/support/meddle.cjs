// Loaded before the program (`--require`): makes the file system hang or fail where MEDDLE says so, in every thread.
// MEDDLE is JSON: { hold: { call, path, hard, forgotten } } or { fail: { code, every } }.
'use strict';
const fs = require('node:fs');

const { hold, fail } = JSON.parse(process.env.MEDDLE ?? '{}');
const say = (text) => fs.writeSync(2, `${text}\n`);
const openPipe = fs.openSync;

/** Never comes back: softly, so that a thread can still be ended, or in the system, as on a disk that hangs. */
function hangSync() {
  say('HELD');
  if (hold.hard !== undefined) openPipe(hold.hard, 'r');
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

const openLater = fs.promises.open;
function hang() {
  say('HELD');
  if (hold.hard !== undefined) return openLater(hold.hard, 'r');
  // What the system still has to answer to keeps a process alive.
  if (hold.forgotten !== true) setInterval(() => undefined, 1000);
  return new Promise(() => undefined);
}

const isHeld = (call, path) => hold !== undefined && hold.call === call && String(path).includes(hold.path);

let calls = 0;
/** So that no call fails twice in a row. */
function refuse() {
  if (fail === undefined) return undefined;
  calls += 1;
  return calls % fail.every === 0 ? Object.assign(new Error(`${fail.code}: made up`), { code: fail.code }) : undefined;
}

for (const call of ['openSync', 'opendirSync']) {
  const real = fs[call];
  fs[call] = (path, ...rest) => {
    if (isHeld(call, path)) hangSync();
    const error = refuse();
    if (error !== undefined) throw error;
    return real(path, ...rest);
  };
}

function whoseSyncHangs(handle) {
  for (const call of ['sync', 'datasync']) handle[call] = hang;
  return handle;
}

for (const call of ['open', 'readdir', 'rename', 'writeFile', 'unlink']) {
  const real = fs.promises[call];
  fs.promises[call] = async (path, ...rest) => {
    if (isHeld(call, call === 'rename' ? rest[0] : path)) return hang();
    const error = refuse();
    if (error !== undefined) throw error;
    const result = await real(path, ...rest);
    return call === 'open' && isHeld('sync', path) ? whoseSyncHangs(result) : result;
  };
}

// As if a person sat in front of it.
if (process.env.MEDDLE_TERMINAL !== undefined) {
  process.stdin.isTTY = true;
  process.stderr.isTTY = true;
}
