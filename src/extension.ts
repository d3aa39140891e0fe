import * as vscode from 'vscode';
import type { Host } from './editor/host';
import { Shell } from './editor/shell';

/** What tests inside VS Code get from activation. */
export interface TestApi {
  /** How long activation took. */
  activationMs: number;
  isLoaded(): boolean;
  host(): Promise<Host>;
}

let shell: Shell | undefined;

export function activate(context: vscode.ExtensionContext): TestApi | undefined {
  const started = performance.now();
  const own = new Shell(context);
  shell = own;
  void own.restore();
  const activationMs = performance.now() - started;
  if (context.extensionMode !== vscode.ExtensionMode.Test) return undefined;
  return { activationMs, isLoaded: () => own.isLoaded, host: () => own.load() };
}

/** VS Code waits for this a few seconds before it ends the process. */
export async function deactivate(): Promise<void> {
  await shell?.stop();
}
