import { count } from '../text';

/** How a finished model is summed up. */
interface Totals {
  name: string;
  entryPoints: number;
  gaps: number;
  /** Open threats, and those of them that are critical or high. */
  open: number;
  severe: number;
}

/** The first paragraphs of a report. */
export const wholeModel = ({ name, entryPoints, gaps, open, severe }: Totals): string =>
  [
    `${name} has ${count(entryPoints, 'entry point')}. Its controls leave ${count(gaps, 'gap')}, from which ` +
      `${count(open, 'open threat')} follow${open === 1 ? 's' : ''}; ${severe === 0 ? 'none' : severe} of them ` +
      `${severe <= 1 ? 'is' : 'are'} critical or high.`,
    ...(open > 0 ? [] : ['No open threat was found in what was read.']),
    ...(open > 0 && severe === 0 ? ['Nothing serious was found in what was read.'] : []),
    'What was not read, followed or investigated is not known to be safe: see "What was read".',
  ].join('\n\n');
