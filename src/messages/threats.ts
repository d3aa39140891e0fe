import type { ThreatActor, BusinessContext } from '../artifacts/phase1';
import type { Threat, StrideVerdict, Cvss, DfdElement } from '../artifacts/phase5';
import type { AttackTreeDefinition, AttackPath } from '../knowledge/attack-trees';
import type { ImpactScenario } from '../artifacts/impact-scenario';
import type { ConsolidatedGap, ConsolidatedControl } from '../artifacts/phase4';
import type { Weakness } from '../knowledge/weakness';
import type {
  EntryPoint,
  DataStore,
  DataFlows,
  TrustBoundaries,
  Component,
  DataFlow,
  EntryPoints,
} from '../artifacts/phase3';
import type { Stride } from '../artifacts/enums';
import type { Text } from '../artifacts/text';

/** What stands in the way. */
export type Protection = 'none' | 'partial' | 'strong';

/** Why gaps become no threat. */
export type Dropped = 'no-actor' | 'too-uncertain' | 'unbound';

/** Threats that one way to a goal is open by, each with the entry points that it comes through. */
export interface OpenWay {
  path: AttackPath;
  leaves: readonly { threat: Threat; what: Text; through: readonly EntryPoint[] }[];
}

/** What is modelled. */
export interface ModelledSystem {
  scope: { type: string };
  components: readonly Component[];
  entryPoints: EntryPoints;
  dataFlows: DataFlows;
}

/** What a model holds. */
export interface Counts {
  threats: number;
  gaps: number;
  abuseCases: number;
}

