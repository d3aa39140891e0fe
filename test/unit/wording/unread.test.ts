import { describe, expect, it } from 'vitest';
import { WhyUnread } from '../../../src/artifacts/unread';
import { unreadSentence } from '../../../src/wording/unread';

const CASES: [WhyUnread, string][] = [
  [{ is: 'minified' }, 'Minified code is not read.'],
  [{ is: 'language', name: 'Go' }, 'Go is not read.'],
  [{ is: 'files-sampled', count: 200_000 }, 'Of about 200,000 files a sample was read.'],
  [
    { is: 'syntax-errors', places: 1, line: 3 },
    'Syntax errors in one place, first at line 3: what stands there may be missing.',
  ],
  [
    { is: 'dependencies-cut', all: 12_000, most: 5_000, of: 'direct' },
    'Of 12,000 direct dependencies 5,000 are listed.',
  ],
  [
    { is: 'steps', part: 'misuse' },
    'It takes too many steps to find misused functions and settings in it: some may be missing.',
  ],
  [
    { is: 'flow-budget', of: 'entry-point' },
    'The data flow in it was not followed to the end: the budget of one entry point was used up.',
  ],
  [
    { is: 'failed', part: 'framework', framework: 'koa', error: 'boom' },
    'Unknown because of an internal error: the routes of koa (boom).',
  ],
  [{ is: 'died', of: 'memory', whole: true }, 'The analysis ran out of memory: no code was read.'],
  [
    { is: 'no-handle', path: 'a.js', others: 2 },
    'a.js and 2 more could not be opened: too many files are open. Raise the limit (ulimit -n).',
  ],
];

describe('why something was not read', () => {
  it.each(CASES)('is said in a sentence: %o', (why, sentence) => {
    expect(unreadSentence(WhyUnread.parse(why))).toBe(sentence);
  });
});
