import * as vscode from 'vscode';
import { Cancelled, type Popups } from '../popups';

/**
 * The folder to work on: the only one, or the one the user picks. Throws Cancelled
 * after saying what to do when none is open.
 */
export async function chooseFolder(popups: Popups): Promise<vscode.Uri> {
  const folders = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
  const [first] = folders;
  if (!first) {
    popups.error('Threatline analyses a folder, and none is open. Open the folder of your project first.', {
      title: 'Open Folder',
      run: () => vscode.commands.executeCommand('vscode.openFolder'),
    });
    throw new Cancelled();
  }
  if (folders.length === 1) return first.uri;
  const items = folders.map(({ name, uri }) => ({ label: name, description: uri.fsPath, uri }));
  const chosen = await vscode.window.showQuickPick(items, { title: 'Threat Model', placeHolder: 'Which folder?' });
  if (!chosen) throw new Cancelled();
  return chosen.uri;
}
