import * as vscode from 'vscode';
import { ignoreLine } from '../../session/layout';
import type { Popups } from '../popups';
import { settingsOf } from '../settings';

const OFFERED = 'threatline.ignoreOffered';

/** The `.gitignore` with the line added; undefined when it is there already. */
function withIgnoreLine(present: string, line: string): string | undefined {
  const bare = (text: string): string => text.trim().replace(/^\/|\/$/g, '');
  if (present.split(/\r?\n/).some((one) => bare(one) === bare(line))) return undefined;
  const gap = present === '' || present.endsWith('\n') ? '' : '\n';
  return `${present}${gap}${line}\n`;
}

const readText = (uri: vscode.Uri): Thenable<string> =>
  vscode.workspace.fs.readFile(uri).then(
    (bytes) => Buffer.from(bytes).toString('utf8'),
    () => '',
  );

/** Offers once per workspace to keep sessions out of version control. Nothing waits for the answer. */
export async function offerIgnoreLine(folder: vscode.Uri, memory: vscode.Memento, popups: Popups): Promise<void> {
  const line = ignoreLine(settingsOf(folder).sessionRoot);
  const isRepository = await vscode.workspace.fs.stat(vscode.Uri.joinPath(folder, '.git')).then(
    () => true,
    () => false,
  );
  if (line === undefined || !isRepository || memory.get<boolean>(OFFERED)) return;
  const file = vscode.Uri.joinPath(folder, '.gitignore');
  if (withIgnoreLine(await readText(file), line) === undefined) return;
  await memory.update(OFFERED, true);
  popups.info(`Keep threat model sessions out of version control? This adds ${line} to .gitignore.`, {
    title: 'Add to .gitignore',
    run: async () => {
      const changed = withIgnoreLine(await readText(file), line);
      if (changed !== undefined) await vscode.workspace.fs.writeFile(file, Buffer.from(changed));
    },
  });
}
