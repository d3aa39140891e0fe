import type { ControlCategory, Stride } from '../artifacts/enums';

/** STRIDE: what each category violates, which controls defend against it, and to which DFD elements it applies. */

interface StrideRow {
  label: string;
  letter: 'S' | 'T' | 'R' | 'I' | 'D' | 'E';
  property: string;
  primary: readonly ControlCategory[];
  secondary: readonly ControlCategory[];
}

export const STRIDE_TABLE: Readonly<Record<Stride, StrideRow>> = {
  Spoofing: {
    label: 'Spoofing',
    letter: 'S',
    property: 'authentication',
    primary: ['authentication'],
    secondary: ['secrets-management'],
  },
  Tampering: {
    label: 'Tampering',
    letter: 'T',
    property: 'integrity',
    primary: ['input-validation'],
    secondary: ['output-encoding', 'cryptography', 'dependency-security', 'cors-csp'],
  },
  Repudiation: {
    label: 'Repudiation',
    letter: 'R',
    property: 'non-repudiation',
    primary: ['logging-audit'],
    secondary: ['authentication'],
  },
  InfoDisclosure: {
    label: 'Information disclosure',
    letter: 'I',
    property: 'confidentiality',
    primary: ['cryptography', 'secrets-management'],
    secondary: ['output-encoding', 'authorization', 'cors-csp'],
  },
  DoS: {
    label: 'Denial of service',
    letter: 'D',
    property: 'availability',
    primary: ['rate-limiting'],
    secondary: ['input-validation', 'dependency-security'],
  },
  ElevationOfPrivilege: {
    label: 'Elevation of privilege',
    letter: 'E',
    property: 'authorization',
    primary: ['authorization'],
    secondary: ['input-validation', 'dependency-security'],
  },
};

/** In the order of the acronym. */
const ROWS = Object.entries(STRIDE_TABLE) as [Stride, StrideRow][];

/** The STRIDE categories a control category defends against, those it is primary for first. */
export function strideDefense(category: ControlCategory): Stride[] {
  const primary = ROWS.filter(([, row]) => row.primary.includes(category)).map(([stride]) => stride);
  const secondary = ROWS.filter(([, row]) => row.secondary.includes(category)).map(([stride]) => stride);
  return [...primary, ...secondary];
}

/** The control categories that defend against a STRIDE category, primary first. */
export function defendingCategories(stride: Stride): ControlCategory[] {
  return [...STRIDE_TABLE[stride].primary, ...STRIDE_TABLE[stride].secondary];
}

export type DfdKind = 'external-entity' | 'process' | 'data-store' | 'data-flow' | 'trust-boundary';

const DFD_APPLICABLE: Readonly<Record<DfdKind, readonly Stride[]>> = {
  'external-entity': ['Spoofing', 'Repudiation'],
  process: ['Spoofing', 'Tampering', 'Repudiation', 'InfoDisclosure', 'DoS', 'ElevationOfPrivilege'],
  'data-store': ['Tampering', 'InfoDisclosure', 'DoS'],
  'data-flow': ['Tampering', 'InfoDisclosure', 'DoS'],
  'trust-boundary': ['Spoofing', 'ElevationOfPrivilege'],
};

/**
 * Whether a STRIDE category applies to an element; repudiation applies to a store only if it holds logs or audit data.
 */
export function strideApplies(kind: DfdKind, stride: Stride, holdsLogs = false): boolean {
  return DFD_APPLICABLE[kind].includes(stride) || (kind === 'data-store' && stride === 'Repudiation' && holdsLogs);
}
