import type { ExplainedEntry } from '../../artifacts/explanation';
import { functionWords, line, type Line, quoted } from './parts';
import { whoMayCall, guards } from './guards';

/** An entry point with everything that decides who gets through. */
export function entryLines(entry: ExplainedEntry): Line[] {
  const { handler, calls, publicByDesign, onlyInDevelopment, zone } = entry;
  const lines = [
    line(whoMayCall(entry)),
    ...guards(entry),
    ...(publicByDesign && entry.authentication !== 'required'
      ? [line('By what it is for, it is meant to be reached without a sign-in.')]
      : []),
    ...(onlyInDevelopment ? [line('It is registered on the machines of developers only.')] : []),
    ...(zone !== undefined && zone !== 'production' ? [line(`It is registered in ${zone} code.`)] : []),
  ];
  if (calls.length > 1)
    lines.unshift(
      line(
        'Calls on the way here:',
        undefined,
        calls.map((call) => line(functionWords(call.name), call)),
      ),
    );
  if (handler) lines.unshift(line(`Handled by ${functionWords(handler.name)}.`, handler.at));
  return lines;
}

export const entryLine = (entry: ExplainedEntry): Line =>
  line(`${quoted(entry.name)} (${entry.framework})`, entry.at, entryLines(entry));
