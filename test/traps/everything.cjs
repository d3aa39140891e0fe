// Does everything that the traps are for, in the main thread and in a worker: shows that they record it. Nothing arrives
// anywhere: addresses are those of this machine, and names are known without asking.
'use strict';
const { Worker, isMainThread } = require('node:worker_threads');
const { join } = require('node:path');

const quiet = (emitter) => emitter.on('error', () => undefined);
const HERE = 'http://127.0.0.1:1';

function processes() {
  const { exec, execFile, execFileSync, execSync, fork, spawn, spawnSync } = require('node:child_process');
  const node = process.execPath;
  quiet(spawn(node, ['-v']));
  quiet(execFile(node, ['-v']));
  exec('exit 0');
  quiet(fork(__filename, ['nothing']));
  spawnSync(node, ['-v']);
  execFileSync(node, ['-v']);
  execSync('exit 0');
}

async function sockets() {
  const net = require('node:net');
  quiet(net.connect(1, '127.0.0.1'));
  quiet(new net.Socket()).connect(1, '127.0.0.1');
  quiet(require('node:tls').connect(1, '127.0.0.1'));
  quiet(require('node:http').get(HERE));
  quiet(require('node:https').get('https://127.0.0.1:1'));
  quiet(require('node:http2').connect(HERE));
  const datagram = require('node:dgram').createSocket('udp4');
  datagram.send('x', 9, '127.0.0.1', () => datagram.close());
  const server = net.createServer().listen(0, '127.0.0.1', () => server.close());
  await fetch(HERE).catch(() => undefined);
}

async function names() {
  const dns = require('node:dns');
  dns.lookup('localhost', () => undefined);
  await dns.promises.lookup('localhost').catch(() => undefined);
  await new dns.promises.Resolver().resolve4('').catch(() => undefined);
}

async function all() {
  processes();
  await sockets();
  await names();
  const imported = await import(`file://${join(__dirname, 'imported.mjs')}`);
  imported.all();
}

if (process.argv[2] !== 'nothing') {
  void all();
  if (isMainThread) new Worker(__filename);
}
