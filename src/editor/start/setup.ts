import * as vscode from 'vscode';
import type { CvssVersion, Methodology } from '../../artifacts/enums';
import type { Scope } from '../../artifacts/session-files';
import type { PreparedRun } from '../../pipeline/contract';
import type { Plan } from '../../artifacts/run-events';
import { RunError } from '../../session/run-error';
import type { Popups } from '../popups';
import { plural, roughly } from '../words';
import type { Preparation } from './preparation';
import { type Answer, enterText, next, pickOne, type StepItem } from './quick-step';
import { askScope } from './scope-step';

const TITLE = 'Start Threat Model';
const TOTAL = 3;

export interface Setup {
  scope: Scope;
  methodology: Methodology;
  customNotes?: string;
  cvssVersion: CvssVersion;
  prepared: PreparedRun;
}

type Draft = Partial<Setup>;
type Step = (draft: Draft) => Promise<Answer<Draft>>;

const planText = (plan: Plan): string =>
  `${plural(plan.files, 'file')}, ${plural(plan.components.length, 'component')}, about ` +
  `${plural(plan.agents, 'agent')}, about ${roughly(plan.seconds)}`;

/** The three questions. Enter three times takes the defaults. Undefined when the user left. */
export async function askSetup(
  folder: vscode.Uri,
  preparation: Preparation,
  popups: Popups,
): Promise<Setup | undefined> {
  const steps: Step[] = [
    (draft) => scopeStep(folder, preparation, popups, draft),
    methodologyStep,
    (draft) => cvssStep(preparation, draft),
  ];
  let draft: Draft = {};
  for (let at = 0; at < steps.length;) {
    const answer: Answer<Draft> = (await steps[at]?.(draft)) ?? { go: 'cancel' };
    if (answer.go === 'cancel') {
      preparation.cancel();
      return undefined;
    }
    if (answer.go === 'next') draft = answer.value;
    at += answer.go === 'next' ? 1 : -1;
  }
  return draft as Setup;
}

/**
 * A git reference that does not fit is said here, where it can be changed. Anything
 * else is found out while the user goes on.
 */
async function scopeStep(
  folder: vscode.Uri,
  preparation: Preparation,
  popups: Popups,
  draft: Draft,
): Promise<Answer<Draft>> {
  for (;;) {
    const answer = await askScope(folder, { title: `${TITLE}: Scope`, step: 1, total: TOTAL }, popups);
    if (answer.go !== 'next') return answer;
    const work = preparation.begin(answer.value);
    if (answer.value.type !== 'incremental') return next({ ...draft, scope: answer.value });
    try {
      await vscode.window.withProgress(
        { location: vscode.ProgressLocation.Notification, title: 'Looking at what changed' },
        () => work,
      );
      return next({ ...draft, scope: answer.value });
    } catch (error) {
      if (!(error instanceof RunError)) throw error;
      popups.error(`${error.message} ${error.advice}`);
    }
  }
}

/** Shows the plan in the open step as soon as it is known. */
function showPlan<T>(preparation: Preparation, draft: Draft): (pick: vscode.QuickPick<StepItem<T>>) => void {
  return (pick) => {
    if (!draft.scope) return;
    const show = (text: string): void => {
      pick.busy = false;
      pick.placeholder = text;
    };
    pick.busy = true;
    preparation.begin(draft.scope).then(
      ({ plan }) => show(`Plan: ${planText(plan)}. Enter starts`),
      (error: unknown) => show(error instanceof RunError ? error.message : 'The plan could not be made.'),
    );
  };
}

async function methodologyStep(draft: Draft): Promise<Answer<Draft>> {
  for (;;) {
    const chosen = await pickOne<Methodology>({
      title: `${TITLE}: Methodology`,
      step: 2,
      total: TOTAL,
      back: true,
      placeholder: 'How should threats be found?',
      items: [
        {
          label: 'Hybrid',
          description: 'default',
          detail: 'STRIDE on every data flow, PASTA for attackers and impact, attack trees',
          value: 'hybrid',
        },
        { label: 'STRIDE only', detail: 'Six threat categories for every element', value: 'stride-only' },
        { label: 'PASTA only', detail: 'From business objectives through attackers to risk', value: 'pasta-only' },
        { label: 'Custom', detail: 'Hybrid, with notes of your own', value: 'custom' },
      ],
    });
    if (chosen.go !== 'next') return chosen;
    if (chosen.value !== 'custom') return next({ ...draft, methodology: chosen.value, customNotes: undefined });
    const notes = await enterText({
      title: `${TITLE}: Methodology`,
      step: 2,
      total: TOTAL,
      back: true,
      prompt: 'What should be done differently?',
      value: draft.customNotes ?? '',
      empty: 'Say in a sentence what to do, or go back and choose another methodology.',
    });
    if (notes.go === 'cancel') return notes;
    if (notes.go === 'next') return next({ ...draft, methodology: 'custom', customNotes: notes.value });
  }
}

async function cvssStep(preparation: Preparation, draft: Draft): Promise<Answer<Draft>> {
  const chosen = await pickOne<CvssVersion>({
    title: `${TITLE}: CVSS Version`,
    step: 3,
    total: TOTAL,
    back: true,
    placeholder: 'How should threats be scored? Enter starts',
    live: showPlan(preparation, draft),
    items: [
      { label: 'CVSS 4.0', description: 'default', value: '4.0' },
      { label: 'CVSS 3.1', description: 'when your reports still use it', value: '3.1' },
    ],
  });
  if (chosen.go !== 'next' || !draft.scope) return chosen.go === 'next' ? { go: 'cancel' } : chosen;
  const prepared = await preparation.begin(draft.scope);
  return next({ ...draft, cvssVersion: chosen.value, prepared });
}
