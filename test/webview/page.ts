import './jsdom';
import type { FromPanel, ToPanel } from '../../src/protocol/messages';
import { App } from '../../webview/app';
import type { Bridge } from '../../webview/bridge';
import { registerControls } from '../../webview/controls';

/** A panel in a test page, with an editor that only listens. `saved` is what an earlier panel left behind. */
export class Page {
  readonly sent: FromPanel[] = [];
  readonly root: HTMLElement;
  private receive: (message: ToPanel) => void = () => undefined;

  constructor(public saved?: unknown) {
    registerControls();
    document.body.replaceChildren();
    this.root = document.createElement('div');
    this.root.id = 'app';
    document.body.append(this.root);
    const bridge: Bridge = {
      post: (message) => this.sent.push(structuredClone(message)),
      listen: (receive) => {
        this.receive = receive;
      },
      load: () => structuredClone(this.saved),
      save: (state) => {
        this.saved = structuredClone(state);
      },
    };
    new App(this.root, bridge);
  }

  async tell(...messages: ToPanel[]): Promise<void> {
    for (const message of messages) this.receive(structuredClone(message));
    await this.drawn();
  }

  /** After the next drawing, and after the components drew themselves. */
  async drawn(): Promise<void> {
    for (let frame = 0; frame < 3; frame++) await new Promise((resolve) => requestAnimationFrame(resolve));
  }

  get text(): string {
    return this.root.textContent.replace(/\s+/g, ' ');
  }

  /** The status a screen reader was told last. */
  get status(): string {
    return this.root.querySelector('[role=status]')?.textContent ?? '';
  }

  find(selector: string): HTMLElement {
    const found = this.root.querySelector<HTMLElement>(selector);
    if (!found) throw new Error(`Nothing matches ${selector} in: ${this.text}`);
    return found;
  }

  has(selector: string): boolean {
    return this.root.querySelector(selector) !== null;
  }

  button(name: string): HTMLElement {
    const all = [...this.root.querySelectorAll<HTMLElement>('vscode-button, button')];
    const found =
      all.find((element) => (element.getAttribute('aria-label') ?? element.textContent).trim() === name) ??
      all.find((element) => element.textContent.trim() === name);
    if (!found)
      throw new Error(`No button ${name}; there are: ${all.map((element) => element.textContent.trim()).join(', ')}`);
    return found;
  }

  async click(target: string | HTMLElement): Promise<void> {
    (typeof target === 'string' ? this.button(target) : target).click();
    await this.drawn();
  }

  /** Types into a field as its component reports it. */
  async type(selector: string, value: string): Promise<void> {
    const field = this.find(selector);
    Reflect.set(field, 'value', value);
    field.dispatchEvent(new Event('input', { bubbles: true }));
    await this.drawn();
  }

  async choose(selector: string, value: string): Promise<void> {
    const field = this.find(selector);
    Reflect.set(field, 'value', value);
    field.dispatchEvent(new Event('change', { bubbles: true }));
    await this.drawn();
  }

  async key(key: string, init: KeyboardEventInit = {}, target: Element = this.root): Promise<void> {
    target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...init }));
    await this.drawn();
  }

  /** Opens every section, so that all of the view can be read. */
  async openAll(): Promise<void> {
    for (let depth = 0; depth < 3; depth++) {
      for (const toggle of this.root.querySelectorAll<HTMLElement>('[aria-expanded=false][aria-controls]'))
        toggle.click();
      await this.drawn();
    }
  }

  sentOf<T extends FromPanel['type']>(type: T): Extract<FromPanel, { type: T }>[] {
    return this.sent.filter((message): message is Extract<FromPanel, { type: T }> => message.type === type);
  }
}
