import { basename } from 'node:path';
import * as vscode from 'vscode';
import { FINDING_SCHEME } from '../ids';

/** Address of the page of a finding. */
export const findingUri = (sessionDir: string, id: string): vscode.Uri =>
  vscode.Uri.from({ scheme: FINDING_SCHEME, path: `/${basename(sessionDir)}/${id}.md` });

export function findingOf(uri: vscode.Uri): { session: string; id: string } | undefined {
  const match = /^\/([^/]+)\/([^/]+)\.md$/.exec(uri.path);
  return match ? { session: match[1] ?? '', id: match[2] ?? '' } : undefined;
}
