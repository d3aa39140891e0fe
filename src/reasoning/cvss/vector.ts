import { Cvss3P1, Cvss4P0 } from 'ae-cvss-calculator';
import type { CvssSeverity, CvssVersion } from '../../artifacts/enums';

/** Metric values by their abbreviations; metrics that are absent are Not Defined. */
export type Metrics = Readonly<Record<string, string>>;

/** Metrics in the order of the specification's vector strings. */
const ORDER: Readonly<Record<CvssVersion, readonly string[]>> = {
  '3.1': [
    'AV',
    'AC',
    'PR',
    'UI',
    'S',
    'C',
    'I',
    'A',
    'E',
    'RL',
    'RC',
    'CR',
    'IR',
    'AR',
    'MAV',
    'MAC',
    'MPR',
    'MUI',
    'MS',
    'MC',
    'MI',
    'MA',
  ],
  '4.0': [
    'AV',
    'AC',
    'AT',
    'PR',
    'UI',
    'VC',
    'VI',
    'VA',
    'SC',
    'SI',
    'SA',
    'E',
    'CR',
    'IR',
    'AR',
    'MAV',
    'MAC',
    'MAT',
    'MPR',
    'MUI',
    'MVC',
    'MVI',
    'MVA',
    'MSC',
    'MSI',
    'MSA',
  ],
};
const BASE: Readonly<Record<CvssVersion, readonly string[]>> = {
  '3.1': ORDER['3.1'].slice(0, 8),
  '4.0': ORDER['4.0'].slice(0, 11),
};

/** A vector that no calculator would accept: `reason` names the metric. */
export class CvssError extends Error {
  override readonly name = 'CvssError';
  constructor(readonly reason: string) {
    super(`CVSS: ${reason}`);
  }
}

/** The vector string; metrics that are Not Defined (`X`) are left out. */
export function vectorOf(version: CvssVersion, metrics: Metrics): string {
  const unknown = Object.keys(metrics).find((name) => !ORDER[version].includes(name));
  if (unknown !== undefined) throw new CvssError(`${unknown} is no metric of version ${version}`);
  const missing = BASE[version].find((name) => metrics[name] === undefined || metrics[name] === 'X');
  if (missing !== undefined) throw new CvssError(`${missing} is missing`);
  const parts = ORDER[version]
    .filter((name) => (metrics[name] ?? 'X') !== 'X')
    .map((name) => `${name}:${metrics[name] ?? ''}`);
  return [`CVSS:${version}`, ...parts].join('/');
}

const SCORES = new Map<string, number>();
const MAX_KEPT = 20_000;

/**
 * Score from 0.0 to 10.0 of a vector string, computed by the library for the version it
 * names. Equal vectors are computed once.
 */
export function scoreVector(vector: string): number {
  const known = SCORES.get(vector);
  if (known !== undefined) return known;
  const score = compute(vector);
  if (SCORES.size >= MAX_KEPT) SCORES.clear();
  SCORES.set(vector, score);
  return score;
}

function compute(vector: string): number {
  const version = /^CVSS:(4\.0|3\.1)\//.exec(vector)?.[1] as CvssVersion | undefined;
  if (version === undefined) throw new CvssError(`"${vector.slice(0, 20)}" is neither version 3.1 nor 4.0`);
  const calculator = parsed(() => (version === '4.0' ? new Cvss4P0(vector) : new Cvss3P1(vector)));
  // The library skips over metrics and values it does not know: what it read must be what was written.
  const kept = new Set(calculator.toString().split('/'));
  const lost = vector.split('/').find((part) => !kept.has(part));
  if (lost !== undefined) throw new CvssError(`"${lost}" is no metric value of version ${version}`);
  const written = metricsOf(vector);
  const missing = BASE[version].find((name) => written[name] === undefined);
  if (missing !== undefined) throw new CvssError(`${missing} is missing`);
  return calculator.calculateScores().overall;
}

function parsed<T>(create: () => T): T {
  try {
    return create();
  } catch (error) {
    throw new CvssError(error instanceof Error ? error.message : String(error));
  }
}

/** Severity rating of a score, the same bands in both versions. */
export function severityOf(score: number): CvssSeverity {
  if (score >= 9) return 'Critical';
  if (score >= 7) return 'High';
  if (score >= 4) return 'Medium';
  return score > 0 ? 'Low' : 'None';
}

/** Metrics named in a vector string. */
export function metricsOf(vector: string): Record<string, string> {
  return Object.fromEntries(
    vector
      .split('/')
      .slice(1)
      .map((part) => part.split(':') as [string, string]),
  );
}
