import { visibleText } from '../src/safety/text/hidden';

/**
 * A small element builder with keyed updates. The panel is redrawn from its state after every event; only what differs
 * touches the document, so that focus, selection and half-typed words stay where they are.
 *
 * Text becomes text nodes and nothing else: there is no way to pass markup or an inline style through here.
 */
export interface VNode {
  tag: string;
  key: string | undefined;
  props: Props;
  children: (VNode | string)[];
}

export type Child = VNode | string | number | null | undefined | false;
/** Method syntax on purpose: a handler may ask for the narrower event type it knows it gets. */
type Handler = { handle(event: Event): void }['handle'];

export interface Props {
  /**
   * What makes this the same element in the next drawing; without one, its `id`,
   * else the first of the same tag is taken.
   */
  key?: string;
  /** Event handlers by event type; the newest one is called, nothing is bound again. */
  on?: Record<string, Handler>;
  /** Properties of the element, for what has no attribute: `value` and `checked` of a control. */
  set?: Record<string, unknown>;
  /** Everything else is an attribute; `undefined` and `false` leave it out, `true` writes it empty. */
  attrs?: Record<string, string | number | boolean | undefined>;
  class?: string;
  id?: string;
  /** Called with the element once all of this drawing is in the document. */
  after?: (element: Element) => void;
}

const SVG = 'http://www.w3.org/2000/svg';
const SVG_TAGS = new Set(['svg', 'path', 'circle', 'rect', 'line']);
/** Attributes that could carry script or style. No caller has a reason to write one. */
const FORBIDDEN = /^(?:on|style$|srcdoc$|href$|src$)/i;

export function h(tag: string, props: Props = {}, ...children: Child[]): VNode {
  return { tag, key: props.key ?? props.id, props, children: clean(children) };
}

function clean(children: Child[]): (VNode | string)[] {
  const kept: (VNode | string)[] = [];
  for (const child of children) {
    if (child === null || child === undefined || child === false || child === '') continue;
    kept.push(typeof child === 'number' ? String(child) : child);
  }
  return kept;
}

const drawn = new WeakMap<Node, VNode>();
const handlers = new WeakMap<Node, Record<string, Handler>>();

/** Makes the content of `root` equal to `children`. */
export function render(root: Element, ...children: Child[]): void {
  const later: (() => void)[] = [];
  patchChildren(root, clean(children), later);
  for (const run of later) run();
}

function create(node: VNode | string, later: (() => void)[]): Node {
  if (typeof node === 'string') return document.createTextNode(visibleText(node));
  const element = SVG_TAGS.has(node.tag) ? document.createElementNS(SVG, node.tag) : document.createElement(node.tag);
  patchElement(element, undefined, node, later);
  return element;
}

function patchElement(element: Element, before: VNode | undefined, after: VNode, later: (() => void)[]): void {
  drawn.set(element, after);
  patchAttributes(element, before ? attributesOf(before.props) : {}, attributesOf(after.props));
  patchHandlers(element, after.props.on ?? {});
  patchChildren(element, after.children, later);
  // After the children: a drop-down can only take a value that one of its options has.
  for (const [name, value] of Object.entries(after.props.set ?? {})) {
    if (Reflect.get(element, name) !== value) Reflect.set(element, name, value);
  }
  const hook = after.props.after;
  if (hook) later.push(() => hook(element));
}

function attributesOf(props: Props): Record<string, string> {
  const all: Record<string, string> = {};
  const given: Props['attrs'] = { ...props.attrs, id: props.id, class: props.class };
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined || value === false) continue;
    if (FORBIDDEN.test(name)) throw new Error(`The attribute ${name} is not allowed in the panel.`);
    all[name] = value === true ? '' : visibleText(String(value));
  }
  return all;
}

/** Only what the last drawing wrote is taken away again: custom elements keep attributes and classes of their own. */
function patchAttributes(element: Element, before: Record<string, string>, after: Record<string, string>): void {
  for (const name of Object.keys(before)) if (!(name in after)) element.removeAttribute(name);
  for (const [name, value] of Object.entries(after)) {
    if (before[name] === value) continue;
    if (name === 'class') patchClasses(element, before[name] ?? '', value);
    else element.setAttribute(name, value);
  }
}

function patchClasses(element: Element, before: string, after: string): void {
  const words = (text: string) => text.split(' ').filter((word) => word !== '');
  element.classList.remove(...words(before));
  element.classList.add(...words(after));
}

function patchHandlers(element: Element, on: Record<string, Handler>): void {
  const known = handlers.get(element);
  handlers.set(element, on);
  for (const type of Object.keys(on)) {
    if (known && type in known) continue;
    element.addEventListener(type, (event) => handlers.get(element)?.[type]?.(event));
  }
}

function matches(node: Node, wanted: VNode | string): boolean {
  const vnode = drawn.get(node);
  if (typeof wanted === 'string') return node.nodeType === 3;
  return vnode !== undefined && vnode.tag === wanted.tag && vnode.key === wanted.key;
}

/**
 * Old nodes that are no longer wanted go first: what stays is then in order already and need
 * not be moved, which would drop the focus.
 */
function patchChildren(parent: Element, wanted: (VNode | string)[], later: (() => void)[]): void {
  const pool = [...parent.childNodes];
  const reused = wanted.map((child) => {
    const index = pool.findIndex((node) => matches(node, child));
    return index < 0 ? undefined : pool.splice(index, 1)[0];
  });
  for (const node of pool) if (isOurs(node)) node.remove();
  let cursor = parent.firstChild;
  wanted.forEach((child, index) => {
    const node = reused[index] ?? create(child, later);
    if (node === cursor) cursor = cursor.nextSibling;
    else parent.insertBefore(node, cursor);
    if (reused[index] !== undefined) update(node, child, later);
  });
}

/** A custom element may have put nodes of its own into the light tree (a proxy input); those are left alone. */
const isOurs = (node: Node) => drawn.has(node) || node.nodeType === 3;

function update(node: Node, child: VNode | string, later: (() => void)[]): void {
  if (typeof child === 'string') {
    if (node.nodeValue !== visibleText(child)) node.nodeValue = visibleText(child);
    return;
  }
  patchElement(node as Element, drawn.get(node), child, later);
}
