import type {
  Basis,
  EntryExplanation,
  Explanation,
  LineExplanation,
  RecordedFinding,
} from '../../artifacts/explanation';
import { unreadSentence } from '../unread';
import { claimLine, harmlessLine } from './claims';
import { effectLines } from './effects';
import { entryLine, entryLines } from './entries';
import { counted } from '../locale';
import { capitalized, functionWords, line, type Line, quoted, type Section } from './parts';
import { silenceLine, zoneWords } from './silence';

/** An answer as people read it: what it is about, and what is known under headlines. */
export interface ExplanationText {
  title: string;
  /** Where it is, and what the answer rests on. */
  about: Line[];
  sections: Section[];
}

const LANGUAGES: Readonly<Record<string, string>> = { javascript: 'JavaScript', typescript: 'TypeScript' };

const section = (title: string, lines: readonly Line[]): Section[] =>
  lines.length === 0 ? [] : [{ title, lines: [...lines] }];

/** Claims that something is missing are made from the whole. */
const NOT_ASKED =
  'That something is missing (a sign-in, a limit, a token against forgery) is claimed by a threat model of ' +
  'the whole alone.';

function basisWords(basis: Basis): string {
  switch (basis.kind) {
    case 'analysis':
      return `From a fresh analysis of the folder. ${NOT_ASKED}`;
    case 'session':
      return (
        `From an analysis of the folder with the scope and the findings of the threat model ${basis.session}: ` +
        `the code has not changed since.`
      );
    case 'changed-session':
      return (
        `From a fresh analysis of the folder: the code has changed since the threat model ${basis.session}. ` +
        NOT_ASKED
      );
  }
}

const findingLine = ({ id, title, severity, score, status, at }: RecordedFinding): Line =>
  line(`${id}, ${severity}${score === undefined ? '' : ` ${score.toFixed(1)}`}, ${status}: ${title}`, at);

function aboutLine({ file, line: at, text, basis }: LineExplanation): Line[] {
  const fn = file.function;
  const known = [
    ...(file.language === undefined ? [] : [LANGUAGES[file.language] ?? capitalized(file.language)]),
    ...(file.zone === undefined || !file.read ? [] : [zoneWords(file.zone, file.zoneGround)]),
  ];
  return [
    ...(text.trim() === '' ? [] : [line(quoted(text), { file: file.path, line: at })]),
    ...(fn ? [line(`In ${functionWords(fn.name)}, lines ${fn.line} to ${fn.endLine}.`)] : []),
    ...(known.length > 0 ? [line(`${capitalized(known.join(', '))}.`)] : []),
    line(basisWords(basis)),
  ];
}

function lineText(answer: LineExplanation): ExplanationText {
  const { file, line: at, claims, harmless, effects, entryPoints, entryPointsInAll: inAll, findings, silence } = answer;
  const { effectsNear, claimsNear, registers } = answer;
  const more = inAll - entryPoints.length;
  return {
    title: `${file.path}:${at}`,
    about: aboutLine(answer),
    sections: [
      ...section('What is claimed', claims.map(claimLine)),
      ...section('What the threat model says', findings.map(findingLine)),
      ...section('What does no harm, and why', harmless.map(harmlessLine)),
      ...section('What it does to data', effectLines(effects)),
      ...section('What else the function does to data', effectLines(effectsNear)),
      ...section(
        'What is claimed elsewhere in the function',
        claimsNear.map(({ title, at: where }) => line(title, where)),
      ),
      ...section(registers ? 'What is registered here' : 'Who gets here', [
        ...entryPoints.map(entryLine),
        ...(more > 0 ? [line(`and ${counted(more, 'more entry point')}.`)] : []),
      ]),
      ...section(
        claims.length + effects.length > 0 || registers ? 'What is not known' : 'Why nothing is claimed',
        silence.map(silenceLine),
      ),
    ],
  };
}

function entryText(answer: EntryExplanation): ExplanationText {
  const { entryPoint, claims, effects, harmless, findings, limits, basis } = answer;
  return {
    title: entryPoint.name,
    about: [
      line(`Registered with ${entryPoint.framework}: ${quoted(entryPoint.at.text)}`, entryPoint.at),
      line(basisWords(basis)),
    ],
    sections: [
      ...section('Who gets here', entryLines(entryPoint)),
      ...section(
        'What it does to data',
        effects.length > 0 ? effectLines(effects) : [line('No effect on stored data was seen.')],
      ),
      ...section(
        'What is claimed',
        claims.length > 0 ? claims.map(claimLine) : [line('No flow of data that it brings is claimed to do harm.')],
      ),
      ...section('What the threat model says', findings.map(findingLine)),
      ...section('What does no harm, and why', harmless.map(harmlessLine)),
      ...section(
        'What is not known',
        limits.map(({ path, why }) => line(`${quoted(path)}: ${unreadSentence(why)}`)),
      ),
    ],
  };
}

/** The answers in words, one after the other. */
export const explanationTexts = ({ answers }: Explanation): ExplanationText[] =>
  answers.map((answer) => (answer.kind === 'line' ? lineText(answer) : entryText(answer)));
