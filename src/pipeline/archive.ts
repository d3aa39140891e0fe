import type { AgentPhase } from '../session/run-state';
import { phaseNumber } from './checkpoint';
import type { RunContext } from './context';

/** Stay in the phase's folder whatever happens to the rest. */
const KEPT: ReadonlySet<string> = new Set(['partial', 'reverted', '.snapshots']);

/**
 * Puts the results of an earlier attempt aside before a phase runs again. Can be repeated after a crash: nothing of
 * the new attempt is written before all of the old one is gone.
 */
export async function archivePhase(context: RunContext, phase: AgentPhase, attempt: number): Promise<void> {
  if (attempt < 2 || phase === 'final_report') return;
  const folder = `phase-${phaseNumber(phase)}`;
  const names = new Set(
    Object.keys(context.state.artifacts)
      .filter((path) => path.startsWith(`${folder}/`))
      .map((path) => path.split('/')[1] ?? ''),
  );
  for (const name of [...names].filter((entry) => !KEPT.has(entry)).sort()) {
    await setAside(context, `${folder}/${name}`, `${folder}/partial/rev-${attempt - 1}/${name}`);
  }
}

/** Moves a file or folder of the session away and says so. */
export async function setAside(context: RunContext, from: string, to: string): Promise<void> {
  const movedTo = await context.store.move(from, to);
  await context.emit({ type: 'artifact.removed', path: from, movedTo });
}
