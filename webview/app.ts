import type { FromPanel, ToPanel } from '../src/protocol/messages';
import type { Bridge } from './bridge';
import { h, render, type VNode } from './dom';
import { announce, errorsFound } from './state/announce';
import { fieldOf, validate, type FieldError } from './state/answers';
import { EMPTY, receive, type Replica } from './state/replica';
import { answer, expire, isBusy, NO_REQUEST, settle, type Request } from './state/request';
import { draftKey, dropDraft, NEW_DRAFT, putDraft, restoreSaved, type Draft, type Saved } from './state/saved';
import { ERROR_SUMMARY } from './views/business';
import { primaryDecision } from './views/decide';
import type { Actions, CheckpointEnv, RunEnv } from './views/env';
import { HEADING } from './views/frame';
import { idleView, loadingView } from './views/idle';
import { checkpointView, runView } from './views/screen';

/** How long the editor may take to answer a decision before the user gets the buttons back. */
const ANSWER_MS = 20_000;
/** Least time between two requests for a snapshot. */
const ASK_MS = 1_000;

/** The panel: one replica of the run, what the user has not sent yet, and a drawing of both. */
export class App {
  private replica: Replica = EMPTY;
  private saved: Saved;
  private request: Request = NO_REQUEST;
  /** Mistakes are named from the first attempt to approve on, and then as they change. */
  private showErrors = false;
  private stopping = false;
  private status = '';
  private focusNext: string | undefined;
  private screen = '';
  private drawing = false;
  private asking = false;
  private requests = 0;

  constructor(
    private readonly root: HTMLElement,
    private readonly bridge: Bridge,
  ) {
    this.saved = restoreSaved(bridge.load());
    bridge.listen((message) => this.take(message));
    root.addEventListener('keydown', (event) => this.key(event));
    // Scrolling does not bubble.
    root.addEventListener('scroll', (event) => this.scrolled(event), true);
    this.draw();
    bridge.post({ type: 'ready' });
  }

  private take(message: ToPanel): void {
    const before = this.replica;
    this.replica = receive(before, message);
    if (this.replica.doubt && !before.doubt) this.ask();
    this.takeAnswer(message);
    this.request = settle(this.request, this.shownKey());
    const news = announce(before.run, this.replica.run);
    if (news !== undefined) this.status = news;
    if (this.replica.run?.status !== 'running' && this.replica.run?.status !== 'waiting') this.stopping = false;
    if (message.type === 'focus') this.focusNext = HEADING;
    this.schedule();
  }

  private takeAnswer(message: ToPanel): void {
    const before = this.request;
    this.request = answer(before, message);
    if (this.request === before) return;
    if (this.request.status === 'accepted') {
      this.save(dropDraft(this.saved, this.request.key));
      this.status = 'Accepted.';
    } else if (this.request.status === 'rejected') {
      this.status = this.request.message;
      this.focusNext =
        this.request.fields.length > 0 && this.replica.run?.checkpoint?.summary.kind === 'business-context'
          ? ERROR_SUMMARY
          : 'refusal';
    }
  }

  /** Asks for a snapshot, at most once a second while in doubt. */
  private ask(): void {
    if (this.asking) return;
    this.asking = true;
    this.bridge.post({ type: 'ready' });
    setTimeout(() => {
      this.asking = false;
      if (this.replica.doubt) this.ask();
    }, ASK_MS);
  }

  private shownKey(): string | undefined {
    const record = this.replica.run?.checkpoint;
    return record && draftKey(record);
  }

  private save(saved: Saved): void {
    this.saved = saved;
    this.bridge.save(saved);
  }

  private scrolled(event: Event): void {
    if (!(event.target instanceof HTMLElement) || event.target.id !== 'scroll') return;
    this.save({ ...this.saved, scroll: { screen: this.screen, top: event.target.scrollTop } });
  }

  private key(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    const env = this.checkpointEnv();
    const press = env && primaryDecision(env);
    if (!press) return;
    event.preventDefault();
    press();
  }

  /** One drawing per frame, however many events arrive. */
  private schedule(): void {
    if (this.drawing) return;
    this.drawing = true;
    requestAnimationFrame(() => {
      this.drawing = false;
      this.draw();
    });
  }

  private draw(): void {
    const focused = document.activeElement;
    const inside = focused !== null && focused !== this.root && this.root.contains(focused);
    render(
      this.root,
      this.view(),
      h('div', { key: 'status', class: 'hidden', attrs: { role: 'status', 'aria-live': 'polite' } }, this.status),
    );
    this.restoreScroll();
    this.moveFocus(inside ? focused : null);
  }

