import { main } from '../../../../src/cli/main';
import type { Terminal } from '../../../../src/cli/terminal';

/** Runs the terminal program in this process, and keeps what it says. */
export async function threatline(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const written = { out: '', err: '' };
  const terminal: Terminal = {
    out: (text) => (written.out += `${text}\n`),
    json: (value) => (written.out += `${JSON.stringify(value)}\n`),
    err: (text) => (written.err += `${text}\n`),
    onInterrupt: () => () => undefined,
    interrupt: () => undefined,
  };
  const code = await main(['node', 'threatline', ...args], terminal);
  return { code, ...written };
}
