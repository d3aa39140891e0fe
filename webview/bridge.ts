import { isToPanel, type FromPanel, type ToPanel } from '../src/protocol/messages';

/**
 * The way to the editor. The only file that knows where the panel runs: in VS Code, or in a
 * plain page during development and tests.
 */
export interface Bridge {
  post: (message: FromPanel) => void;
  listen: (receive: (message: ToPanel) => void) => void;
  /**
   * What the panel saved; survives hide, reload and restart of the window. Not
   * checked: it may be from an older version.
   */
  load: () => unknown;
  save: (state: unknown) => void;
}

interface VsCodeApi {
  postMessage: (message: unknown) => void;
  getState: () => unknown;
  setState: (state: unknown) => void;
}

const STORAGE = 'threatline.panel';

export function connect(page: Window): Bridge {
  const { acquireVsCodeApi } = page as Window & { acquireVsCodeApi?: () => VsCodeApi };
  const api = acquireVsCodeApi ? acquireVsCodeApi() : plainPage(page);
  return {
    post: (message) => api.postMessage(message),
    listen: (receive) =>
      page.addEventListener('message', (event: MessageEvent<unknown>) => {
        if (isToPanel(event.data)) receive(event.data);
      }),
    load: () => api.getState(),
    save: (state) => api.setState(state),
  };
}

/**
 * Outside VS Code the panel talks to its own page: messages go out as `threatline` events, state is kept for the tab.
 */
function plainPage(page: Window): VsCodeApi {
  return {
    postMessage: (message) => void page.dispatchEvent(new CustomEvent('threatline', { detail: message })),
    getState: () => {
      const saved = page.sessionStorage.getItem(STORAGE);
      return saved === null ? undefined : (JSON.parse(saved) as unknown);
    },
    setState: (state) => page.sessionStorage.setItem(STORAGE, JSON.stringify(state)),
  };
}
