import { PRIVATE_KEY, TOKEN_SHAPES, URL_CREDENTIALS } from '../../knowledge/secrets';
import { kindOfName } from './names';
import type { Sighting } from './sighting';
import { isPlaceholder, judgeValue } from './values';

/** Longer lines are data. */
const MAX_LINE = 20_000;
const HINT = /AKIA|ASIA|ABIA|ACCA|gh[pours]_|github_pat_|glpat-|xox|xapp-|hooks\.slack|[sr]k_(live|test)|AIza|GOCSPX|sk-|SG\.|key-|-us\d|SK[a-f0-9]|npm_|pypi-|shp|do[opr]_v1|HRKU|hf_|dapi|lin_api|NRAK|EAAA|sq0|:AA|discord|AccountKey|AGE-SECRET|eyJ/;

function spanOf(line: number, column: number, length: number): Sighting['span'] {
  return { line, column, endLine: line, endColumn: column + length };
}

function shapes(text: string, line: number): Sighting[] {
  if (!HINT.test(text)) return [];
  return TOKEN_SHAPES.flatMap(({ name, pattern, testOnly }): Sighting[] => {
    const match = pattern.exec(text);
    if (!match || isPlaceholder(match[0]) || /example|xxxx|0000000|1234567890abcdef/i.test(match[0])) return [];
    // A signed token may be public or expired.
    const confidence = testOnly ? 'low' : name === 'JSON Web Token' ? 'medium' : 'high';
    return [{ name: '', what: name, value: match[0], span: spanOf(line, match.index, match[0].length), confidence }];
  });
}

function urls(text: string, line: number): Sighting[] {
  const match = text.includes('://') ? URL_CREDENTIALS.exec(text) : null;
  const [, password, host] = match ?? [];
  if (!match || password === undefined || host === undefined) return [];
  if (isPlaceholder(password) || /^(pass(word)?|pwd|secret|user|token)$/i.test(password) || /(^|\.)example\.(com|org|net)$|^(host(name)?|server)$/i.test(host)) return [];
  const at = match.index + match[0].lastIndexOf(`:${password}@`) + 1;
  const local = /^(localhost|127\.0\.0\.1|db|postgres|mysql|mongo|redis|rabbitmq)$/i.test(host);
  return [{ name: '', what: 'password in an address', value: password, span: spanOf(line, at, password.length), confidence: local ? 'low' : 'high' }];
}

/** Credentials known by their shape, in any text. */
export function secretsByShape(text: string): Sighting[] {
  const lines = text.split('\n');
  return lines.flatMap((line, index) => {
    if (line.length > MAX_LINE) return [];
    const found = [...shapes(line, index + 1), ...urls(line, index + 1)];
    const header = line.indexOf('-----BEGIN ');
    if (header >= 0 && PRIVATE_KEY.test(line.slice(header, header + 400) + '\n' + (lines[index + 1] ?? '').slice(0, 200))) {
      found.push({ name: '', what: 'private key', value: line.slice(header), span: spanOf(index + 1, header + '-----BEGIN '.length, 1), confidence: 'high' });
    }
    return found;
  });
}

/** `key: value` and `key=value` as YAML, INI, TOML, JSON, .env, properties, Dockerfiles and compose files write it. */
const SETTING = /^\s*(?:-\s+)?(?:export\s+|set\s+|ENV\s+|ARG\s+)?["']?([A-Za-z_][\w.-]{1,79})["']?\s*(?:[:=]|(?<=^\s*ENV\s+[\w.-]+)\s)\s*(.+?)\s*,?\s*$/;
const COMMENT = /^\s*([#;]|\/\/|<!--|\*)/;

function bareValue(raw: string): string {
  const quoted = /^(["'])(.*)\1$/.exec(raw) ?? /^(["'])((?:(?!\1).)*)\1\s*(?:[#;,].*)?$/.exec(raw);
  return quoted ? quoted[2] ?? '' : raw.replace(/\s+[#;].*$/, '').trim();
}

/** Values of settings whose name says that a secret goes there. */
export function secretsInSettings(text: string): Sighting[] {
  return text.split('\n').flatMap((raw, index): Sighting[] => {
    if (raw.length > 1_000 || COMMENT.test(raw)) return [];
    const match = SETTING.exec(raw);
    const name = match?.[1]?.split('.').at(-1);
    const kind = name === undefined ? undefined : kindOfName(name);
    if (name === undefined || kind === undefined) return [];
    const value = bareValue(match?.[2] ?? '');
    const confidence = /^[{[|>&!@(]|^(true|false)\b|\s/.test(value) ? undefined : judgeValue(name, kind, value);
    const column = raw.lastIndexOf(value);
    return confidence ? [{ name, what: 'secret', value, span: spanOf(index + 1, column, value.length), confidence }] : [];
  });
}
