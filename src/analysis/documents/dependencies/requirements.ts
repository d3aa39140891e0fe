import { type Declared, MAX_LINE } from './manifest';
import { pythonPin } from './pin';

/** A requirement as of PEP 508: name, extras, specifier or URL, marker. */
const REQUIREMENT = /^([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)\s*(?:\[[^\]]*\])?\s*(.*)$/;
const EGG = /[#&]egg=([A-Za-z0-9._-]+)/;
const DEVELOPMENT = /(^|[-_./])(dev|develop|test|tests|testing|lint|docs?|ci|qa)([-_./]|$)/i;

/** Whether a requirements file, by its path, is for development. */
export function isDevelopmentFile(path: string): boolean {
  return DEVELOPMENT.test(
    path
      .split('/')
      .slice(-2)
      .join('/')
      .replace(/\.txt$/, ''),
  );
}

/** Names are equal when their case and separators are: PEP 503. */
export function normalName(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}

/** Reads one requirement; undefined when it names no package. */
export function parseRequirement(text: string, line: number | undefined, dev: boolean): Declared | undefined {
  const bare = text
    .slice(0, MAX_LINE)
    .replace(/\s#.*$/, '')
    .replace(/\s--?(hash|config-settings|global-option)\b.*$/, '')
    .trim();
  const url = /^(-e\s+|--editable[\s=])?((git|hg|svn|bzr)\+|https?:|file:|\.{0,2}\/)/.test(bare);
  const base = { ...(line !== undefined && { line }), dev };
  if (url) {
    const egg = EGG.exec(bare)?.[1];
    return egg === undefined
      ? undefined
      : { name: egg, version: bare.replace(/^(-e|--editable)[\s=]+/, ''), ...base, pin: 'url' };
  }
  const match = REQUIREMENT.exec(bare.split(';', 1)[0]?.trim() ?? '');
  if (bare.startsWith('-') || match?.[1] === undefined) return undefined;
  const specifier = (match[2] ?? '').replace(/^\((.*)\)$/, '$1').trim();
  if (specifier !== '' && !/^[<>=!~@]/.test(specifier)) return undefined;
  const pin = pythonPin(specifier);
  const version = pin === 'exact' ? specifier.replace(/^=+\s*/, '') : specifier.replace(/^@\s*/, '');
  return { name: match[1], version, ...base, pin };
}

export interface Requirements {
  declared: Declared[];
  /** Files named by `-r`, relative to this one. */
  includes: string[];
}

/** Reads a `requirements.txt`: one requirement a line, continued by a backslash. */
export function readRequirements(text: string, dev: boolean): Requirements {
  const result: Requirements = { declared: [], includes: [] };
  let pending = '';
  let first = 0;
  text
    .replace(/^\uFEFF/, '')
    .split(/\r\n?|\n/)
    .forEach((raw, index) => {
      if (pending === '') first = index + 1;
      if (/\\\s*$/.test(raw)) {
        pending += `${raw.replace(/\\\s*$/, '')} `;
        return;
      }
      const line = (pending + raw).trim();
      pending = '';
      if (line.length > MAX_LINE * 20) return;
      const include = /^(-r|--requirement)[\s=]+(\S+)/.exec(line)?.[2];
      if (include !== undefined) result.includes.push(include);
      else if (line !== '' && !line.startsWith('#'))
        result.declared.push(...[parseRequirement(line, first, dev)].flatMap((one) => one ?? []));
    });
  return result;
}
