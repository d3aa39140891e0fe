import { isDeepStrictEqual } from 'node:util';
import { type CheckpointRecord, Decision } from '../artifacts/checkpoint-record';
import { BusinessAnswers } from '../artifacts/phase1';
import type { RunContext } from './context';
import type { DecideResult } from './contract';
import { MAX_RETRIES } from './steps/investigations';
import * as say from '../wording/run/decisions';

type Checked = { ok: true; decision: Decision } | Extract<DecideResult, { ok: false }>;

const refuse = (
  message: string,
  fields?: { field: string; message: string }[],
): Extract<DecideResult, { ok: false }> => ({ ok: false, message, ...(fields ? { fields } : {}) });

function checkAnswers(record: CheckpointRecord, decision: Decision): Checked {
  if (record.summary.kind !== 'business-context') return { ok: true, decision };
  const answers = BusinessAnswers.safeParse(decision.answers ?? record.summary.draft.answers);
  if (!answers.success)
    return refuse(
      say.notFilledIn,
      answers.error.issues.map((issue) => ({ field: String(issue.path[0] ?? ''), message: issue.message })),
    );
  if (answers.data.regulations.length === 0 && !answers.data.none_applicable) {
    return refuse(say.notFilledIn, [{ field: 'regulations', message: say.chooseRegulations }]);
  }
  return { ok: true, decision: { ...decision, ...(decision.answers ? { answers: answers.data } : {}) } };
}

async function checkEdits(context: RunContext, record: CheckpointRecord, decision: Decision): Promise<Checked> {
  const edits = decision.concernEdits ?? [];
  if (edits.length === 0) return { ok: true, decision };
  if (record.summary.kind !== 'mapping') return refuse(say.onlyWithTheMap);
  for (const edit of edits) {
    if (edit.action !== 'add') continue;
    const source = await context.reader.read(edit.file);
    if (!source.ok) return refuse(say.noFile(edit.file), [{ field: 'file', message: say.nameAFile }]);
    if (edit.line > source.file.lines.length)
      return refuse(say.hasLines(edit.file, source.file.lines.length), [
        { field: 'line', message: say.betweenLines(source.file.lines.length) },
      ]);
  }
  try {
    context.parts.services.parts.applyConcernEdits(await context.artifacts.concerns(), edits);
    return { ok: true, decision };
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
  }
}

/** Says which concerns `retry` and `skip` are about. */
function checkConcerns(context: RunContext, record: CheckpointRecord, decision: Decision): Checked {
  if (record.summary.kind !== 'batch') return refuse(say.noBatch);
  const failed = record.summary.concerns
    .filter((concern) => concern.state === 'failed' || concern.state === 'cancelled')
    .map(({ id }) => id);
  const asked = decision.concerns ?? failed;
  const unknown = asked.filter((id) => !failed.includes(id));
  if (unknown.length > 0) return refuse(say.didNotFail(unknown));
  const spent = asked.filter((id) => (context.state.concerns[id]?.retries ?? 0) >= MAX_RETRIES);
  if (decision.decision === 'skip') return { ok: true, decision: { ...decision, concerns: asked } };
  if (decision.concerns && spent.length > 0) return refuse(say.retriedOften(spent, MAX_RETRIES));
  return { ok: true, decision: { ...decision, concerns: asked.filter((id) => !spent.includes(id)) } };
}

async function check(context: RunContext, record: CheckpointRecord, decision: Decision): Promise<Checked> {
  if (!record.options.includes(decision.decision)) return refuse(say.offers(record.options));
  switch (decision.decision) {
    case 'approve': {
      const answered = checkAnswers(record, decision);
      return answered.ok ? checkEdits(context, record, answered.decision) : answered;
    }
    case 'revise':
      if (decision.feedback?.trim() || decision.answers) return { ok: true, decision };
      return refuse(say.sayWhat, [{ field: 'feedback', message: say.sayWhatInASentence }]);
    case 'retry':
    case 'skip':
      return checkConcerns(context, record, decision);
    case 'continue':
    case 'stop':
    case 'revert':
      return { ok: true, decision };
  }
}

const withoutConcerns = ({ concerns: _concerns, ...rest }: Decision): object => rest;

/** The same answer once more, because a click was repeated or its confirmation was lost. */
function isRepeated(context: RunContext, checkpointId: string, decision: Decision): boolean {
  const last = context.state.decisions.at(-1);
  return (
    last?.checkpoint === checkpointId && isDeepStrictEqual(withoutConcerns(last.decision), withoutConcerns(decision))
  );
}

/** Checks an answer to the open checkpoint and records it. Input may come from a panel: it is checked as a whole. */
export async function decide(context: RunContext, checkpointId: string, input: unknown): Promise<DecideResult> {
  const parsed = Decision.safeParse(input);
  if (!parsed.success)
    return refuse(
      say.notComplete,
      parsed.error.issues.map((issue) => ({ field: issue.path.join('.'), message: issue.message })),
    );
  const record = context.state.checkpoint;
  if (record?.id !== checkpointId)
    return isRepeated(context, checkpointId, parsed.data) ? { ok: true } : refuse(say.notOpen);
  const checked = await check(context, record, parsed.data);
  if (!checked.ok) return checked;
  const phase = context.state.phases.find((candidate) => candidate.status === 'waiting')?.key;
  await context.emit({ type: 'checkpoint.decided', checkpoint: checkpointId, decision: checked.decision }, { phase });
  return { ok: true };
}
