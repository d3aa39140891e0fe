import type { CheckpointRecord } from '../../src/artifacts/checkpoint-record';
import type { ControlCategory, Severity } from '../../src/artifacts/enums';
import { NO_CHANGES, type FormDraft } from './answers';
import type { Edits } from './concern-edits';

/** A concern the user is writing. */
export interface ConcernForm {
  title: string;
  severity: Severity;
  description: string;
  category: ControlCategory;
  file: string;
  line: string;
}

/** Everything the user typed or prepared at one checkpoint and has not sent. */
export interface Draft {
  form: FormDraft;
  revising: boolean;
  feedback: string;
  reverting: boolean;
  edits: Edits;
  /** A concern about to be dropped, and why. */
  dropping?: { id: string; reason: string };
  adding?: ConcernForm;
}

export const NEW_DRAFT: Draft = { form: NO_CHANGES, revising: false, feedback: '', reverting: false, edits: [] };

/** What the panel keeps for itself. Never a copy of what the host knows. */
export interface Saved {
  version: 1;
  /** By checkpoint, oldest first. */
  drafts: Record<string, Draft>;
  /** Sections the user opened or closed, by checkpoint kind and section. */
  open: Record<string, boolean>;
  /** Pixels scrolled, for the screen that was shown last. */
  scroll: { screen: string; top: number };
}

export const NOTHING_SAVED: Saved = { version: 1, drafts: {}, open: {}, scroll: { screen: '', top: 0 } };
const DRAFTS_KEPT = 8;

/**
 * The same checkpoint asked again (after a revision, a retry) is another question: its draft must not be offered there.
 */
export const draftKey = (record: Pick<CheckpointRecord, 'sessionId' | 'id' | 'timestamp'>) =>
  `${record.sessionId}/${record.id}@${record.timestamp}`;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Anything this version did not write is dropped: a lost scroll position is better than a panel that does not start.
 */
export function restoreSaved(value: unknown): Saved {
  if (
    !isRecord(value) ||
    value['version'] !== 1 ||
    !isRecord(value['drafts']) ||
    !isRecord(value['open']) ||
    !isRecord(value['scroll'])
  )
    return NOTHING_SAVED;
  const drafts = Object.entries(value['drafts']).filter(([, draft]) => isDraft(draft));
  const { screen, top } = value['scroll'];
  return {
    version: 1,
    drafts: Object.fromEntries(drafts) as Record<string, Draft>,
    open: Object.fromEntries(Object.entries(value['open']).filter(([, open]) => typeof open === 'boolean')) as Record<
      string,
      boolean
    >,
    scroll: typeof screen === 'string' && typeof top === 'number' ? { screen, top } : NOTHING_SAVED.scroll,
  };
}

function isDraft(value: unknown): value is Draft {
  if (!isRecord(value) || !isRecord(value['form'])) return false;
  const form = value['form'];
  return (
    isRecord(form['changes']) &&
    isRecord(form['numbers']) &&
    isRecord(form['typing']) &&
    Array.isArray(form['confirmed']) &&
    Array.isArray(value['edits']) &&
    typeof value['feedback'] === 'string'
  );
}

export function putDraft(saved: Saved, key: string, draft: Draft): Saved {
  const others = Object.entries(saved.drafts).filter(([other]) => other !== key);
  return { ...saved, drafts: Object.fromEntries([...others.slice(1 - DRAFTS_KEPT), [key, draft]]) };
}

export function dropDraft(saved: Saved, key: string): Saved {
  return { ...saved, drafts: Object.fromEntries(Object.entries(saved.drafts).filter(([other]) => other !== key)) };
}
