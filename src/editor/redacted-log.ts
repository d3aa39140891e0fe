import type * as vscode from 'vscode';
import { Redaction } from '../safety/secrets/redaction';

const WRITES: ReadonlySet<string | symbol> = new Set([
  'trace',
  'debug',
  'info',
  'warn',
  'error',
  'append',
  'appendLine',
  'replace',
]);

function safe(redaction: Redaction, value: unknown): unknown {
  return value instanceof Error ? redaction.text(value.stack ?? value.message) : redaction.all(value);
}

/** The log without secrets, whoever writes to it. */
export function redactedLog(log: vscode.LogOutputChannel, redaction = new Redaction()): vscode.LogOutputChannel {
  return new Proxy(log, {
    get(target, key) {
      const member: unknown = Reflect.get(target, key, target);
      if (typeof member !== 'function') return member;
      return (...given: unknown[]): unknown =>
        Reflect.apply(member, target, WRITES.has(key) ? given.map((value) => safe(redaction, value)) : given);
    },
  });
}
