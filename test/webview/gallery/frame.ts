import type { FromPanel } from '../../../src/protocol/messages';
import { hostOf, SCREENS } from './screens';
import themes from './themes.json';

// Plays VS Code around one panel: theme variables on the page, and an editor that answers. `?screen=batch&theme=dark`

const query = new URLSearchParams(location.search);
const theme = (query.get('theme') ?? 'dark') as keyof typeof themes;
const name = query.get('screen') ?? 'idle';
const KINDS = {
  dark: 'vscode-dark',
  light: 'vscode-light',
  hc: 'vscode-high-contrast',
  'hc-light': 'vscode-high-contrast-light',
};

for (const [variable, value] of Object.entries(themes[theme]))
  document.documentElement.style.setProperty(variable, value);
document.body.classList.add(KINDS[theme]);
document.body.dataset['vscodeThemeKind'] = KINDS[theme];
document.body.style.backgroundColor = 'var(--vscode-sideBar-background)';

const host = hostOf(name);
let state: unknown = host.state();
Object.assign(window, {
  acquireVsCodeApi: () => ({
    postMessage: (message: FromPanel) => {
      const reply = host.answer(message);
      if (reply) window.postMessage(reply, '*');
    },
    getState: () => state,
    setState: (next: unknown) => {
      state = next;
    },
  }),
});

const press = SCREENS[name]?.press;
if (press !== undefined) setTimeout(() => document.getElementById(press)?.click(), 300);
