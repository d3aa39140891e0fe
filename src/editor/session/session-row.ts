import { roughly } from '../words';

export type RowLook =
  'queued' | 'running' | 'waiting' | 'done' | 'partial' | 'failed' | 'cancelled' | 'timed-out' | 'stopped';

/** What a row of the session tree shows, as plain data: two equal rows need no redraw. */
export interface SessionRow {
  label: string;
  description: string;
  look: RowLook;
  /** For menus: `agent.live`, `agent.output`, `run.live`, `run.resumable`, … */
  context: string;
  open: 'none' | 'folded' | 'unfolded';
  /** Lines of the tooltip. Text of the analysed code is among them. */
  tooltip: string[];
  /** Artifact to open on a click, relative to the session folder. */
  artifact?: string;
}

export const words = (...parts: (string | undefined | false)[]): string => parts.filter(Boolean).join(' · ');

/** Whole seconds while it runs: a row that changes ten times a second cannot be read. */
export const running = (startedAt: string | undefined, now: number): string | undefined =>
  startedAt ? roughly(Math.floor((now - Date.parse(startedAt)) / 1000)) : undefined;
export const between = (from: string | undefined, to: string | undefined): string | undefined =>
  from && to ? roughly((Date.parse(to) - Date.parse(from)) / 1000) : undefined;
export const count = (done: number | undefined, total: number | undefined): string | undefined =>
  done !== undefined && total ? `${done} of ${total}` : undefined;
