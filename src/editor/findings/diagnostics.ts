import * as vscode from 'vscode';
import type { FindingView } from '../../pipeline/contract';
import { label } from '../../safety/text/editor';
import { DIAGNOSTIC_SOURCE } from '../ids';
import { type DiagnosticLevel, settingsOf } from '../settings';
import { findingUri } from './finding-uri';
import { isClosed, isIncomplete, isMitigated, problemText } from './finding-words';
import type { FindingsStore } from './findings-store';
import type { LocationTracker } from './location-tracker';

const LEVEL: Record<Exclude<DiagnosticLevel, 'None'>, vscode.DiagnosticSeverity> = {
  Error: vscode.DiagnosticSeverity.Error,
  Warning: vscode.DiagnosticSeverity.Warning,
  Information: vscode.DiagnosticSeverity.Information,
  Hint: vscode.DiagnosticSeverity.Hint,
};

/**
 * The only writer of our problems. A finding is shown once, at its first location, and never at a line it is not about.
 */
export class Diagnostics implements vscode.Disposable {
  private readonly collection = vscode.languages.createDiagnosticCollection(DIAGNOSTIC_SOURCE);
  private readonly subscriptions: vscode.Disposable[];

  constructor(
    private readonly store: FindingsStore,
    private readonly tracker: LocationTracker,
  ) {
    this.subscriptions = [
      tracker.onDidChange((uris) => this.publish(uris)),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('threatline.diagnostics')) this.publish(this.uris());
      }),
    ];
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
    this.collection.dispose();
  }

  private uris(): vscode.Uri[] {
    const uris: vscode.Uri[] = [];
    this.collection.forEach((uri) => uris.push(uri));
    return [...uris, ...this.store.findings.flatMap(({ id }) => this.tracker.place(id)?.uri ?? [])];
  }

  private publish(uris: readonly vscode.Uri[]): void {
    for (const uri of uris) {
      const items = this.tracker.in(uri).filter(({ state }) => state !== 'gone');
      this.collection.set(
        uri,
        items.flatMap(({ finding, state, range }) => this.diagnostic(finding, state === 'stale', range) ?? []),
      );
    }
  }

  private diagnostic(finding: FindingView, stale: boolean, range: vscode.Range): vscode.Diagnostic | undefined {
    const { folder, sessionDir } = this.store;
    const severity = severityOf(finding, stale, folder);
    if (severity === undefined || !folder || sessionDir === undefined) return undefined;
    const diagnostic = new vscode.Diagnostic(range, label(problemText(finding, stale)), severity);
    diagnostic.source = DIAGNOSTIC_SOURCE;
    diagnostic.code = { value: finding.id, target: findingUri(sessionDir, finding.id) };
    if (stale) diagnostic.tags = [vscode.DiagnosticTag.Unnecessary];
    else
      diagnostic.relatedInformation = this.tracker
        .steps(finding.id)
        .map(
          ({ uri, range: at, message }) =>
            new vscode.DiagnosticRelatedInformation(new vscode.Location(uri, at), label(message)),
        );
    return diagnostic;
  }
}

function severityOf(
  finding: FindingView,
  stale: boolean,
  folder: vscode.Uri | undefined,
): vscode.DiagnosticSeverity | undefined {
  if (isClosed(finding)) return undefined;
  const level = settingsOf(folder).severity[finding.severity];
  if (level === 'None') return undefined;
  if (stale || isMitigated(finding)) return vscode.DiagnosticSeverity.Hint;
  return isIncomplete(finding) ? vscode.DiagnosticSeverity.Information : LEVEL[level];
}
