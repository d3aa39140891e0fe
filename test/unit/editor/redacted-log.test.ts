import { describe, expect, it } from 'vitest';
import type * as vscode from 'vscode';
import { redactedLog } from '../../../src/editor/redacted-log';

describe('the log', () => {
  it('holds no secret, from texts, errors and values', () => {
    const lines: unknown[][] = [];
    const log = redactedLog({
      name: 'Threatline',
      info: (...line: unknown[]) => lines.push(line),
      error: (...line: unknown[]) => lines.push(line),
    } as unknown as vscode.LogOutputChannel);
    log.info("password = 'hunter2hunter2'", { at: 'redis://:r3dis-Kx81pw@cache/0' });
    log.error(new Error('postgres://shop:Tr0ub4dor-9x@db/shop'));
    expect(JSON.stringify(lines)).not.toMatch(/hunter2|r3dis|Tr0ub4dor/);
    expect(lines[0]).toEqual(["password = '[redacted]'", { at: 'redis://:[redacted]@cache/0' }]);
    expect(log.name).toBe('Threatline');
  });
});
