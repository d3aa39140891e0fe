const counted = (count: number, one: string): string =>
  `${count.toLocaleString('en-US')} ${one}${count === 1 ? '' : 's'}`;

/** What a run counts: `threats` are all of the model, those that controls answer included. */
export interface FoundCounts {
  openThreats?: number;
  threats?: number;
  mitigatedThreats?: number;
  gaps?: number;
}

/** `28 open threats, 2 mitigated`. */
export function threatWords(open: number, mitigated: number): string {
  return `${counted(open, 'open threat')}${mitigated > 0 ? `, ${mitigated.toLocaleString('en-US')} mitigated` : ''}`;
}

/** The one number that every view shows: threats once there are any, until then the gaps. */
export function foundWords({ openThreats, threats, mitigatedThreats, gaps }: FoundCounts): string | undefined {
  const open = openThreats ?? threats ?? 0;
  // Sessions of versions that did not count them have no accepted ones.
  if (threats) return threatWords(open, mitigatedThreats ?? threats - open);
  return gaps === undefined ? undefined : counted(gaps, 'gap');
}
