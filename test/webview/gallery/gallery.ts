import { SCREENS } from './screens';

// Every screen side by side. `?theme=light&width=280&only=batch,threats`; `height` shows the panel as tall as that, else as tall as its content.

const query = new URLSearchParams(location.search);
const width = Number(query.get('width') ?? 320);
const height = query.get('height');
const only = query.get('only')?.split(',');

function grow(frame: HTMLIFrameElement): void {
  const page = frame.contentDocument;
  const content = page?.querySelector('#scroll > .page');
  const footer = page?.querySelector('.decisions');
  frame.height = String((content?.scrollHeight ?? 0) + (footer?.clientHeight ?? 0) + 2);
}

for (const name of Object.keys(SCREENS).filter((screen) => only?.includes(screen) ?? true)) {
  const figure = document.createElement('figure');
  const caption = document.createElement('figcaption');
  caption.textContent = name;
  const frame = document.createElement('iframe');
  frame.title = name;
  frame.width = String(width);
  frame.height = height ?? '600';
  frame.src = `/frame.html?screen=${name}&theme=${query.get('theme') ?? 'dark'}`;
  if (height === null) frame.addEventListener('load', () => setTimeout(() => grow(frame), 900));
  figure.append(caption, frame);
  document.body.append(figure);
}
