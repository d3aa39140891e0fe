import { relative, sep } from 'node:path';
import * as vscode from 'vscode';
import { RunError } from '../../session/run-error';
import type { CommandMap, Parts } from '../parts';
import { settingsOf } from '../settings';

/** What was asked: the line that the cursor is in. */
interface AskedLine {
  folder: vscode.Uri;
  /** From the folder, with forward slashes. */
  file: string;
  line: number;
  unsaved: boolean;
}

function askedLine(): AskedLine {
  const editor = vscode.window.activeTextEditor;
  if (!editor)
    throw new RunError('no-folder', 'No file is open to ask about.', 'Put the cursor into the line, then ask again.');
  const { document, selection } = editor;
  const folder = vscode.workspace.getWorkspaceFolder(document.uri);
  if (!folder || folder.uri.scheme !== 'file' || document.uri.scheme !== 'file')
    throw new RunError(
      'no-folder',
      'This file lies in none of the open folders.',
      'Open the folder that holds it, then ask again.',
    );
  return {
    folder: folder.uri,
    file: relative(folder.uri.fsPath, document.uri.fsPath).split(sep).join('/'),
    line: selection.active.line + 1,
    unsaved: document.isDirty,
  };
}

async function explain({ api, explanations }: Parts): Promise<void> {
  const { folder, file, line, unsaved } = askedLine();
  const { exclude, sessionRoot } = settingsOf(folder);
  const place = `${file}:${line}`;
  const explanation = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: `Explaining line ${line}`, cancellable: true },
    (progress, token) => {
      const controller = new AbortController();
      token.onCancellationRequested(() => controller.abort());
      return api.explain({
        folder: folder.fsPath,
        place,
        exclude,
        sessionRoot,
        signal: controller.signal,
        onProgress: ({ stage }) => progress.report({ message: stage }),
      });
    },
  );
  await explanations.show(folder, explanation, unsaved);
}

/** Asking about the code that is open. */
export const explainCommands = (parts: Parts): Pick<CommandMap, 'threatline.explainLine'> => ({
  'threatline.explainLine': () => explain(parts),
});
