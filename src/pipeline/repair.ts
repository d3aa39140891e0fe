import { CheckpointRecord } from '../artifacts/checkpoint-record';
import { damagedArtifacts, type DamagedFile } from '../session/damage';
import { checkpointFile } from '../session/layout';
import { RunError } from '../session/run-error';
import { setAside } from './archive';
import { auditInherited } from './audit';
import { closeRecord } from './checkpoint';
import type { RunContext } from './context';
import { covers, type Graph } from './step';
import * as say from '../wording/run/recovery';

const damageOf = ({ parts, state }: RunContext): Promise<DamagedFile[]> =>
  damagedArtifacts(parts.fs, parts.sessionDir, state);

/** Throws RunError `changed-artifact` when a file is not what was written. */
export async function assertUnchanged(context: RunContext): Promise<void> {
  const [damaged] = await damageOf(context);
  if (damaged)
    throw new RunError(
      'changed-artifact',
      `${damaged.path} is ${damaged.found === undefined ? 'missing' : 'not what was written'}: something else has changed the session.`,
      'Resume the session: the file is put aside and produced again.',
    );
}

/** Writes the record of a checkpoint again from the journal, which holds it as it was shown, and every answer. */
async function restoreCheckpoint(context: RunContext, path: string): Promise<boolean> {
  const record = [...context.parts.shown.values()].find(({ id }) => checkpointFile(id) === path);
  if (!record) return false;
  await context.store.writeChecked(path, record, CheckpointRecord);
  const answered = context.state.decisions.some(({ checkpoint }) => checkpoint === record.id);
  if (answered && context.state.checkpoint?.id !== record.id) await closeRecord(context, record.id);
  return true;
}

/** Before the steps: some of them read the records. Returns what is still damaged. */
async function restoreCheckpoints(context: RunContext, damage: readonly DamagedFile[]): Promise<DamagedFile[]> {
  const left: DamagedFile[] = [];
  for (const file of damage) {
    if (!(await restoreCheckpoint(context, file.path))) left.push(file);
    else
      await context.emit({
        type: 'note',
        kind: 'recovery',
        text: say.writtenAgain(file.path),
      });
  }
  return left;
}

/** A working copy that no step makes again and none reads any more. */
async function giveUp(context: RunContext, { path }: DamagedFile): Promise<void> {
  await context.emit({
    type: 'note',
    kind: 'corruption',
    text: say.cannotBeMade(path),
  });
  await setAside(context, path, `damaged/${path}`);
}

/**
 * Looks at everything that was written before any of it is relied on, by an earlier process or before something else
 * changed it. Returns the ids of the steps to do again.
 */
export async function repair(context: RunContext, graph: Graph): Promise<Set<string>> {
  const damage = await restoreCheckpoints(context, await damageOf(context));
  const redo = await auditInherited(context, graph, damage);
  const steps = graph(context.state);
  const madeAgain = (path: string): boolean =>
    steps.some(
      (step) =>
        (redo.has(step.id) || !(step.id in context.state.steps)) &&
        step.writes.some((pattern) => covers(pattern, path)),
    );
  for (const file of damage) {
    if (!(file.path in context.state.artifacts)) continue;
    if (!madeAgain(file.path)) await giveUp(context, file);
    // What is about to be written anew is taken as it is until then.
    else if (file.found !== undefined) context.store.accept(file.path, file.found);
  }
  return redo;
}
