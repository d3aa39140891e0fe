import { describe, expect, it } from 'vitest';
import { redactedTerminal } from '../../../src/cli/redacted-terminal';

describe('the terminal', () => {
  it('shows no secret, on either output, and JSON as JSON', () => {
    const written: string[] = [];
    const terminal = redactedTerminal({
      out: (text) => written.push(`out ${text}`),
      err: (text) => written.push(`err ${text}`),
      json: (value) => written.push(`out ${JSON.stringify(value)}`),
      interrupt: () => undefined,
      onInterrupt: () => () => undefined,
    });
    terminal.err("! E-403: password = 'hunter2hunter2' is not found");
    terminal.json({ found: 'postgres://shop:Tr0ub4dor-9x@db/shop' });
    expect(written[0]).toBe("err ! E-403: password = '[redacted]' is not found");
    expect(JSON.parse((written[1] ?? '').slice(4))).toEqual({ found: 'postgres://shop:[redacted]@db/shop' });
  });
});
