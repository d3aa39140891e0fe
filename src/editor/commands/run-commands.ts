import * as vscode from 'vscode';
import { iconLabel } from '../../safety/text/editor';
import type { CommandMap, Parts } from '../parts';
import { idIn } from '../parts';
import { Cancelled } from '../popups';
import {
  isResumable,
  listedSessions,
  type ListedSession,
  sessionItem,
  type SessionItem,
} from '../session/session-list';
import { CONTINUING, type Elsewhere, elsewhereWords, refusal } from '../../session/origin';
import { settingsOf } from '../settings';
import { offerIgnoreLine } from '../start/ignore-offer';
import { Preparation } from '../start/preparation';
import { askSetup, type Setup } from '../start/setup';
import { chooseFolder } from '../start/workspace-folder';

type RunCommands = Pick<
  CommandMap,
  | 'threatline.start'
  | 'threatline.resume'
  | 'threatline.openSession'
  | 'threatline.stop'
  | 'threatline.stopAgent'
  | 'threatline.stopBatch'
  | 'threatline.stopPhase'
>;

/** Starting, going on and stopping. */
export function runCommands(parts: Parts): RunCommands {
  const { sessions } = parts;
  return {
    'threatline.start': () => start(parts),
    'threatline.resume': (argument) => resume(parts, idIn(argument)),
    'threatline.openSession': (argument) => openSession(parts, idIn(argument)),
    'threatline.stop': () => sessions.stop({ level: 'run' }),
    'threatline.stopAgent': (argument) => stopAgent(parts, idIn(argument)),
    'threatline.stopBatch': () => sessions.stop({ level: 'batch' }),
    'threatline.stopPhase': () => sessions.stop({ level: 'phase' }),
  };
}

async function start(parts: Parts): Promise<void> {
  const { sessions, popups } = parts;
  if (sessions.isLive) {
    return popups.info(
      'A threat model is already running in this window. Stop it before you start another one.',
      { title: 'Show It', run: () => parts.checkpoint.reveal() },
      { title: 'Stop It', run: () => sessions.stop({ level: 'run' }) },
    );
  }
  const folder = await chooseFolder(popups);
  const unfinished = await offerUnfinished(parts, folder);
  if (unfinished) return resumeSession(parts, unfinished);
  const setup = await askSetup(folder, preparationFor(parts, folder), popups);
  if (!setup) throw new Cancelled();
  await begin(parts, folder, setup);
}

/** The session to go on with, or nothing for a new one. Asks only when there is something to go on with. */
async function offerUnfinished({ api }: Parts, folder: vscode.Uri): Promise<ListedSession | undefined> {
  const unfinished = (await listedSessions(api, folder)).filter(
    (session) => isResumable(session) && session.madeElsewhere !== true,
  );
  if (unfinished.length === 0) return undefined;
  const items: SessionItem[] = [
    ...unfinished.slice(0, 5).map((session) => ({
      ...sessionItem(session),
      label: `$(debug-continue) Resume ${session.target ?? session.session_id}`,
    })),
    { label: '$(add) Start a new threat model', detail: 'The unfinished ones are kept and can be resumed later' },
  ];
  const chosen = await vscode.window.showQuickPick(items, {
    title: 'Start Threat Model',
    placeHolder: 'There is unfinished work. Go on with it?',
    ignoreFocusOut: true,
  });
  if (!chosen) throw new Cancelled();
  return chosen.session;
}

function preparationFor({ api, sessions }: Parts, folder: vscode.Uri): Preparation {
  const { sessionRoot, refusedRoot, exclude } = settingsOf(folder);
  if (refusedRoot) throw refusedRoot;
  return new Preparation((scope, signal) =>
    api.prepareRun(
      {
        ...sessions.services(folder),
        folder: folder.fsPath,
        scope,
        methodology: 'hybrid',
        cvssVersion: '4.0',
        exclude,
        ...(sessionRoot === '' ? {} : { sessionRoot }),
      },
      signal,
    ),
  );
}

