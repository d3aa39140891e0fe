import type { EntryPointFact } from '../../artifacts/facts';
import { entryName } from '../../artifacts/notation';
import { count, listed } from '../text';

export const unlimitedTitle = (entries: readonly EntryPointFact[]): string =>
  `${listed(entries.map(entryName), 3)} ${entries.length === 1 ? 'accepts' : 'accept'} unlimited attempts`;

export const unlimited = (entries: readonly EntryPointFact[]): string =>
  `No rate limit was found for ${listed(entries.map(entryName), 6)}. Passwords, codes and account names can ` +
  `be tried by machine.`;

export const unlimitedReason = (entries: readonly EntryPointFact[]): string =>
  `${count(entries.length, 'entry point')} that checks or hands out credentials has no rate-limiting guard.`;

export const crossSiteTitle = (suspects: readonly EntryPointFact[], app: string): string =>
  `${count(suspects.length, 'route')} ${suspects.length === 1 ? 'changes' : 'change'} state without CSRF ` +
  `protection${app === '' ? '' : ` in ${app}`}`;

export const crossSite = (suspects: readonly EntryPointFact[]): string =>
  `The session cookie alone authorises ${listed(suspects.map(entryName), 8)}: no anti-forgery token or ` +
  `origin check was found. A page of another site can send these requests in the name of a signed-in visitor.`;

export const crossSiteReason = (suspects: readonly EntryPointFact[], changing: readonly EntryPointFact[]): string =>
  `${suspects.length} of ${changing.length} state-changing routes with a cookie session have no anti-forgery guard.`;

export const headersTitle = (app: string): string =>
  `Pages ${app === '' ? '' : `of ${app} `}are served without security headers`;

export const headers = (pages: readonly EntryPointFact[]): string =>
  `${count(pages.length, 'route')} answers browsers (${listed(pages.map(entryName), 4)}), but nothing that ` +
  `sets Content-Security-Policy, X-Frame-Options or related headers was found.`;

export const headersReason = 'Browser-facing routes and no control that sets security headers.';
export const secondLine = 'a second line of defence';

export const unvalidatedTitle = (entries: readonly EntryPointFact[]): string =>
  `${listed(entries.map(entryName), 3)} ${entries.length === 1 ? 'stores' : 'store'} request data that ` +
  `nothing validates`;

export const unvalidated = (entries: readonly EntryPointFact[]): string =>
  `No schema or check was found in front of ${listed(entries.map(entryName), 8)}, whose parameters (${listed(
    entries.flatMap((entry) => entry.params.map((param) => param.name)),
    6,
  )}) are written to a store. Unexpected types, lengths and values get into stored data.`;

export const unvalidatedReason = (entries: readonly EntryPointFact[]): string =>
  `${count(entries.length, 'state-changing entry point')} without an input-validation guard.`;

export const noHarmfulUse = 'no harmful use of the value was seen';

export const uploadTitle = (entries: readonly EntryPointFact[], file: string): string =>
  `${listed(entries.map(entryName), 3)} in ${file} ${entries.length === 1 ? 'receives' : 'receive'} files`;

export const upload = (entries: readonly EntryPointFact[]): string =>
  `Uploaded files are attacker-chosen content under an attacker-chosen name: type, size, name and place of ` +
  `storage must be checked (${listed(entries.map(entryName), 6)}).`;

export const uploadReason = 'An entry point receives files.';
export const usualUploadEffect = 'usual effect of an unchecked upload';
