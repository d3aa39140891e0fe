import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Explanation } from '../../artifacts/explanation';
import { explanationPage } from '../../report/markdown/explanation';
import { explanationTexts } from '../../wording/explanation/explanation';
import { EXPLANATION_SCHEME } from '../ids';
import { fromFirstFolder } from './first-folder';

/** So many answers are kept; who wants an older one asks again. */
const MOST_PAGES = 20;
const GONE = '# Not here any more\n\nAsk about the line again: run **Threatline: Explain This Line** in its file.\n';
const UNSAVED =
  '> The file has changes that are not saved: this is about what is saved, where lines may lie elsewhere.';

/** The read-only pages of answers to questions about a line. */
export class ExplanationPages implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.changed.event;
  private readonly pages = new Map<string, string>();

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.pages.get(uri.path) ?? GONE;
  }

  /** Shows the answer rendered; one about the same place takes its page. */
  async show(folder: vscode.Uri, explanation: Explanation, unsaved: boolean): Promise<void> {
    const page = explanationPage(
      explanationTexts(explanation),
      (file, line) => `${fromFirstFolder(folder, join(folder.fsPath, file))}#L${line}`,
    );
    const uri = vscode.Uri.from({ scheme: EXPLANATION_SCHEME, path: `/${explanation.place}.md` });
    this.pages.delete(uri.path);
    this.pages.set(uri.path, unsaved ? `${UNSAVED}\n\n${page}` : page);
    for (const path of [...this.pages.keys()].slice(0, -MOST_PAGES)) this.pages.delete(path);
    this.changed.fire(uri);
    await vscode.commands.executeCommand('markdown.showPreview', uri);
  }

  dispose(): void {
    this.changed.dispose();
  }
}
