import type { CvssVersion, Methodology } from '../../artifacts/enums';
import type { BusinessContext } from '../../artifacts/phase1';
import type { Component, Concern, DataFlows, EntryPoints, TrustBoundaries } from '../../artifacts/phase3';
import type { CategoryFile, ConsolidatedGap } from '../../artifacts/phase4';
import type { AbuseCase, DfdThreats, FilesForTesting, RiskMatrix, ThreatModel } from '../../artifacts/phase5';
import type { Without } from '../../artifacts/without';
import type { Text } from '../../artifacts/text';

/** What threat modeling works on: artifacts of the earlier phases, nothing else. */
export interface ThreatModelInput {
  scope: { type: string; paths?: string[] };
  methodology: Methodology;
  cvssVersion: CvssVersion;
  business: BusinessContext;
  components: Component[];
  entryPoints: EntryPoints;
  dataFlows: DataFlows;
  boundaries: TrustBoundaries;
  categories: CategoryFile[];
  gaps: ConsolidatedGap[];
  concerns: Concern[];
}

export interface ThreatModelOutput {
  model: Without<ThreatModel, 'sessionId' | 'timestamp'>;
  abuseCases: Record<'authentication' | 'authorization' | 'data' | 'api', AbuseCase[]>;
  /** Markdown by file stem. */
  attackTrees: Record<'credential-theft' | 'data-exfiltration' | 'privilege-escalation', Text>;
  dfd: DfdThreats;
  matrix: RiskMatrix;
  files: FilesForTesting;
}
