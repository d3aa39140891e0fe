import { visibleLine, visibleRest } from './hidden';

/** Something that others named, for one line of a terminal: it can neither colour, move, erase nor add lines. */
export const terminalLine = visibleLine;

/** Lines of ours for a terminal, as the last net before they are written: line feeds, tabs and escapes of ours stay. */
export const terminalText = visibleRest;
