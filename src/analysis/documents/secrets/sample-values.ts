import { posix } from 'node:path';

/** What a setting in a text is worth: nothing runs with it, or only what everybody may know. */

const COMMENT = /^\s*(?:[#;!]|\/\/|<!--|\*)/;
/** A comment behind a value. In a quoted text the sign is part of the text. */
const BEHIND = /\s#\s/;

const lineBefore = (text: string, at: number): string => {
  const before = text.slice(Math.max(0, at - 1_000), at);
  return before.slice(before.lastIndexOf('\n') + 1);
};

const isQuoted = (before: string): boolean => ['"', "'"].some((quote) => before.split(quote).length % 2 === 0);

/** Whether the place is in a comment: of its own line, or behind a value. */
export function isInComment(text: string, at: number): boolean {
  const before = lineBefore(text, at);
  const sign = BEHIND.exec(before);
  return COMMENT.test(before) || (sign !== null && !isQuoted(before.slice(0, sign.index)));
}

const SECTION = /^\[[^\]\n]{1,200}\]/gm;
const OF_TESTS = /^\[(?:tool\.|tool:)?(?:pytest|tox|testenv|coverage)/;

/** In a part of a settings file that runners of tests read. Sources: pytest, "Configuration"; pytest-env; tox. */
export function isForTests(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - 20_000), at);
  const section = [...before.matchAll(SECTION)].at(-1)?.[0];
  return section !== undefined && OF_TESTS.test(section);
}

/** A name with its value in front of a command. */
const ASSIGNMENT = String.raw`[A-Za-z_]\w*=(?:"[^"\n]*"|'[^'\n]*'|[^\s;&|"']*)`;
const PREFIX = new RegExp(
  String.raw`(?:^|&&|\|\||[;|(])\s*(?:(?:RUN|env|sudo|exec|-)\s+)*(?:--\S+\s+)*(?:${ASSIGNMENT}\s+)*[A-Za-z_]\w*=["']?$`,
);
/** Behind the value a command follows on the same line, perhaps after more assignments. */
const COMMAND = new RegExp(String.raw`^["']?[ \t]+(?:${ASSIGNMENT}[ \t]+)*(?![A-Za-z_]\w*=)[./\w$][^\n]*`);
const FIELD = /^\s*(?:-\s+)?(?:run|script|command|sh|bash)\s*:\s*[|>]?-?\s*/i;
const NO_COMMAND = /^\s*(?:ENV|ARG|LABEL|export|set|declare)\b/i;

/** `RUN SECRET_KEY=x ./build`: set for one command, and gone when it ends. */
export function isForOneCommand(text: string, start: number, end: number): boolean {
  const before = lineBefore(text, start);
  if (NO_COMMAND.test(before)) return false;
  return PREFIX.test(before.replace(FIELD, '')) && COMMAND.test(text.slice(end, end + 500));
}

/** What a password stands beside: the account it is of, what it opens. */
const BESIDE = String.raw`^[ \t]*(?:- )?["']?\w*(?:user|user_?name|db|database|host|name|login)["']?[ \t]*[:=][ \t]*["']?`;
const NEAR = 300;

/** A word that the lines around it also have for the account or the database: there to be replaced. */
export function isAlsoName(text: string, at: number, value: string): boolean {
  if (!/^[a-z]+$/i.test(value)) return false;
  const around = text.slice(Math.max(0, at - NEAR), at + NEAR);
  return new RegExp(`${BESIDE}${value}["']?[ \\t]*,?\\r?$`, 'im').test(around);
}

const SAMPLE_PATH =
  /(?:^|[/._-])(?:dev|devel|development|example|examples|sample|samples|demo|local|test|tests)(?:[/._-]|$)/i;
const SAMPLE_WORDS =
  /\b(?:do not use (?:this )?in production|not (?:meant |intended )?for production|for (?:local )?development|dev(?:elopment)? (?:only|setup|docker)|(?:an? |this is )?(?:example|sample|demo)\b)/i;
const HEAD = 600;

/** A file that says of itself that it is there to try something out: by its path, or in the comment it begins with. */
export function isMarkedAsSample(path: string, text: string): boolean {
  if (SAMPLE_PATH.test(path)) return true;
  const head = text.slice(0, HEAD).split('\n');
  const comments = head.slice(0, 8).filter((line) => COMMENT.test(line));
  return SAMPLE_WORDS.test(comments.join('\n'));
}

const COMPOSITION = /^(?:docker-)?compose[\w.-]*\.ya?ml$|^values[\w.-]*\.ya?ml$/i;
/** Passwords that images are documented with. */
const DOCUMENTED =
  /^(?:postgres(?:ql)?|mysql|mariadb|root|admin|mongo(?:db)?|redis|rabbitmq|guest|minio(?:admin)?|test|demo|user|pass|change[\W_]?(?:me|it|this).*)$/i;

/** A password that an image is documented with, in a file that puts containers together: it is there to be replaced. */
export const isDocumentedDefault = (path: string, value: string): boolean =>
  COMPOSITION.test(posix.basename(path)) && DOCUMENTED.test(value);
