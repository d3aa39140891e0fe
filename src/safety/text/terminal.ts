import { visibleLine, visibleText } from './hidden';

/** One line for a terminal: no name can colour, move, erase or add lines. */
export const terminalLine = visibleLine;

/** Lines of ours for a terminal, as the last net before they are written: line feeds and tabs stay. */
export const terminalText = visibleText;
