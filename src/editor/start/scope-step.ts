import * as vscode from 'vscode';
import { iconLabel } from '../../safety/text/editor';
import type { Scope } from '../../artifacts/session-files';
import { describeWorkspace } from '../../pipeline/git/describe';
import { type GitRefs, gitRefs } from '../../pipeline/git/list-refs';
import { untrustedRefusal } from '../../pipeline/git/untrusted';
import type { Popups } from '../popups';
import { type Answer, next, pickOne, pickSome, type StepItem } from './quick-step';

const NOT_OFFERED = /^(\..*|node_modules|vendor|dist|build|out|coverage|target|__pycache__|venv)$/;
const FOLDERS_SHOWN = 300;

interface StepPlace {
  title: string;
  step: number;
  total: number;
}

const incrementalItem = (): StepItem<Scope['type']> => ({
  label: '$(git-compare) Incremental',
  detail: vscode.workspace.isTrusted
    ? 'What changed since a git branch, tag or commit'
    : 'What changed since a commit: needs git, which is started for trusted folders only',
  value: 'incremental',
});

function sayUntrusted(popups: Popups): void {
  const { message, advice } = untrustedRefusal();
  popups.info(`${message} ${advice}`, {
    title: 'Manage Trust',
    run: () => vscode.commands.executeCommand('workbench.trust.manage'),
  });
}

/** What to analyse. Going back from a detail leads to the question, not out of it. */
export async function askScope(folder: vscode.Uri, place: StepPlace, popups: Popups): Promise<Answer<Scope>> {
  for (;;) {
    const kind = await pickOne<Scope['type']>({
      ...place,
      back: false,
      placeholder: 'What should be analysed?',
      items: [
        { label: '$(root-folder) Full', description: 'default', detail: 'Everything in the folder', value: 'full' },
        { label: '$(symbol-class) Component', detail: 'One or more folders you choose', value: 'component' },
        incrementalItem(),
      ],
    });
    if (kind.go !== 'next') return kind;
    if (kind.value === 'incremental' && !vscode.workspace.isTrusted) {
      sayUntrusted(popups);
      continue;
    }
    const scope = await askDetails(kind.value, folder, place);
    if (scope.go !== 'back') return scope;
  }
}

async function askDetails(kind: Scope['type'], folder: vscode.Uri, place: StepPlace): Promise<Answer<Scope>> {
  switch (kind) {
    case 'full':
      return next<Scope>({ type: 'full' });
    case 'component':
      return askComponents(folder, place);
    case 'incremental':
      return askReference(folder, place);
  }
}

async function foldersUnder(folder: vscode.Uri, path: string, depth: number): Promise<string[]> {
  if (depth === 0) return [];
  const entries = await vscode.workspace.fs.readDirectory(vscode.Uri.joinPath(folder, path)).then(
    (found) => found,
    () => [],
  );
  const names = entries
    .filter(([name, type]) => type === vscode.FileType.Directory && !NOT_OFFERED.test(name))
    .map(([name]) => (path === '' ? name : `${path}/${name}`));
  const nested = await Promise.all(names.map(async (name) => [name, ...(await foldersUnder(folder, name, depth - 1))]));
  return nested.flat();
}

async function askComponents(folder: vscode.Uri, place: StepPlace): Promise<Answer<Scope>> {
  const folders = (await foldersUnder(folder, '', 3)).sort().slice(0, FOLDERS_SHOWN);
  const items: StepItem<string>[] = folders.map((path) => ({
    label: iconLabel(path),
    iconPath: vscode.ThemeIcon.Folder,
    value: path,
  }));
  const placeholder =
    items.length > 0
      ? 'Which folders? Choose one or more'
      : 'There is no folder to choose from. Go back and choose Full';
  const chosen = await pickSome<string>({ ...place, back: true, placeholder, items });
  return chosen.go === 'next'
    ? next<Scope>({ type: 'component', component: { paths: withoutNested(chosen.value), includeSharedDeps: true } })
    : chosen;
}

/** A folder inside a chosen one is chosen already. */
const withoutNested = (paths: readonly string[]): string[] =>
  paths.filter((path) => !paths.some((other) => other !== path && path.startsWith(`${other}/`)));

function withoutReferences(folder: string): string {
  const reason = describeWorkspace(folder).git_unread ?? 'No git repository found in this folder.';
  return `${reason} Type a branch, tag or commit, or go back`;
}

async function askReference(folder: vscode.Uri, place: StepPlace): Promise<Answer<Scope>> {
  const refs = gitRefs(folder.fsPath);
  const chosen = await pickOne<string>({
    ...place,
    back: true,
    placeholder: refs
      ? 'Changed since what? Choose, or type a branch, tag or commit'
      : withoutReferences(folder.fsPath),
    items: refs ? referenceItems(refs) : [],
    typed: (text) => ({ label: text, description: 'use what I typed', alwaysShow: true, value: text }),
  });
  return chosen.go === 'next'
    ? next<Scope>({ type: 'incremental', incremental: { baseRef: chosen.value, includeTouchedFiles: true } })
    : chosen;
}

const heading = (label: string): StepItem<string> => ({ label, kind: vscode.QuickPickItemKind.Separator });

/** The usual base first: the main branch, else the commit before this one. */
function referenceItems({ current, branches, remotes, tags }: GitRefs): StepItem<string>[] {
  const usual = ['main', 'master', 'develop'].filter((name) => branches.includes(name) && name !== current);
  const item =
    (icon: string) =>
    (name: string): StepItem<string> => ({ label: `$(${icon}) ${name}`, value: name });
  return [
    ...usual.map(item('git-branch')),
    { label: '$(git-commit) HEAD~1', description: 'the commit before the last one', value: 'HEAD~1' },
    heading('branches'),
    ...branches.filter((name) => !usual.includes(name) && name !== current).map(item('git-branch')),
    heading('remote branches'),
    ...remotes.map(item('cloud')),
    heading('tags'),
    ...tags.map(item('tag')),
  ];
}
