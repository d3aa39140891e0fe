import { createHash } from 'node:crypto';
import type { CodeFlow, Invocation, Location as SarifLocation, Log, ReportingDescriptor, Result } from 'sarif';

/** SARIF 2.1.0 (OASIS), one run. Paths are relative to the analysed folder, given as `%SRCROOT%`. */
export const SARIF_SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';

export interface SarifPlace {
  file: string;
  line: number;
  endLine: number;
  text?: string;
}

export interface SarifTool {
  name: string;
  version: string;
  informationUri: string;
}

/** A URI reference (RFC 3986) for a relative path: every segment percent-encoded, the slashes kept. */
export function relativeUri(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}

export function sarifLocation(place: SarifPlace, message?: string): SarifLocation {
  const region = { startLine: place.line, endLine: place.endLine, ...(place.text ? { snippet: { text: place.text } } : {}) };
  return {
    physicalLocation: { artifactLocation: { uri: relativeUri(place.file), uriBaseId: '%SRCROOT%' }, region },
    ...(message ? { message: { text: message } } : {}),
  };
}

export function sarifCodeFlow(steps: { place: SarifPlace; message: string }[]): CodeFlow {
  return { threadFlows: [{ locations: steps.map(({ place, message }) => ({ location: sarifLocation(place, message) })) }] };
}

/** Survives moved lines: nothing but the kind of flaw, the file and the code without its white space goes in. */
export function fingerprint(kind: string, file: string, text: string): string {
  return createHash('sha256').update([kind, file, text.replace(/\s+/g, '')].join('\u0000')).digest('hex').slice(0, 32);
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

export function sarifLog(tool: SarifTool, rules: ReportingDescriptor[], results: Result[], { invocation, notifications }: SarifRun, properties?: Record<string, unknown>): Log {
  return {
    $schema: SARIF_SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { ...tool, rules, notifications } },
        invocations: [invocation],
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { '%SRCROOT%': { description: { text: 'The analysed workspace folder.' } } },
        results,
        ...(properties ? { properties } : {}),
      },
    ],
  };
}
