import { CONTROL_CATEGORIES } from '../artifacts/enums';
import {
  type BusinessContext,
  BusinessDraft,
  BusinessImpact,
  BusinessObjectives,
  ComplianceRequirements,
  DataClassification,
  SecurityObjectives,
  ThreatActors,
} from '../artifacts/phase1';
import { SizingReport } from '../artifacts/phase2';
import { Component, type Concern, Concerns, DataFlows, EntryPoints, TrustBoundaries } from '../artifacts/phase3';
import { Manifest } from '../artifacts/manifest';
import { Dependencies } from '../artifacts/dependencies';
import { ComplianceStatus } from '../artifacts/compliance-status';
import { CategoryFile, ControlGaps, ControlsSummary } from '../artifacts/phase4';
import { PriorityFiles } from '../artifacts/priority-files';
import { KnownLimitations } from '../artifacts/limitations';
import {
  ABUSE_CATEGORIES,
  type AbuseCase,
  AbuseCases,
  DfdThreats,
  FilesForTesting,
  RiskMatrix,
  ThreatModel,
} from '../artifacts/phase5';
import {
  CodeReviewPlan,
  DastRecommendations,
  ManualTestCases,
  SastRecommendations,
  ScaRecommendations,
  TestPriorities,
} from '../artifacts/phase6';
import type { ArtifactStore } from '../session/artifact-store';
import { abuseFile, BUSINESS_FILES, categoryFile, FILES } from '../session/layout';
import type { Mapping } from '../reasoning/mapping/consolidate';

/** Everything at the same time, by name; the first failure in the order of the names. */
async function allOf<T extends Record<string, Promise<unknown>>>(parts: T): Promise<{ [K in keyof T]: Awaited<T[K]> }> {
  const settled = await Promise.allSettled(Object.values(parts));
  const values = settled.map((result) => {
    if (result.status === 'rejected') throw result.reason;
    return result.value;
  });
  return Object.fromEntries(Object.keys(parts).map((name, index) => [name, values[index]])) as {
    [K in keyof T]: Awaited<T[K]>;
  };
}

/** The artifacts of a session by meaning. What is on disk is the truth: every call reads and checks. */
export class Artifacts {
  constructor(private readonly store: ArtifactStore) {}

  draft = (): Promise<BusinessDraft> => this.store.read(FILES.draft, BusinessDraft);

  async business(): Promise<BusinessContext> {
    const { store } = this;
    return allOf({
      business_objectives: store.read(BUSINESS_FILES.business_objectives, BusinessObjectives),
      data_classification: store.read(BUSINESS_FILES.data_classification, DataClassification),
      threat_actors: store.read(BUSINESS_FILES.threat_actors, ThreatActors),
      business_impact: store.read(BUSINESS_FILES.business_impact, BusinessImpact),
      compliance_requirements: store.read(BUSINESS_FILES.compliance_requirements, ComplianceRequirements),
      security_objectives: store.read(BUSINESS_FILES.security_objectives, SecurityObjectives),
    });
  }

  sizing = (): Promise<SizingReport> => this.store.read(FILES.sizing, SizingReport);

  async componentsIn(folder: 'phase-3/mapped' | 'phase-3/components'): Promise<Component[]> {
    const names = await this.store.list(folder);
    return Promise.all(names.map((name) => this.store.read(`${folder}/${name}`, Component)));
  }

  architecture = (): Promise<string> => this.store.readText(FILES.architecture);

  async mapping(): Promise<Mapping> {
    const { store } = this;
    return allOf({
      components: this.componentsIn('phase-3/components'),
      entryPoints: store.read(FILES.entryPoints, EntryPoints),
      dataFlows: store.read(FILES.dataFlows, DataFlows),
      boundaries: store.read(FILES.boundaries, TrustBoundaries),
      dependencies: store.read(FILES.dependencies, Dependencies),
      manifest: store.read(FILES.manifest, Manifest),
    });
  }

  concerns = (): Promise<Concern[]> => this.store.read(FILES.concerns, Concerns);
  categories = (): Promise<CategoryFile[]> =>
    Promise.all(CONTROL_CATEGORIES.map((category) => this.store.read(categoryFile(category), CategoryFile)));
  gaps = (): Promise<ControlGaps> => this.store.read(FILES.gaps, ControlGaps);
  controlsSummary = (): Promise<ControlsSummary> => this.store.read(FILES.controlsSummary, ControlsSummary);
  compliance = (): Promise<ComplianceStatus> => this.store.read(FILES.compliance, ComplianceStatus);
  priorityFiles = (): Promise<PriorityFiles> => this.store.read(FILES.priorityFiles, PriorityFiles);
  limitations = (): Promise<KnownLimitations> => this.store.read(FILES.limitations, KnownLimitations);

  threatModel = (): Promise<ThreatModel> => this.store.read(FILES.threatModel, ThreatModel);
  matrix = (): Promise<RiskMatrix> => this.store.read(FILES.riskMatrix, RiskMatrix);
  dfd = (): Promise<DfdThreats> => this.store.read(FILES.dfdThreats, DfdThreats);
  filesForTesting = (): Promise<FilesForTesting> => this.store.read(FILES.filesForTesting, FilesForTesting);

  async abuseCases(): Promise<AbuseCase[]> {
    const files = await Promise.all(
      ABUSE_CATEGORIES.map((category) => this.store.read(abuseFile(category), AbuseCases)),
    );
    return files.flatMap((file) => file.abuseCases);
  }

  async tests() {
    const { store } = this;
    return allOf({
      codeReview: store.read(FILES.codeReview, CodeReviewPlan),
      sastRecommendations: store.read(FILES.sast, SastRecommendations),
      dastRecommendations: store.read(FILES.dast, DastRecommendations),
      scaRecommendations: store.read(FILES.sca, ScaRecommendations),
      manualTestCases: store.read(FILES.manualTests, ManualTestCases),
      priorities: store.read(FILES.priorities, TestPriorities),
    });
  }
}
