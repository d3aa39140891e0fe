import * as vscode from 'vscode';
import { text } from '../safety/text/markdown';

/**
 * A tooltip of lines of plain text. They may come from the analysed code:
 * nothing in them is markup, a link or an image.
 */
export function plainTooltip(lines: readonly string[]): vscode.MarkdownString {
  const tooltip = new vscode.MarkdownString();
  tooltip.isTrusted = false;
  tooltip.supportHtml = false;
  lines.forEach((line, index) => {
    if (index > 0) tooltip.appendMarkdown('  \n');
    tooltip.appendMarkdown(text(line));
  });
  return tooltip;
}
