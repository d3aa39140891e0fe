import { createInterface } from 'node:readline/promises';
import type { Readable, Writable } from 'node:stream';
import type { CheckpointRecord, Decision } from '../artifacts/checkpoint-record';
import { checkpointText } from './checkpoint-text';

type Choice = Decision['decision'];

const LETTER: Record<Choice, string> = {
  approve: 'a',
  revise: 'r',
  continue: 'c',
  stop: 's',
  revert: 'v',
  retry: 't',
  skip: 'k',
};

const SAYS: Record<Choice, string> = {
  approve: 'approve',
  revise: 'revise',
  continue: 'continue',
  stop: 'stop and save',
  revert: 'revert the batch',
  retry: 'retry what failed',
  skip: 'skip what failed',
};

const unresolved = (record: CheckpointRecord): string[] =>
  record.summary.kind === 'batch'
    ? record.summary.concerns.filter(({ state }) => state === 'failed' || state === 'cancelled').map(({ id }) => id)
    : [];

function decisionOf(choice: Choice, record: CheckpointRecord, feedback: string): Decision {
  const decision: Decision = { decision: choice, decidedBy: 'user' };
  if (feedback !== '') decision.feedback = feedback;
  if (choice === 'approve' && record.summary.kind === 'business-context')
    decision.answers = record.summary.draft.answers;
  if (choice === 'retry' || choice === 'skip') decision.concerns = unresolved(record);
  return decision;
}

interface Person {
  input: Readable;
  output: Writable;
}

interface Interruption {
  /** Ends the question. */
  signal: AbortSignal;
  /** What Ctrl+C asks for. */
  interrupt: () => void;
}

/**
 * Asks for a checkpoint's decision in a terminal. The phase 1 form cannot be edited here: approving keeps what the code
 * suggests, as assumptions. Undefined when the input ends or the program is asked to, which leaves the checkpoint open
 * for `resume`.
 */
export async function askDecision(
  record: CheckpointRecord,
  { input, output }: Person,
  { signal, interrupt }: Interruption,
): Promise<Decision | undefined> {
  const terminal = createInterface({ input, output });
  const leave = (): void => terminal.close();
  signal.addEventListener('abort', leave, { once: true });
  // In a prompt Ctrl+C is a key, no signal.
  terminal.on('SIGINT', interrupt);
  const ended = new Promise<undefined>((settle) => terminal.once('close', () => settle(undefined)));
  const ask = (question: string): Promise<string | undefined> => Promise.race([terminal.question(question), ended]);
  try {
    output.write(`\n${checkpointText(record)}\n`);
    const prompt = `${record.options.map((option) => `[${LETTER[option]}] ${SAYS[option]}`).join('  ')}: `;
    for (;;) {
      const answer = await ask(prompt);
      if (answer === undefined) return undefined;
      const choice = record.options.find(
        (option) => LETTER[option] === answer.trim().toLowerCase() || option === answer.trim().toLowerCase(),
      );
      if (choice === undefined) continue;
      const feedback = choice === 'revise' ? await ask('What should change? ') : '';
      if (feedback === undefined) return undefined;
      if (choice === 'revise' && feedback.trim() === '') continue;
      return decisionOf(choice, record, feedback.trim());
    }
  } finally {
    signal.removeEventListener('abort', leave);
    terminal.close();
  }
}
