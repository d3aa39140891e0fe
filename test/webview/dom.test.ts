import { beforeEach, describe, expect, it } from 'vitest';
import { h, render } from '../../webview/dom';

let root: HTMLElement;
beforeEach(() => {
  root = document.createElement('div');
  document.body.replaceChildren(root);
});

const item = (key: string, text = key) => h('li', { key }, h('input', { id: `input-${key}` }), text);

describe('drawing', () => {
  it('keeps the focused field and what was typed into it when others come, go and change order', () => {
    render(root, item('a'), item('b'), item('c'));
    const field = document.getElementById('input-b') as HTMLInputElement;
    field.focus();
    field.value = 'half a wo';
    render(root, item('x'), item('b', 'changed'), item('c'));
    expect(document.activeElement).toBe(field);
    expect(field.value).toBe('half a wo');
    expect(root.textContent).toBe('xchangedc');
  });

  it('keeps the elements that stay when one before them goes', () => {
    render(root, item('a'), item('b'), item('c'));
    const [, b, c] = root.children;
    render(root, item('b'), item('c'));
    expect([...root.children]).toEqual([b, c]);
  });

  it('calls the newest handler once, however often it was drawn', () => {
    const calls: number[] = [];
    for (const n of [1, 2, 3]) render(root, h('button', { on: { click: () => calls.push(n) } }));
    root.querySelector('button')?.click();
    expect(calls).toEqual([3]);
  });

  it('takes away an attribute it wrote, and leaves alone what an element gave itself', () => {
    render(root, h('p', { class: 'mine', attrs: { title: 'x', hidden: true } }));
    const p = root.querySelector('p')!;
    p.classList.add('its-own');
    p.setAttribute('role', 'note');
    render(root, h('p', { class: 'other', attrs: { hidden: false } }));
    expect(p.outerHTML).toBe('<p class="its-own other" role="note"></p>');
  });

  it('leaves nodes alone that an element put into itself', () => {
    render(root, h('div', {}, 'a'));
    const own = document.createElement('input');
    root.firstElementChild?.append(own);
    render(root, h('div', {}, 'b'));
    expect(own.isConnected).toBe(true);
    expect(root.textContent).toBe('b');
  });

  it('refuses attributes that could carry script or style', () => {
    for (const name of ['onclick', 'ONERROR', 'style', 'srcdoc', 'href', 'src']) {
      expect(() => render(root, h('a', { attrs: { [name]: 'x' } })), name).toThrow(/not allowed/);
    }
  });

  it('sets a property only when it differs, so that the caret stays', () => {
    render(root, h('input', { set: { value: 'abc' } }));
    const field = root.querySelector('input')!;
    field.setSelectionRange(1, 1);
    render(root, h('input', { set: { value: 'abc' } }));
    expect(field.selectionStart).toBe(1);
  });

  it('shows marks that would turn the text around them, instead of obeying them', () => {
    render(root, h('p', { attrs: { title: '\u202Egnp.exe' } }, '\u202Egnp.exe\u2066'));
    expect(root.textContent).toBe(String.raw`\u{202e}gnp.exe\u{2066}`);
    expect(root.querySelector('p')?.title).toBe(String.raw`\u{202e}gnp.exe`);
  });
});
