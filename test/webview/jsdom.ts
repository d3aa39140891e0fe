// What the component library asks of a page and jsdom does not have. Import it before anything that loads the library.
const noMatch = (media: string) => ({
  media,
  matches: false,
  addEventListener: () => undefined,
  removeEventListener: () => undefined,
  addListener: () => undefined,
  removeListener: () => undefined,
});
if (typeof window.matchMedia !== 'function') Object.assign(window, { matchMedia: noMatch });
if (!('scrollIntoView' in Element.prototype)) Object.assign(Element.prototype, { scrollIntoView: () => undefined });

// Nothing is seen here, so a frame need not take its 16 ms.
Object.assign(window, {
  requestAnimationFrame: (draw: FrameRequestCallback) => setImmediate(() => draw(performance.now())),
});

/** jsdom does not know `delegatesFocus`: the component stays unfocused where a browser would focus the input in it. */
const plainFocus = Object.getOwnPropertyDescriptor(HTMLElement.prototype, 'focus')?.value as (
  this: HTMLElement,
) => void;
HTMLElement.prototype.focus = function () {
  plainFocus.call(this.shadowRoot?.querySelector<HTMLElement>('input, textarea, button') ?? this);
};

export {};
