/** Keys whose words cannot be told from the key itself. */
const SPECIAL: Readonly<Record<string, string>> = {
  InfoDisclosure: 'Information disclosure',
  DoS: 'Denial of service',
  ElevationOfPrivilege: 'Elevation of privilege',
  'cors-csp': 'CORS and CSP',
  'logging-audit': 'Logging and audit',
};

/** A key in words for people: `input-validation` reads `Input validation`. */
export function humanize(key: string): string {
  const words = key.replace(/[_-]+/g, ' ');
  return SPECIAL[key] ?? words.charAt(0).toUpperCase() + words.slice(1);
}
