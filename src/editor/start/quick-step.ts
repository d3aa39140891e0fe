import * as vscode from 'vscode';

/** How the user left a step. */
export type Answer<T> = { go: 'next'; value: T } | { go: 'back' } | { go: 'cancel' };

export const next = <T>(value: T): Answer<T> => ({ go: 'next', value });

export interface StepItem<T> extends vscode.QuickPickItem {
  value?: T;
}

export interface StepOptions<T> {
  title: string;
  step: number;
  total: number;
  placeholder: string;
  items: StepItem<T>[];
  /** There is a step before this one. */
  back: boolean;
  /** What typed text that fits no item means; without it only items can be chosen. */
  typed?: (text: string) => StepItem<T>;
  /** Changes the open step while it is shown, e.g. when something has been computed. */
  live?: (pick: vscode.QuickPick<StepItem<T>>) => void;
}

function open<T>(options: StepOptions<T>, several: boolean): vscode.QuickPick<StepItem<T>> {
  const pick = vscode.window.createQuickPick<StepItem<T>>();
  pick.title = options.title;
  pick.step = options.step;
  pick.totalSteps = options.total;
  pick.placeholder = options.placeholder;
  pick.items = options.items;
  pick.canSelectMany = several;
  pick.ignoreFocusOut = true;
  pick.matchOnDescription = true;
  if (options.back) pick.buttons = [vscode.QuickInputButtons.Back];
  return pick;
}

function answerOf<T, R>(pick: vscode.QuickPick<StepItem<T>>, accepted: () => R | undefined): Promise<Answer<R>> {
  return new Promise((resolve) => {
    pick.onDidTriggerButton(() => resolve({ go: 'back' }));
    pick.onDidHide(() => resolve({ go: 'cancel' }));
    pick.onDidAccept(() => {
      const value = accepted();
      if (value !== undefined) resolve(next(value));
    });
    pick.show();
  });
}

/** One question with one answer; the first item is the default. */
export async function pickOne<T>(options: StepOptions<T>): Promise<Answer<T>> {
  const pick = open(options, false);
  const { typed } = options;
  if (typed) {
    pick.onDidChangeValue((text) => {
      pick.items = text.trim() === '' ? options.items : [typed(text.trim()), ...options.items];
    });
  }
  options.live?.(pick);
  const answer = await answerOf<T, T>(
    pick,
    () => (pick.selectedItems[0] ?? pick.activeItems[0] ?? pick.items.find(({ value }) => value !== undefined))?.value,
  );
  pick.dispose();
  return answer;
}

/** One question with one or more answers. */
export async function pickSome<T>(options: StepOptions<T>): Promise<Answer<T[]>> {
  const pick = open(options, true);
  const answer = await answerOf<T, T[]>(pick, () => {
    const values = pick.selectedItems.flatMap(({ value }) => (value === undefined ? [] : [value]));
    return values.length > 0 ? values : undefined;
  });
  pick.dispose();
  return answer;
}

/** A line of text that must not be empty. */
export async function enterText(
  options: Pick<StepOptions<never>, 'title' | 'step' | 'total' | 'back'> & {
    prompt: string;
    value: string;
    empty: string;
  },
): Promise<Answer<string>> {
  const box = vscode.window.createInputBox();
  Object.assign(box, {
    title: options.title,
    step: options.step,
    totalSteps: options.total,
    prompt: options.prompt,
    value: options.value,
    ignoreFocusOut: true,
    buttons: options.back ? [vscode.QuickInputButtons.Back] : [],
  });
  const answer = await new Promise<Answer<string>>((resolve) => {
    box.onDidTriggerButton(() => resolve({ go: 'back' }));
    box.onDidHide(() => resolve({ go: 'cancel' }));
    box.onDidChangeValue(() => (box.validationMessage = undefined));
    box.onDidAccept(() =>
      box.value.trim() === '' ? void (box.validationMessage = options.empty) : resolve(next(box.value.trim())),
    );
    box.show();
  });
  box.dispose();
  return answer;
}
