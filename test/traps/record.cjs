// Preloaded (`node --require`) into a process and its worker threads: writes down every socket, name look-up and start of
// a process, one JSON line each, to the file named by TRAPS_FILE. What is trapped still works, so that nothing changes.
'use strict';
const { appendFileSync } = require('node:fs');
const { syncBuiltinESMExports } = require('node:module');
const { isMainThread } = require('node:worker_threads');

/** Text of an argument that is not a function or a buffer, cut. */
function shown(value) {
  const texts = [value].flat(1).filter((item) => typeof item === 'string');
  return texts.join(' ').slice(0, 2000);
}

/** Who asked, with enough callers to reach the code that did. */
function stackNow() {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 60;
  const { stack } = new Error();
  Error.stackTraceLimit = stackTraceLimit;
  return stack;
}

function recorder(write) {
  const trap = (owner, name, kind) => {
    const original = owner?.[name];
    if (typeof original !== 'function') return;
    const trapped = function (...args) {
      write({
        kind,
        name,
        args: args.map(shown).filter((text) => text !== ''),
        thread: isMainThread ? 'main' : 'worker',
        stack: stackNow(),
      });
      return new.target
        ? Reflect.construct(original, args, new.target === trapped ? original : new.target)
        : Reflect.apply(original, this, args);
    };
    Object.setPrototypeOf(trapped, original);
    Object.defineProperty(trapped, 'prototype', { value: original.prototype, writable: true });
    Object.defineProperty(owner, name, { value: trapped, writable: true, configurable: true, enumerable: true });
    undo.push(() =>
      Object.defineProperty(owner, name, { value: original, writable: true, configurable: true, enumerable: true }),
    );
  };
  const undo = [];
  const all = (owner, names, kind) => names.forEach((name) => trap(owner, name, kind));
  return {
    all,
    undo: () =>
      undo
        .splice(0)
        .reverse()
        .forEach((step) => step()),
  };
}

const RESOLVES = [
  'lookup',
  'lookupService',
  'resolve',
  'resolve4',
  'resolve6',
  'resolveAny',
  'resolveCaa',
  'resolveCname',
  'resolveMx',
  'resolveNaptr',
  'resolveNs',
  'resolvePtr',
  'resolveSoa',
  'resolveSrv',
  'resolveTxt',
  'reverse',
];
const STARTS = ['spawn', 'exec', 'execFile', 'fork', 'spawnSync', 'execSync', 'execFileSync'];

/** Sets the traps in this thread; gives the way to take them away again. */
function setTraps(write) {
  const { all, undo } = recorder(write);
  const dns = require('node:dns');
  all(dns, RESOLVES, 'name look-up');
  all(dns.promises, RESOLVES, 'name look-up');
  all(dns.Resolver.prototype, RESOLVES, 'name look-up');
  all(dns.promises.Resolver.prototype, RESOLVES, 'name look-up');
  const net = require('node:net');
  all(net, ['connect', 'createConnection', 'createServer'], 'socket');
  all(net.Socket.prototype, ['connect'], 'socket');
  all(net.Server.prototype, ['listen'], 'socket');
  all(require('node:tls'), ['connect', 'createServer'], 'socket');
  const dgram = require('node:dgram');
  all(dgram, ['createSocket'], 'socket');
  all(dgram.Socket.prototype, ['bind', 'connect', 'send'], 'socket');
  for (const http of [require('node:http'), require('node:https')])
    all(http, ['request', 'get', 'createServer'], 'socket');
  all(require('node:http2'), ['connect', 'createServer', 'createSecureServer'], 'socket');
  all(globalThis, ['fetch', 'WebSocket', 'EventSource'], 'socket');
  const processes = require('node:child_process');
  all(processes, STARTS, 'process');
  all(processes.ChildProcess.prototype, ['spawn'], 'process');
  all(require('node:cluster'), ['fork'], 'process');
  syncBuiltinESMExports();
  return () => {
    undo();
    syncBuiltinESMExports();
  };
}

module.exports = { setTraps };
const file = process.env.TRAPS_FILE;
if (file !== undefined) {
  appendFileSync(
    file,
    `${JSON.stringify({ kind: 'ready', name: 'traps', args: [], thread: isMainThread ? 'main' : 'worker' })}\n`,
  );
  setTraps((record) => appendFileSync(file, `${JSON.stringify(record)}\n`));
}
