import { MIN_COVERAGE } from '../artifacts/completeness';
import { SEVERITIES, type CvssVersion, type Methodology, type Severity } from '../artifacts/enums';
import type { Scope } from '../artifacts/session-files';
import { UsageError } from './exit-codes';

const METHODOLOGIES: readonly Methodology[] = ['hybrid', 'stride-only', 'pasta-only', 'custom'];
const CVSS_VERSIONS: readonly CvssVersion[] = ['4.0', '3.1'];

function oneOf<T extends string>(value: string, allowed: readonly T[], option: string): T {
  const found = allowed.find((item) => item === value);
  if (found === undefined) throw new UsageError(`--${option} takes ${allowed.join(', ')}, not "${value}".`);
  return found;
}

export const methodologyOf = (value: string): Methodology => oneOf(value, METHODOLOGIES, 'methodology');
/** `4` is what a shell user or a number parser makes of `4.0`. */
export const cvssOf = (value: string): CvssVersion => oneOf(value === '4' ? '4.0' : value, CVSS_VERSIONS, 'cvss');
export const severityOf = (value: string | undefined): Severity | undefined =>
  value === undefined ? undefined : oneOf(value.toLowerCase(), SEVERITIES, 'fail-on');

/** `full`, `component:src/a,src/b` or `incremental:main`. */
export function scopeOf(value: string): Scope {
  const [type, rest = ''] = value.split(/:(.*)/s);
  const parts = rest
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  if (type === 'full' && rest === '') return { type: 'full' };
  if (type === 'component' && parts.length > 0)
    return { type: 'component', component: { paths: parts, includeSharedDeps: false } };
  if (type === 'incremental' && parts.length === 1)
    return { type: 'incremental', incremental: { baseRef: rest.trim(), includeTouchedFiles: true } };
  throw new UsageError(`--scope takes full, component:PATH[,PATH...] or incremental:GIT-REF, not "${value}".`);
}

export function poolOf(value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const size = Number(value);
  if (!Number.isInteger(size) || size < 1 || size > 20)
    throw new UsageError(`--pool takes a whole number from 1 to 20, not "${value}".`);
  return size;
}

/** `60` or `60%`: the share of the production code that must be read, as 0 to 1. */
export function minCoverageOf(value: string | undefined): number {
  if (value === undefined) return MIN_COVERAGE;
  const percent = /^\d{1,3}(?:\.\d+)?%?$/.test(value) ? Number.parseFloat(value) : Number.NaN;
  if (!(percent >= 0 && percent <= 100))
    throw new UsageError(`--min-coverage takes a percentage from 0 to 100, not "${value}".`);
  return percent / 100;
}
