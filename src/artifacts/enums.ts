import * as z from 'zod';
import { WorkspacePath } from './paths';
import { Text } from './text';

/** Severities in batch order, most severe first. */
export const SEVERITIES = ['critical', 'high', 'medium', 'low', 'info'] as const;

/** Lowercase on disk; readers accept any case. */
export const Severity = z.preprocess(
  (value) => (typeof value === 'string' ? value.toLowerCase() : value),
  z.enum(SEVERITIES),
);
export type Severity = (typeof SEVERITIES)[number];

export const CONTROL_CATEGORIES = [
  'authentication',
  'authorization',
  'input-validation',
  'output-encoding',
  'cryptography',
  'secrets-management',
  'logging-audit',
  'rate-limiting',
  'cors-csp',
  'dependency-security',
] as const;
export const ControlCategory = z.enum(CONTROL_CATEGORIES);
export type ControlCategory = z.infer<typeof ControlCategory>;

/** Prefix of control ids, per category. */
export const CONTROL_PREFIX: Readonly<Record<ControlCategory, string>> = {
  authentication: 'AUTH',
  authorization: 'AUTHZ',
  'input-validation': 'VAL',
  'output-encoding': 'ENC',
  cryptography: 'CRYPT',
  'secrets-management': 'SECRET',
  'logging-audit': 'LOG',
  'rate-limiting': 'RATE',
  'cors-csp': 'CORS',
  'dependency-security': 'DEP',
};

export const ControlStrength = z.enum(['strong', 'weak', 'partial']);
export type ControlStrength = z.infer<typeof ControlStrength>;

export const VerificationStatus = z.enum(['verified', 'unverified', 'partial']);
export type VerificationStatus = z.infer<typeof VerificationStatus>;

export const GapType = z.enum(['missing', 'weak', 'incomplete', 'misconfigured']);
export type GapType = z.infer<typeof GapType>;

export const GapStatus = z.enum([
  'open',
  'investigation-blocked',
  'partial-investigation',
  'accepted',
  'fixed',
  'false-positive',
  'mitigated',
]);
export type GapStatus = z.infer<typeof GapStatus>;

export const RecommendationPriority = z.enum(['immediate', 'high', 'medium', 'low']);
export const Effort = z.enum(['low', 'medium', 'high']);
export const ComplianceImpact = z.enum(['passes', 'fails', 'partial']);
const EvidenceType = z.enum(['code-snippet', 'config-file', 'log-entry', 'documentation']);
export const Confidence = z.enum(['high', 'medium', 'low']);
export type Confidence = z.infer<typeof Confidence>;

/**
 * How sure a claim is. `proved`: every step is explicit and nothing that could be a check was left ununderstood.
 * `likely`: one obstacle at most. `lead`: a signal worth a look.
 */
export const PROOFS = ['proved', 'likely', 'lead'] as const;
export const Proof = z.enum(PROOFS);
export type Proof = z.infer<typeof Proof>;
/** What a flaw lets somebody do, where its kind alone does not say it. */
export const Effect = z.enum(['reads', 'writes', 'deletes', 'asks', 'signs', 'signs-in']);
export type Effect = z.infer<typeof Effect>;

/** What is said of how sure a claim is in the other word, where nothing more is known. */
export const PROOF_OF_CONFIDENCE: Readonly<Record<Confidence, Proof>> = {
  high: 'proved',
  medium: 'likely',
  low: 'lead',
};
/** How sure a claim is: as it says, else what its confidence stands for. */
export const proofSaid = ({
  proof,
  confidence = 'medium',
}: {
  proof?: Proof | undefined;
  confidence?: Confidence | undefined;
}): Proof => proof ?? PROOF_OF_CONFIDENCE[confidence];

/** Where code runs. */
export const ZONES = ['production', 'client', 'test', 'example', 'tooling', 'vendored'] as const;
export const Zone = z.enum(ZONES);
export type Zone = z.infer<typeof Zone>;

export const STRIDE = [
  'Spoofing',
  'Tampering',
  'Repudiation',
  'InfoDisclosure',
  'DoS',
  'ElevationOfPrivilege',
] as const;
export const Stride = z.enum(STRIDE);
export type Stride = z.infer<typeof Stride>;

export const CvssSeverity = z.enum(['None', 'Low', 'Medium', 'High', 'Critical']);
export type CvssSeverity = z.infer<typeof CvssSeverity>;
export const CvssVersion = z.enum(['4.0', '3.1']);
export type CvssVersion = z.infer<typeof CvssVersion>;

export const TestPriority = z.enum(['P0', 'P1', 'P2', 'P3', 'P4']);
export type TestPriority = z.infer<typeof TestPriority>;

export const ScopeType = z.enum(['full', 'component', 'incremental']);
export type ScopeType = z.infer<typeof ScopeType>;
export const Methodology = z.enum(['hybrid', 'stride-only', 'pasta-only', 'custom']);
export type Methodology = z.infer<typeof Methodology>;
export const Technique = z.enum(['DFD', 'STRIDE', 'PASTA', 'AttackTrees']);
export type Technique = z.infer<typeof Technique>;
export const Tier = z.enum(['small', 'medium', 'large']);
export const Depth = z.enum(['full', 'sampling', 'skip']);
export const LoadWhen = z.enum(['always', 'on-demand', 'reference-only']);

export const Sensitivity = z.enum(['critical', 'high', 'medium', 'low']);
export type Sensitivity = z.infer<typeof Sensitivity>;

/** Keys of the six phases as stored in `metadata.json`. */
export const PHASES = [
  'business_context',
  'codebase_sizing',
  'codebase_mapping',
  'security_controls',
  'threat_modeling',
  'test_planning',
] as const;
export const PhaseKey = z.enum(PHASES);
export type PhaseKey = z.infer<typeof PhaseKey>;

/** 1-based, inclusive. */
export const LineRange = z
  .looseObject({ start: z.int().min(1), end: z.int().min(1) })
  .refine((range) => range.end >= range.start, { message: 'end must not be before start' });
export type LineRange = { start: number; end: number };

/** A place in the workspace: path relative to the workspace folder, with forward slashes. */
export const Location = z.looseObject({
  file_path: WorkspacePath,
  line_range: LineRange,
  context: Text.optional(),
  /** Names of the fields it is about. */
  fields: z.array(z.string()).optional(),
});
export interface Location {
  file_path: string;
  line_range: LineRange;
  context?: Text;
  fields?: string[];
}

/**
 * A claim bound to code: the quote must be found at this file and these lines,
 * and `file_hash` (SHA-256, hex) is the content it was found in.
 */
export const Evidence = z.looseObject({
  type: EvidenceType,
  source_file: WorkspacePath,
  line_range: LineRange.optional(),
  content: z.string(),
  context: Text,
  file_hash: z.string().optional(),
});
export type Evidence = z.infer<typeof Evidence>;
