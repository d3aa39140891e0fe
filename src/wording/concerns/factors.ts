import type { Severity } from '../../artifacts/enums';

export const demanded = (why: string, requirement: string): string => `${why}, but ${requirement} demands it`;

export const verifiedPattern = 'dangerous pattern verified in code';

export const requirement = (id: string): string => `compliance requirement ${id}`;

export const partlyCovered = 'a control covers it in part';
export const onlyPrivileged = 'only privileged accounts reach it';
export const onlyNaming = 'evidence only from naming';

export const atMost = (cap: { at: Severity; why: string }): string => `at most ${cap.at}: ${cap.why}`;

export const flawItself = (floor: string | undefined): string => `the flaw itself is ${floor ?? ''}`;
