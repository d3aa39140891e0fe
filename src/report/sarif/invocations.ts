import type { Invocation, Location, Notification, ReportingDescriptor } from 'sarif';
import type { Incompleteness } from '../../artifacts/completeness';
import type { Coverage, NotUnderstood, UnreadItem } from '../../artifacts/coverage';
import { incompleteSentence, notUnderstoodSentence } from '../../wording/coverage';
import { relativeUri } from '../../safety/text/sarif';
import type { SarifRun } from './log';

/**
 * What this tool tells about itself: SARIF 2.1.0 §3.20.21
 * (`toolExecutionNotifications`) and §3.19.24 (`notifications`).
 */
const DESCRIPTIONS: Record<string, string> = {
  'unread-code': 'Production code that was not read.',
  'partly-read-code': 'Code that was read except for some places.',
  'unjudged-code':
    'Code that is listed and not judged: tests, examples, generated and copied files, scripts, what rules leave out.',
  'unfollowed-link': 'A link, device or pipe that is not followed.',
  'not-understood': 'Something that takes input and was not understood.',
  'incomplete-analysis': 'The result says less than it seems to.',
};

const NOTICE: Record<UnreadItem['group'], { id: string; level: Notification['level'] }> = {
  production: { id: 'unread-code', level: 'warning' },
  partial: { id: 'partly-read-code', level: 'warning' },
  script: { id: 'unjudged-code', level: 'note' },
  test: { id: 'unjudged-code', level: 'note' },
  example: { id: 'unjudged-code', level: 'note' },
  generated: { id: 'unjudged-code', level: 'note' },
  ignored: { id: 'unjudged-code', level: 'note' },
  output: { id: 'unjudged-code', level: 'note' },
  link: { id: 'unfollowed-link', level: 'note' },
};

function locationOf(file: string, line?: number): Location {
  return {
    physicalLocation: {
      artifactLocation: { uri: relativeUri(file), uriBaseId: '%SRCROOT%' },
      ...(line === undefined ? {} : { region: { startLine: line } }),
    },
  };
}

function unreadNotification(item: UnreadItem): Notification {
  const { id, level } = NOTICE[item.group];
  return { descriptor: { id }, level, message: { text: item.reason }, locations: [locationOf(item.path, item.line)] };
}

const notUnderstoodNotification = (item: NotUnderstood): Notification => ({
  descriptor: { id: 'not-understood' },
  level: 'warning',
  message: { text: notUnderstoodSentence(item) },
  locations: [locationOf(item.file, item.line)],
});

/** The descriptors of all notifications, for `tool.driver.notifications`. */
const NOTIFICATION_DESCRIPTORS: ReportingDescriptor[] = Object.entries(DESCRIPTIONS).map(([id, text]) => ({
  id,
  shortDescription: { text },
}));

/**
 * One run of the tool: everything that was not read or not understood, each at its place;
 * unsuccessful when the result is incomplete.
 */
function invocationOf(coverage: Coverage, incomplete: readonly Incompleteness[]): Invocation {
  return {
    executionSuccessful: incomplete.length === 0,
    toolExecutionNotifications: [
      ...incomplete.map((reason): Notification => ({
        descriptor: { id: 'incomplete-analysis' },
        level: 'error',
        message: { text: incompleteSentence(reason) },
      })),
      ...coverage.notUnderstood.map(notUnderstoodNotification),
      ...coverage.unread.map(unreadNotification),
    ],
  };
}

/** How a run of the analysis went, for its log. */
export const sarifRun = (coverage: Coverage, incomplete: readonly Incompleteness[]): SarifRun => ({
  invocation: invocationOf(coverage, incomplete),
  notifications: NOTIFICATION_DESCRIPTORS,
});
