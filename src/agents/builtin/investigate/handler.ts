import type { CodeSpan, EntryPointFact } from '../../../artifacts/facts';
import { principalAliases, type CodeLine } from './code-text';
import type { Inquiry } from './inquiry';

const MAX_HANDLER_LINES = 400;

/** The lines of a handler without comments, and the names under which it knows the caller. */
export interface HandlerText {
  file: string;
  lines: CodeLine[];
  aliases: Set<string>;
}

/** Parameters by which frameworks hand the signed-in user to a handler: `user: User = Depends(get_current_user)`. */
const INJECTED =
  /(\w+)\s*(?::[^,=]{1,80})?=\s*(?:Depends|Security)\(\s*(?:\w+\.)?\w*(?:user|auth|principal|identity|account)\w*/gi;
const DECORATED = /@(?:CurrentUser|User|Req|GetUser|AuthUser)\([^)]{0,80}\)\s*(\w+)/g;

/** The code of a handler. Undefined when it is not in the workspace. */
export async function handlerText(inquiry: Inquiry, entry: EntryPointFact): Promise<HandlerText | undefined> {
  const fn = inquiry.index.handler(entry);
  const span = fn ? { file: fn.file, line: fn.line, endLine: fn.endLine } : entry.handler?.at;
  if (!span) return undefined;
  const lines = await inquiry.codeLines(span.file, span.line, Math.min(span.endLine, span.line + MAX_HANDLER_LINES));
  if (lines.length === 0) return undefined;
  const head = lines
    .slice(0, 12)
    .map((item) => item.text)
    .join(' ');
  const injected = [...head.matchAll(INJECTED), ...head.matchAll(DECORATED)].flatMap((match) => match[1] ?? []);
  return { file: span.file, lines, aliases: principalAliases(lines, injected) };
}

/** One line as a span. */
export const lineSpan = (file: string, item: CodeLine): CodeSpan => ({
  file,
  line: item.line,
  endLine: item.line,
  text: item.text.trim().slice(0, 200),
});

/** First line of a handler that satisfies a test. */
export function findLine(handler: HandlerText | undefined, test: (text: string) => boolean): CodeLine | undefined {
  return handler?.lines.find((item) => item.text.trim() !== '' && test(item.text));
}
