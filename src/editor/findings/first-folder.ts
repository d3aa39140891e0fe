import { relative, sep } from 'node:path';
import * as vscode from 'vscode';

/** The preview follows no `file:` links; one that starts with a slash begins at the first workspace folder. */
export function fromFirstFolder(folder: vscode.Uri, path: string): string {
  const [first] = vscode.workspace.workspaceFolders ?? [];
  const way = relative(first?.uri.fsPath ?? folder.fsPath, path).split(sep);
  return `/${way.map(encodeURIComponent).join('/')}`;
}
