import { all } from '../locale';
import type { Location } from '../../artifacts/enums';
import type { ControlFact, DependencyFact } from '../../artifacts/facts';
import type { OperationFact } from '../../artifacts/operation';
import type { Concern } from '../../artifacts/phase3';
import { count, listed } from '../text';

export const encrypts = (names: readonly string[]): string => `Encrypts ${listed(names, 3)} before storing.`;

export const storedAsIs = (place: Location): string => `${place.context ?? 'field'} is stored as it is`;

export const asReceived = (names: readonly string[], places: readonly string[]): string =>
  `${listed(names, 6)} ${names.length === 1 ? 'goes' : 'go'} into the store as received: no encryption was ` +
  `found where ${names.length === 1 ? 'it is' : 'they are'} taken and written (${listed(places, 4)}).`;

export const readInClear =
  'Somebody with a copy of the database, a backup or a query injection reads the fields in the clear.';

export const operationAt = (item: OperationFact): string => `${item.operation} at ${item.at.file}:${item.at.line}`;

export const logEntry = (operation: string): string => `log entry for ${operation}`;

export const somethingWritten = (item: OperationFact): string =>
  `Something is written when ${item.operation} runs; whether it names actor and result was not established.`;

export const otherEvents = 'Records other events.';

export const withoutRecord = (item: OperationFact): string => `${item.operation} without a record`;

const placesOf = ([operation, items]: readonly [string, readonly OperationFact[]]): string =>
  `${operation} (${listed(
    items.map((item) => `${item.at.file}:${item.at.line}`),
    4,
  )})`;

export const noLogEntry = (
  unrecorded: ReadonlyMap<string, readonly OperationFact[]>,
  elsewhere: readonly ControlFact[],
): string =>
  `No log entry is written by the functions that do this: ${all([...unrecorded].map(placesOf))}.${
    elsewhere.length > 0
      ? ` ${listed(
          elsewhere.map((control) => control.name),
          2,
        )} records other events.`
      : ' Nothing in the application records security events.'
  }`;

export const noTrace = (unrecorded: readonly OperationFact[]): string =>
  `Whoever carries out ${unrecorded[0]?.operation ?? 'the operation'} with a stolen session leaves no trace.`;

export const takesIntoAccount = (field: string): string => `Takes ${field} into account here.`;

export const noAccessNames = (field: string): string =>
  `No access names ${field}: possibly separated elsewhere, no gap claimed.`;

export const mostLimited = 'most accesses are limited';

export const notFiltered = (field: string): string => `does not filter by ${field}`;

export const tenantAccesses = (field: string, accesses: number, open: readonly string[]): string =>
  `${accesses - open.length} of ${accesses} accesses take ${field} into account; ${listed(open, 5)} ` +
  `${open.length === 1 ? 'does' : 'do'} not.`;

export const otherTenant = (first: Location | undefined): string =>
  `A user of one tenant calls an operation that runs ` +
  `${first?.file_path ?? ''}:${first?.line_range.start ?? 0} and gets records of another.`;

export const sameVersions = 'Builds install the same versions.';

export const noFixedVersion = (item: DependencyFact): string => `${item.name} without a fixed version`;

export const looseVersions = ({
  loose,
  total,
  manifest,
  lock,
}: {
  loose: readonly DependencyFact[];
  total: number;
  manifest: string;
  lock: string | undefined;
}): string =>
  `${loose.length} of ${total} runtime dependencies in ${manifest} have no fixed version (${listed(
    loose.map((item) => `${item.name} ${item.version}`),
    6,
  )})${lock === undefined ? ' and there is no lockfile beside it or above' : ' and come from an address that can change'}.`;

export const takenOver =
  'A release published by whoever took over one of these packages is installed by the next build.';
export const inBuild = (tool: string): string => `${tool} in the build`;

export const reportsKnown = 'Reports dependencies with known vulnerabilities.';
export const scannedByNothing = 'manifest that nothing scans';

export const noScanner = (direct: readonly DependencyFact[], concern: Concern): string =>
  `The repository holds no configuration of Dependabot, Renovate, npm audit, pip-audit, Snyk or a similar tool for ${count(direct.length, 'direct dependency', 'direct dependencies')} in ${listed(
    concern.locations.map((item) => item.file_path),
    3,
  )}. Scanning may be set up outside of it.`;

export const exploitedFirst =
  'A published vulnerability of a dependency is exploited before anybody here has heard of it.';
