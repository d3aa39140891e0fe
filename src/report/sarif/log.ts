import type { CodeFlow, Invocation, Location as SarifLocation, Log, Region, ReportingDescriptor, Result } from 'sarif';
import { message, relativeUri } from '../../safety/text/sarif';
import type { CodeView } from './code-view';

/** SARIF 2.1.0 (OASIS), one run. Paths are relative to the analysed folder, given as `%SRCROOT%`. */
const SARIF_SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';
const TOOL = { name: 'Threatline', informationUri: 'https://github.com/threatline/threatline' } as const;

export interface SarifPlace {
  file: string;
  line: number;
  endLine: number;
  /** The code as it stands there, at most its first line. */
  text?: string;
  /** 1-based, in UTF-16 units. */
  column?: number;
}

/** The columns of a place: of its own code where that is known, else of what stands on its line. */
function columnsOf(place: SarifPlace, code: CodeView): Pick<Region, 'startColumn' | 'endColumn'> {
  const line = code.line(place.file, place.line);
  if (line === undefined) return {};
  const own = place.text ?? code.expression(place.file, place.line)?.text ?? '';
  const found = own === '' ? -1 : line.indexOf(own);
  const start = found < 0 ? line.length - line.trimStart().length : found;
  const end = found < 0 ? line.trimEnd().length : found + own.length;
  // A region of several lines ends where its last line does.
  return { startColumn: start + 1, ...(place.endLine > place.line || end <= start ? {} : { endColumn: end + 1 }) };
}

function regionOf(place: SarifPlace, code: CodeView): Region {
  return {
    startLine: place.line,
    ...columnsOf(place, code),
    endLine: place.endLine,
    ...(place.text ? { snippet: { text: place.text } } : {}),
  };
}

export function sarifLocation(place: SarifPlace, code: CodeView, text?: string): SarifLocation {
  return {
    physicalLocation: {
      artifactLocation: { uri: relativeUri(place.file), uriBaseId: '%SRCROOT%' },
      region: regionOf(place, code),
    },
    ...(text ? { message: { text: message(text) } } : {}),
  };
}

export function sarifCodeFlow(steps: readonly { place: SarifPlace; text: string }[], code: CodeView): CodeFlow {
  return {
    threadFlows: [{ locations: steps.map(({ place, text }) => ({ location: sarifLocation(place, code, text) })) }],
  };
}

/** `Missing authorization on PUT /x` → `MissingAuthorizationOnPutX`: SARIF wants a rule name that is an identifier. */
export function pascalCase(text: string): string {
  const words = text.match(/[A-Za-z0-9]+/g) ?? ['Rule'];
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase()).join('');
}

/** How the run went, and the descriptors of its notifications. */
export interface SarifRun {
  invocation: Invocation;
  notifications: ReportingDescriptor[];
}

export function sarifLog(
  version: string,
  rules: ReportingDescriptor[],
  results: Result[],
  { invocation, notifications }: SarifRun,
  properties?: Record<string, unknown>,
): Log {
  return {
    $schema: SARIF_SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { ...TOOL, version, rules, notifications } },
        invocations: [invocation],
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { '%SRCROOT%': { description: { text: 'The analysed workspace folder.' } } },
        results,
        ...(properties ? { properties } : {}),
      },
    ],
  };
}
