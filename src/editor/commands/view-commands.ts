import * as vscode from 'vscode';
import type { PanelContext } from '../../protocol/messages';
import { FILES } from '../../session/layout';
import { RunError } from '../../session/run-error';
import { inside } from '../inside';
import type { PanelActions } from '../panel/checkpoint-view';
import type { CommandMap, Parts } from '../parts';
import { idIn } from '../parts';
import { Cancelled } from '../popups';
import { isResumable, listedSessions } from '../session/session-list';
import { plural } from '../words';

type ViewCommands = Pick<
  CommandMap,
  | 'threatline.openReport'
  | 'threatline.openCheckpoint'
  | 'threatline.openArtifact'
  | 'threatline.refresh'
  | 'threatline.verify'
  | 'threatline.showLog'
>;

/** Opening what a session holds. */
export function viewCommands(parts: Parts): ViewCommands {
  return {
    'threatline.openReport': () => openReport(parts),
    'threatline.openCheckpoint': () => parts.checkpoint.reveal(),
    'threatline.openArtifact': (argument) => openArtifact(parts, argument),
    'threatline.refresh': () => refresh(parts),
    'threatline.verify': () => verify(parts),
    'threatline.showLog': () => parts.log.show(true),
  };
}

type Shown = Pick<Parts, 'sessions'>;

function shown({ sessions }: Shown): NonNullable<Parts['sessions']['current']> {
  if (!sessions.current)
    throw new RunError('no-session', 'No threat model is open.', 'Start one, or open a session of this folder.');
  return sessions.current;
}

export async function openReport(parts: Shown): Promise<void> {
  const { state } = shown(parts);
  if (!state.report)
    throw new RunError(
      'no-session',
      'There is no report yet: the threat model is not finished.',
      'Go on to the last checkpoint; the report opens when it is approved.',
    );
  // Where it lies is known: what a journal says about it is not asked.
  const file = await inside(state.sessionDir, FILES.reportMarkdown);
  await vscode.commands.executeCommand('markdown.showPreview', vscode.Uri.file(file));
}

/** A file of the session, never one outside of it. */
async function openArtifact(parts: Shown, argument: unknown): Promise<void> {
  const { state } = shown(parts);
  const row = idIn(argument);
  const path =
    state.agents.find(({ id }) => id === row)?.output ?? row ?? (await chooseArtifact(Object.keys(state.artifacts)));
  const uri = vscode.Uri.file(await inside(state.sessionDir, path));
  if (path.endsWith('.md')) await vscode.commands.executeCommand('markdown.showPreview', uri);
  else await vscode.window.showTextDocument(uri, { preview: true });
}

async function chooseArtifact(paths: string[]): Promise<string> {
  const chosen = await vscode.window.showQuickPick(paths.sort(), {
    title: 'Artifacts',
    placeHolder: paths.length > 0 ? 'Which file of the session?' : 'Nothing is written yet',
  });
  if (chosen === undefined) throw new Cancelled();
  return chosen;
}

async function refresh({ sessions, findings }: Parts): Promise<void> {
  await sessions.refresh();
  await findings.reload();
}

async function verify(parts: Parts): Promise<void> {
  const { state, folder } = shown(parts);
  const { problems, checked } = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title: 'Verifying session' },
    () => parts.api.verifySession(state.sessionDir, folder.fsPath),
  );
  for (const { level, file, message } of problems)
    parts.log[level === 'error' ? 'error' : 'warn'](`[VERIFY] ${file}: ${message}`);
  const errors = problems.filter(({ level }) => level === 'error').length;
  if (errors > 0)
    return parts.popups.warning(
      `${plural(errors, 'thing is', 'things are')} wrong with this session. The log lists them.`,
      { title: 'Show Log', run: () => parts.log.show(true) },
    );
  parts.popups.info(
    `Nothing is wrong: ${plural(checked.events, 'event')}, ${plural(checked.files, 'file')}, ` +
      `${plural(checked.quotes, 'quote')} and ${plural(checked.references, 'reference')} checked.`,
  );
}

/** What the panel may do. It can ask for nothing outside the folder and the session. */
export function panelActions(
  parts: Pick<Parts, 'api' | 'sessions' | 'popups'>,
  run: (command: keyof CommandMap, argument?: unknown) => Promise<void>,
): PanelActions {
  return {
    context: () => panelContext(parts),
    openFile: async (file, line) => {
      const path = await inside(shown(parts).folder.fsPath, file);
      const at = new vscode.Position(Math.max(0, (line ?? 1) - 1), 0);
      await vscode.window.showTextDocument(vscode.Uri.file(path), {
        selection: new vscode.Range(at, at),
        preview: true,
      });
    },
    openArtifact: (path) => openArtifact(parts, path),
    openReport: () => openReport(parts),
    guard: (what, work) => parts.popups.guard(what, work),
    command: async (command, argument) => {
      if (command === 'openFolder') await vscode.commands.executeCommand('vscode.openFolder');
      else if (command === 'manageTrust') await vscode.commands.executeCommand('workbench.trust.manage');
      else await run(`threatline.${command}`, command === 'resume' ? argument : undefined);
    },
  };
}

function workspaceOf(folders: number): PanelContext['workspace'] {
  if (folders === 0) return 'none';
  return folders === 1 ? 'single' : 'multi';
}

async function panelContext({ api, sessions }: Pick<Parts, 'api' | 'sessions'>): Promise<PanelContext> {
  const count = vscode.workspace.workspaceFolders?.length ?? 0;
  const listed = await listedSessions(api).catch(() => []);
  const readOnly = sessions.current?.readOnly;
  return {
    workspace: workspaceOf(count),
    trusted: vscode.workspace.isTrusted,
    sessions: listed.slice(0, 20).map((session) => ({
      id: session.session_id,
      target: session.target ?? session.session_id,
      status: session.status,
      updated: session.last_updated ?? session.created,
      resumable: isResumable(session),
      ...(session.madeElsewhere ? { madeElsewhere: true } : {}),
    })),
    ...(readOnly === undefined ? {} : { readOnly }),
    ...(sessions.current?.elsewhere ? { madeElsewhere: true } : {}),
  };
}
