import { basename, dirname } from 'node:path';
import { Config, Metadata } from '../../artifacts/session-files';
import { type ArtifactStore } from '../../session/artifact-store';
import { FILES, sessionIdOf, sessionIdOfName } from '../../session/layout';
import type { SessionFacts } from '../../session/renderings';
import type { RunState } from '../../session/run-state';
import { slugOfScope } from '../../session/slug';
import type { OpenSession } from './open-session';

/**
 * What was settled when the session was created; from its files, or as far as the journal knows when they are damaged.
 */
export async function sessionFacts({ dir, store, recorder }: OpenSession): Promise<SessionFacts> {
  const { state } = recorder;
  if (state.settled)
    return {
      sessionId: idOf(state),
      name: state.run,
      created: state.startedAt ?? '',
      folderName: basename(dir),
      ...state.settled,
    };
  return factsFromFiles(dir, store, state);
}

const idOf = (state: RunState): string => sessionIdOfName(state.run) || sessionIdOf(state.startedAt ?? '');

/** Journals of earlier versions do not hold them. */
async function factsFromFiles(dir: string, store: ArtifactStore, state: RunState): Promise<SessionFacts> {
  const metadata = await store.readIfValid(FILES.metadata, Metadata);
  const config = await store.readIfValid(FILES.config, Config);
  const created = state.startedAt ?? metadata?.created ?? '';
  return {
    sessionId: idOf(state),
    name: state.run,
    folderName: basename(dir),
    target: metadata?.target ?? (state.scope ? slugOfScope(state.scope) : ''),
    created,
    ...(config?.customMethodologyNotes === undefined ? {} : { customNotes: config.customMethodologyNotes }),
    runtime: config?.runtime ?? {
      maxConcurrentAgents: state.plan?.poolSize ?? 4,
      mapperTimeoutMinutes: 30,
      investigatorTimeoutMinutes: 15,
      maxRetries: 3,
    },
    workspace: metadata?.workspace ?? { folder: state.folder },
  };
}

export const rootOf = (dir: string): string => dirname(dir);