/** What the threat model of phase 5 says. */
export interface ThreatsMessages {
  'threats/adversary': {
    likelihood: [protection: Protection, actor: ThreatActor];
  };
  'threats/attack-trees': {
    tree: [tree: AttackTreeDefinition, open: readonly OpenWay[], closed: readonly AttackPath[]];
  };
  'threats/attacks': {
    caseTitle: [what: Text, components: readonly string[], actor: ThreatActor];
    aim: [
      about: {
        actor: ThreatActor;
        jewels: readonly string[];
        first: Threat;
        threats: readonly Threat[];
      },
    ];
    sellOrRansom: [];
  };
  'threats/business-effect': {
    notQuantified: [];
    noAmount: [scenario: ImpactScenario, financial: { score: number }];
    about: [scenario: ImpactScenario, amount: string, financial: { score: number }];
    notMet: [requirements: readonly string[]];
    operationalImpact: [operational: number];
  };
  'threats/circumstances': {
    /** `rated`: by the investigation, where that is below what is usual. */
    effect: [weakness: Weakness, rated: string | undefined];
    developmentSettings: [];
    onPath: [];
    packages: [];
    onHost: [];
    secretOpens: [];
    withCopy: [];
    callable: [network: EntryPoint];
    notCallable: [entries: readonly EntryPoint[]];
    componentAnswers: [ofComponent: EntryPoint];
    systemAnswers: [somewhere: EntryPoint];
    leadUnknown: [];
    noneCallable: [];
    accessFirst: [];
    sessionOfVictim: [];
    carriedOut: [];
    missingCheck: [];
    ordinaryAccount: [];
    noSignIn: [];
    signInUnknown: [open: EntryPoint];
    callableByAnyone: [open: EntryPoint];
    anyAccount: [ordinary: EntryPoint];
    privilegedRole: [entries: readonly EntryPoint[]];
    followsLink: [];
    runsBuild: [];
    usesAsUsual: [];
    incompleteCheck: [];
    noPath: [];
  };
  'threats/coverage': {
    threatsFromGaps: [open: readonly Threat[]];
    preventedBy: [controlNames: readonly string[]];
    notExposed: [stride: Stride];
    onlyPartial: [partial: readonly ConsolidatedControl[]];
    noControl: [];
    dropped: [reason: Dropped, gaps: readonly ConsolidatedGap[]];
    unknown: [missed: string, exposure: Text, known: Text];
    forKnownUsers: [meant: readonly EntryPoint[]];
    notForEverybody: [meant: readonly EntryPoint[]];
    networkEntries: [entries: readonly EntryPoint[]];
    changingState: [changing: readonly EntryPoint[]];
    withParameters: [withInput: readonly EntryPoint[]];
    jewelsHandled: [];
    storesInUse: [stores: readonly DataStore[]];
  };
  'threats/describe': {
    absent: [gap: ConsolidatedGap];
    absenceConsequence: [gap: ConsolidatedGap];
    absentIn: [weakness: Weakness, component: string];
    filled: [template: string, where: Text];
    places: [locations: Threat['locations'], component: string];
    titled: [what: Text, where: Text];
    samePlaces: [others: readonly ConsolidatedGap[]];
    signInUnknown: [open: readonly EntryPoint[]];
    callableByAnyone: [certain: readonly EntryPoint[]];
    signInRequired: [entries: readonly EntryPoint[]];
    jewelsAtStake: [jewels: readonly string[]];
    componentAtStake: [onlyAvailability: boolean, component: string];
  };
  'threats/mitigated': {
    title: [label: string, component: string, first: ConsolidatedControl];
    without: [
      about: {
        names: readonly string[];
        title: Text;
        component: string;
        entries: readonly EntryPoint[];
        consequence: Text;
        controls: readonly ConsolidatedControl[];
      },
    ];
    fails: [first: ConsolidatedControl];
    keep: [first: ConsolidatedControl];
    low: [];
    verify: [first: ConsolidatedControl, payloads: readonly string[], where: string];
  };
  'threats/model': {
    staysGap: [reason: Dropped, gaps: readonly ConsolidatedGap[]];
    unknownCombinations: [unknown: number, coverage: readonly StrideVerdict[]];
    notTouched: [kind: string];
    notAbout: [label: string];
    protects: [jewels: readonly string[], business: BusinessContext];
    flowsOver: [dataFlows: DataFlows, boundaries: TrustBoundaries];
    gapsLinked: [counts: Counts];
    trees: [counts: Counts];
    riskAndImpact: [];
    scored: [counts: Counts, cvssVersion: string];
    orderedBy: [version: string];
    scope: [system: ModelledSystem];
    actors: [names: readonly string[]];
    testedFor: [ids: readonly string[], title: Text];
    touchingJewels: [jewels: readonly string[]];
  };
  'threats/threat': {
    decidesWho: [control: ConsolidatedControl];
    account: [];
    lowEverywhere: [];
    lowAtPlaces: [];
    low: [];
    tryPayloads: [payloads: readonly string[], where: Text];
    review: [files: readonly string[], component: string, weakness: Weakness];
    repeat: [gaps: readonly ConsolidatedGap[]];
    owasp: [weakness: Weakness];
  };
  'threats/violations': {
    namesNothing: [];
    noLocation: [];
    noFlow: [];
    noGap: [];
    noImpact: [];
    missing: [what: string, id: string];
    otherVersion: [cvss: Cvss, cvssVersion: string];
    otherScore: [vector: string, score: number];
    otherSeverity: [];
    noReason: [unexplained: string];
    idsNotUnique: [];
    standsBefore: [next: Threat];
    otherRank: [threat: Threat, index: number];
    noVerdict: [stride: string, component: Component];
    missingThreat: [row: StrideVerdict];
    verdictWithoutReason: [row: StrideVerdict];
    verdictWithoutThreat: [row: StrideVerdict];
    noAbuseCase: [];
    abuseIdsNotUnique: [];
    noGoal: [name: string];
    notMapped: [];
    emptyCell: [element: DfdElement];
    flowWithoutVerdict: [flow: DataFlow];
    boundaryWithoutVerdict: [id: string, flow: DataFlow];
    insteadOf: [band: string, count: number, expected: readonly string[]];
    totalInsteadOf: [totalThreats: number, threats: readonly Threat[]];
    noFileToTest: [];
  };
}
