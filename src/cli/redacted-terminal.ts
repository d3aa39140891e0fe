import { Redaction } from '../safety/secrets/redaction';
import type { Terminal } from './terminal';

/** A terminal on which no secret is shown, whoever writes to it. What is JSON stays JSON. */
export function redactedTerminal(terminal: Terminal, redaction = new Redaction()): Terminal {
  return {
    ...terminal,
    out: (text) => terminal.out(redaction.file(text)),
    err: (text) => terminal.err(redaction.text(text)),
    json: (value) => terminal.json(redaction.all(value)),
    onInterrupt: (callback) => terminal.onInterrupt(callback),
  };
}
