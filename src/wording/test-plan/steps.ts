import type { EntryPoint } from '../../artifacts/phase3';
import type { Weakness } from '../../knowledge/weakness';
import { entryLabel } from '../../artifacts/notation';
import { capitalise, listed } from '../text';

export const sendAsGiven = (entry: EntryPoint | undefined, place: string): string =>
  `Send the request to ${entry ? entryLabel(entry) : place} as it is given.`;

export const nothingReadOrChanged = 'Status 401, 403 or 404; nothing is read or changed.';
export const refusedOrPlain =
  'Refused with status 400, or treated as plain text: same duration, no additional effect, no error details.';

export const traceOfRequest = (place: string): string =>
  `Look at ${place} in the log and the store for traces of the request.`;

export const nothingBecauseOfIt = 'Nothing was executed, changed or read because of it.';
export const asInstructed = (instruction: string): string => `${capitalise(instruction)}.`;

export const signIn = 'Sign in with the ordinary test account A and keep its session.';
export const sessionWorks = 'The session works for own pages.';

export const withParameter = (label: string, param: string): string => `${label} with \`${param}\``;

export const sendOrdinary = (label: string, entry: EntryPoint): string =>
  `Send ${label} with ordinary values${
    entry.inputParameters.length > 0
      ? ` (${listed(
          entry.inputParameters.map((item) => item.name),
          6,
        )})`
      : ''
  } and note answer and duration.`;

export const baseline = 'The ordinary answer, as a baseline.';

export const sendWithPayload = (target: string): string => `Send ${target} with the payload in each value in turn.`;

export const sendSetToPayload = (target: string): string => `Send ${target} set to the payload.`;

export const tracesOfPayloads = (place: string): string =>
  `Look at ${place} in the log and the store for traces of the payloads.`;

export const nothingBecauseOfThem = 'Nothing was executed, changed or read because of them.';

export const withoutCookies = (entry: EntryPoint): string =>
  `Send ${entryLabel(entry)} without cookies and without an Authorization header.`;

export const refusedAnonymous = 'Status 401 or 403, or a redirect to the login; nothing is read or changed.';

export const invalidSession = (entry: EntryPoint): string =>
  `Send ${entryLabel(entry)} with an expired and with an invented session.`;

export const sameRefusal = 'The same refusal.';
export const changedNothing = 'Check in the store that the three requests changed nothing.';
export const noChange = 'No change.';

export const asAdministrator = (entry: EntryPoint): string =>
  `As an administrator, send ${entryLabel(entry)} and record the request.`;

export const succeeds = 'It succeeds.';
export const asAccountA = 'Send the recorded request with the session of account A.';
export const refusedForA = 'Status 403 or 404; nothing is read or changed.';
export const otherMethods = 'Repeat with other methods and a trailing slash in the address.';
export const recordOfB = 'As test account B, create a record and note its id.';
export const belongsToB = 'The record belongs to B.';

export const sendIdOfB = (entry: EntryPoint, parameter: string | undefined): string =>
  `As account A, send ${entryLabel(entry)} with ${parameter === undefined ? 'the id' : `\`${parameter}\``} ` +
  `of the record of B.`;

export const noDataOfB = 'Status 403 or 404; no data of B in the answer.';
export const idOfB = 'the id of the record of account B';
export const neighbouringIds = 'Repeat with the previous and the next id.';
export const sameRefusalForOthers = 'The same refusal for every record that is not of A.';

export const hundredTimes = (entry: EntryPoint, signsIn: boolean): string =>
  `Send ${entryLabel(entry)} 100 times within 60 seconds from one ` +
  `address${signsIn ? ' with wrong passwords for one account' : ''}.`;

export const tooMany = 'From some request on, status 429 with a Retry-After header.';
export const twoAddresses = 'Repeat from two addresses for the same account.';
export const limitPerAccount = 'The limit per account holds.';
export const afterLimit = 'Wait until the limit ends and send one ordinary request.';
export const notLockedOut = 'It succeeds: nobody is locked out for good.';

export const withoutToken = (entry: EntryPoint): string =>
  `Record ${entryLabel(entry)} from the application and remove the anti-forgery token, if there is one.`;

export const forbidden = 'Status 403; nothing changes.';
export const formElsewhere =
  'On a page of another origin, place a form that sends the request by itself, and open it in the browser ' +
  'that is signed in.';
export const cookieNotSent = 'Status 403, or the cookie is not sent; nothing changes.';

export const sendToSucceed = (entry: EntryPoint): string =>
  `Send ${entryLabel(entry)} so that it succeeds, and note the time.`;

export const carriedOut = 'The operation is carried out.';
export const lookInLog = 'Look for the entry in the log.';
export const oneEntry = 'One entry with actor, action, object, result, address and time, without secrets.';
export const sendRefused = 'Send it so that it is refused.';
export const refusalRecorded = 'The refusal is recorded too.';

export const openWithPayload = (entry: EntryPoint, parameter: string | undefined): string =>
  `Open ${entryLabel(entry)}${parameter === undefined ? '' : ` with \`${parameter}\` set to the payload`}.`;

export const noRedirect = 'No redirect to another host: status 400, or a page of this application.';

export const openAndRead = (place: string): string => `Open ${place} and read the code around it.`;

export const noLongerShows = (weakness: Weakness): string => `It no longer shows: ${weakness.title.toLowerCase()}.`;

export const callWithPayload = (place: string): string => `Call the code at ${place} with the payload.`;

export const refused = 'Refused, or treated as plain text.';
export const doesNotSucceed = 'It does not succeed, or shows nothing of value.';

export const checkRepair = (weakness: Weakness): string => `Check the repair: ${weakness.remedy.action}`;

export const repairHolds = 'The repair is in place and holds for every place named.';
