import * as vscode from 'vscode';
import { iconLabel } from '../../safety/text/editor';
import type { FoundSession } from '../../session/session-index';
import type { PipelineApi } from '../pipeline-api';
import { settingsOf } from '../settings';
import { humanize } from '../../knowledge/names';

export interface ListedSession extends FoundSession {
  folder: vscode.Uri;
}

export const isResumable = ({ status }: Pick<FoundSession, 'status'>): boolean =>
  status === 'in_progress' || status.startsWith('partial-');

/** The sessions of all open folders, newest first. */
export async function listedSessions(api: PipelineApi, only?: vscode.Uri): Promise<ListedSession[]> {
  const folders = only
    ? [only]
    : (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file').map(({ uri }) => uri);
  const lists = await Promise.all(
    folders.map(async (folder) =>
      (await api.listSessions(folder.fsPath, settingsOf(folder).sessionRoot)).map((session) => ({
        ...session,
        folder,
      })),
    ),
  );
  return lists.flat().sort(newestFirst);
}

function newestFirst(a: ListedSession, b: ListedSession): number {
  if (a.created !== b.created) return a.created < b.created ? 1 : -1;
  return a.session_id < b.session_id ? 1 : -1;
}

/** A time as people read it; a text that is none as it is. */
function readableTime(time: string | undefined): string {
  const date = new Date(time ?? '');
  return Number.isNaN(date.getTime())
    ? (time ?? '')
    : date.toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
}

export interface SessionItem extends vscode.QuickPickItem {
  session?: ListedSession;
}

function iconOf(session: ListedSession): string {
  if (isResumable(session)) return 'debug-pause';
  return session.status === 'completed' ? 'pass' : 'warning';
}

export function sessionItem(session: ListedSession): SessionItem {
  const phase =
    session.current_phase && session.current_phase !== 'done'
      ? ` in ${humanize(session.current_phase).toLowerCase()}`
      : '';
  return {
    label: `$(${iconOf(session)}) ${iconLabel(session.target ?? session.session_id)}`,
    description: `${humanize(session.status)}${isResumable(session) ? phase : ''}${session.madeElsewhere ? ', made elsewhere' : ''}`,
    detail: `${iconLabel(session.session_id)}, last change ${readableTime(session.last_updated ?? session.created)}`,
    session,
  };
}