  private view(): VNode {
    const { known, run } = this.replica;
    const env = this.env();
    if (!known) return loadingView(env);
    if (run === null) return idleView(env);
    const checkpoint = this.checkpointEnv();
    return checkpoint ? checkpointView(checkpoint) : runView({ ...env, run });
  }

  /**
   * Goes where an action asked to; otherwise only when what had the focus is gone, to the heading of what replaced it.
   */
  private moveFocus(before: Element | null): void {
    const lost = before !== null && !before.isConnected;
    const target = this.focusNext ?? (lost ? HEADING : undefined);
    this.focusNext = undefined;
    if (target !== undefined) document.getElementById(target)?.focus();
  }

  /** The place in this screen as it was left; a new screen starts at the top. */
  private restoreScroll(): void {
    const screen = this.shownKey() ?? this.replica.run?.status ?? 'idle';
    const element = document.getElementById('scroll');
    if (!this.replica.known || element === null || screen === this.screen) return;
    this.screen = screen;
    element.scrollTop = this.saved.scroll.screen === screen ? this.saved.scroll.top : 0;
  }

  private env(): Omit<RunEnv, 'run'> {
    return { context: this.replica.context, saved: this.saved, act: this.actions, stopping: this.stopping };
  }

  private checkpointEnv(): CheckpointEnv | undefined {
    const run = this.replica.run;
    const record = run?.status === 'waiting' ? run.checkpoint : undefined;
    if (!run || !record) return undefined;
    const draft = this.draft(draftKey(record));
    const errors = this.errors(record.summary, draft);
    return { ...this.env(), run, record, draft, errors, request: this.request };
  }

  private draft(key: string): Draft {
    if (isBusy(this.request) && 'draft' in this.request && this.request.key === key) return this.request.draft;
    return this.saved.drafts[key] ?? NEW_DRAFT;
  }

  private errors(view: CheckpointEnv['record']['summary'], draft: Draft): FieldError[] {
    if (view.kind !== 'business-context') return [];
    const own = this.showErrors ? validate(view.draft, draft.form) : [];
    const refused =
      this.request.status === 'rejected'
        ? this.request.fields.map(({ field, message }) => ({ field: fieldOf(field), message }))
        : [];
    return [...own, ...refused.filter(({ field }) => !own.some((error) => error.field === field))];
  }

  private readonly actions: Actions = {
    openFile: (file, line) =>
      this.bridge.post(line === undefined ? { type: 'open-file', file } : { type: 'open-file', file, line }),
    openArtifact: (path) => this.bridge.post({ type: 'open-artifact', path }),
    openReport: () => this.bridge.post({ type: 'open-report' }),
    command: (command, argument) => {
      if (command === 'stop') this.stopping = true;
      this.bridge.post(argument === undefined ? { type: 'command', command } : { type: 'command', command, argument });
      this.schedule();
    },
    toggle: (section, open) => {
      this.save({ ...this.saved, open: { ...this.saved.open, [section]: open } });
      this.schedule();
    },
    edit: (change) => this.edit(change),
    decide: (decision) => this.decide(decision),
    showErrors: () => {
      this.showErrors = true;
      const env = this.checkpointEnv();
      this.status = errorsFound(env?.errors.length ?? 0);
      this.focusNext = ERROR_SUMMARY;
      this.schedule();
    },
    focus: (id) => {
      this.focusNext = id;
      this.schedule();
    },
  };

  private edit(change: Partial<Draft>): void {
    const key = this.shownKey();
    if (key === undefined || isBusy(this.request)) return this.schedule();
    this.save(putDraft(this.saved, key, { ...this.draft(key), ...change }));
    this.schedule();
  }

  private decide(decision: Extract<FromPanel, { type: 'decide' }>['decision']): void {
    const record = this.replica.run?.checkpoint;
    if (!record || isBusy(this.request)) return;
    const key = draftKey(record);
    const id = `${key}#${++this.requests}`;
    this.request = { status: 'sent', id, key, draft: this.draft(key) };
    this.showErrors = false;
    this.status = 'Sending your decision.';
    this.bridge.post({ type: 'decide', requestId: id, checkpoint: record.id, decision });
    setTimeout(() => {
      this.request = expire(this.request, id);
      this.schedule();
    }, ANSWER_MS);
    this.schedule();
  }
}
