import * as assert from 'node:assert';
import * as vscode from 'vscode';
import type { Host } from '../../../src/editor/host';
import type { TestApi } from '../../../src/extension';

export async function activated(): Promise<TestApi> {
  const extension = vscode.extensions.getExtension<TestApi>('threatline.threatline');
  assert.ok(extension, 'not installed');
  return extension.activate();
}

export const host = async (): Promise<Host> => (await activated()).host();

/** Waits until something holds, or fails with what it was waited for. */
export async function until<T>(
  what: string,
  look: () => T | undefined | false | Promise<T | undefined | false>,
  ms = 90_000,
): Promise<T> {
  const end = Date.now() + ms;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > end) throw new Error(`Waited ${ms} ms for ${what}`);
    await new Promise((done) => setTimeout(done, 20));
  }
}

export const sampleFolder = (): vscode.Uri => {
  const [first] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(first, 'no folder');
  return first.uri;
};
