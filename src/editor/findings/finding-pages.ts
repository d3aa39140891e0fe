import { basename, extname, join } from 'node:path';
import * as vscode from 'vscode';
import { Investigation } from '../../artifacts/phase4';
import type { FindingView } from '../../pipeline/contract';
import { FINDING_SCHEME } from '../ids';
import { inside } from '../inside';
import { findingPage, type PageLinks, type PageSource } from './finding-page';
import { findingOf, findingUri } from './finding-uri';
import type { FindingsStore } from './findings-store';
import { fromFirstFolder } from './first-folder';
import type { LocationTracker } from './location-tracker';

const EXCERPT_LINES = 20;
const LANGUAGES: Record<string, string> = {
  '.ts': 'ts',
  '.tsx': 'tsx',
  '.js': 'js',
  '.jsx': 'jsx',
  '.mjs': 'js',
  '.cjs': 'js',
  '.py': 'python',
  '.json': 'json',
  '.yml': 'yaml',
  '.yaml': 'yaml',
  '.html': 'html',
};

/** The read-only page of each finding: where the code of a problem leads. */
export class FindingPages implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.changed.event;
  private readonly subscription: vscode.Disposable;

  constructor(
    private readonly store: FindingsStore,
    private readonly tracker: LocationTracker,
  ) {
    this.subscription = store.onDidChange(() => {
      for (const { uri } of vscode.workspace.textDocuments) if (uri.scheme === FINDING_SCHEME) this.changed.fire(uri);
    });
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    await this.store.loaded;
    const asked = findingOf(uri);
    const { sessionDir, folder } = this.store;
    const finding =
      asked && sessionDir !== undefined && basename(sessionDir) === asked.session
        ? this.store.find(asked.id)
        : undefined;
    if (!finding || !folder || sessionDir === undefined)
      return (
        '# Not here\n\nThis finding is not part of the session that is open now. Open its session, or close ' +
        'this page.\n'
      );
    return findingPage(await this.source(finding, sessionDir), linksOf(folder, sessionDir));
  }

  /** Shows the page rendered. */
  async show(finding: FindingView): Promise<void> {
    if (this.store.sessionDir !== undefined)
      await vscode.commands.executeCommand('markdown.showPreview', findingUri(this.store.sessionDir, finding.id));
  }

  dispose(): void {
    this.subscription.dispose();
    this.changed.dispose();
  }

  private async source(finding: FindingView, sessionDir: string): Promise<PageSource> {
    const investigations = await Promise.all(finding.investigations.map((path) => readInvestigation(sessionDir, path)));
    const excerpt = await this.excerpt(finding);
    return { finding, investigations: investigations.flatMap((one) => one ?? []), ...(excerpt ? { excerpt } : {}) };
  }

  private async excerpt({ id }: FindingView): Promise<PageSource['excerpt']> {
    await this.tracker.settled;
    const place = this.tracker.place(id);
    if (!place || place.state === 'gone') return undefined;
    try {
      const document = await vscode.workspace.openTextDocument(place.uri);
      const last = Math.min(
        document.lineCount - 1,
        Math.max(place.range.end.line, place.range.start.line),
        place.range.start.line + EXCERPT_LINES - 1,
      );
      const lines = Array.from(
        { length: last - place.range.start.line + 1 },
        (_, index) => document.lineAt(place.range.start.line + index).text,
      );
      return {
        start: place.range.start.line + 1,
        lines,
        stale: place.state === 'stale',
        language: LANGUAGES[extname(place.uri.path)] ?? '',
      };
    } catch {
      return undefined;
    }
  }
}

async function readInvestigation(
  sessionDir: string,
  path: string,
): Promise<PageSource['investigations'][number] | undefined> {
  try {
    const file = await inside(sessionDir, path);
    const parsed = Investigation.safeParse(
      JSON.parse(Buffer.from(await vscode.workspace.fs.readFile(vscode.Uri.file(file))).toString('utf8')),
    );
    return parsed.success ? { path, investigation: parsed.data } : undefined;
  } catch {
    // A page without the investigation still says what was found.
    return undefined;
  }
}

function linksOf(folder: vscode.Uri, sessionDir: string): PageLinks {
  return {
    file: (path, line) => `${fromFirstFolder(folder, join(folder.fsPath, path))}#L${line}`,
    artifact: (path) => fromFirstFolder(folder, join(sessionDir, path)),
  };
}
