import { visibleLine } from './hidden';

/** Text of a tree row, a problem, a hover without markup: one line, as it is shown. */
export const label = visibleLine;

/** Text where VS Code puts icons for `$(name)`: status bar, quick picks, code lenses. */
export const iconLabel = (value: string): string => visibleLine(value).replace(/\$\(/g, '\\$(');

/** A notification: VS Code makes a link, even one to a command, of `[label](address)` in it. */
export const notice = (value: string): string => visibleLine(value).replace(/\](?=\()/g, '] ');
