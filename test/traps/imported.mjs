// The same by the names that a module imports.
import { spawn } from 'node:child_process';
import { lookup } from 'node:dns';
import { connect } from 'node:net';

export function all() {
  spawn(process.execPath, ['--imported']).on('error', () => undefined);
  lookup('localhost.localdomain', () => undefined);
  connect(2, '127.0.0.1').on('error', () => undefined);
}