async function begin(
  { sessions, context, popups, log }: Parts,
  folder: vscode.Uri,
  { prepared, methodology, cvssVersion, customNotes }: Setup,
): Promise<void> {
  const options = {
    ...prepared.options,
    methodology,
    cvssVersion,
    ...(customNotes === undefined ? {} : { customNotes }),
  };
  await vscode.commands.executeCommand('threatline.session.focus');
  if (!vscode.workspace.isTrusted)
    log.info('The folder is not trusted: built-in agents only, nothing in it is executed.');
  await sessions.start(folder, { ...prepared, options });
  void offerIgnoreLine(folder, context.workspaceState, popups);
}

async function resume(parts: Parts, id: string | undefined): Promise<void> {
  const sessions = await listedSessions(parts.api);
  const shown = parts.sessions.current;
  const named =
    id === undefined
      ? undefined
      : sessions.find(({ session_id, dir }) => session_id === id || dir === id || dir.endsWith(id));
  if (named) return resumeSession(parts, named);
  const isRow = id === undefined && shown !== undefined && shown.state.status !== 'completed' && !parts.sessions.isLive;
  if (isRow) {
    return goOn(parts, shown.folder, shown.state.sessionDir);
  }
  const resumable = sessions.filter(isResumable);
  if (resumable.length === 0)
    return parts.popups.info('There is no unfinished threat model in this folder.', {
      title: 'Start Threat Model',
      run: () => vscode.commands.executeCommand('threatline.start'),
    });
  await resumeSession(parts, await chooseSession(resumable, 'Which one should go on?'));
}

async function resumeSession(parts: Parts, { folder, dir }: ListedSession): Promise<void> {
  await vscode.commands.executeCommand('threatline.session.focus');
  await goOn(parts, folder, dir);
}

/** Throws Cancelled when the session was made elsewhere and the user does not want to go on with it. */
async function goOn({ api, sessions }: Parts, folder: vscode.Uri, dir: string): Promise<void> {
  const origin = await api.originOf(dir);
  if (origin.made === 'elsewhere') await confirmElsewhere(origin);
  await sessions.resume(folder, dir, origin.made === 'elsewhere');
}

async function confirmElsewhere(origin: Elsewhere): Promise<void> {
  if (origin.because === 'other-tool') throw refusal(origin);
  const chosen = await vscode.window.showWarningMessage(
    'Go on with a session that was made elsewhere?',
    { modal: true, detail: `${elsewhereWords(origin)}\n\n${CONTINUING}` },
    'Go On',
  );
  if (chosen !== 'Go On') throw new Cancelled();
}

async function openSession(parts: Parts, id: string | undefined): Promise<void> {
  const sessions = await listedSessions(parts.api);
  if (sessions.length === 0)
    return parts.popups.info('There is no threat model in this folder yet.', {
      title: 'Start Threat Model',
      run: () => vscode.commands.executeCommand('threatline.start'),
    });
  const chosen =
    sessions.find(({ session_id }) => session_id === id) ??
    (await chooseSession(sessions, 'Which session should be shown?'));
  const { readOnly } = await parts.sessions.open(chosen.folder, chosen.dir);
  await vscode.commands.executeCommand('threatline.session.focus');
  if (readOnly !== undefined) parts.popups.info(readOnly);
}

async function chooseSession(sessions: readonly ListedSession[], question: string): Promise<ListedSession> {
  const chosen = await vscode.window.showQuickPick(sessions.map(sessionItem), {
    title: 'Threat Model Sessions',
    placeHolder: question,
    matchOnDetail: true,
  });
  if (!chosen?.session) throw new Cancelled();
  return chosen.session;
}

async function stopAgent({ sessions }: Parts, id: string | undefined): Promise<void> {
  const running = sessions.current?.state.agents.filter(({ status }) => status === 'running') ?? [];
  const chosen =
    id ??
    (
      await vscode.window.showQuickPick(
        running.map((agent) => ({
          label: iconLabel(agent.title),
          description: iconLabel(agent.message ?? ''),
          id: agent.id,
        })),
        { title: 'Stop Agent', placeHolder: running.length > 0 ? 'Which agent?' : 'No agent is running' },
      )
    )?.id;
  if (chosen === undefined) throw new Cancelled();
  await sessions.stop({ level: 'agent', id: chosen });
}
