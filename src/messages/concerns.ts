import type {
  EntryPointFact,
  GuardFact,
  ControlFact,
  DataModelFact,
  DependencyFact,
  WeaknessFact,
} from '../artifacts/facts';
import type { TrustBoundary, Component } from '../artifacts/phase3';
import type { OperationFact } from '../artifacts/operation';
import type { Severity } from '../artifacts/enums';
import type { WeaknessReading } from '../knowledge/concern-readings/reading';
import type { Weakness } from '../knowledge/weakness';
import type { Text } from '../artifacts/text';

/** What the concerns of phase 3 say. */
export interface ConcernsMessages {
  'concerns/access': {
    nobodyAsksTitle: [app: string, open: readonly EntryPointFact[], all: readonly EntryPointFact[]];
    nobodyAsks: [open: readonly EntryPointFact[], changing: number];
    noIdentity: [];
    onlyReads: [];
    openTitle: [open: readonly EntryPointFact[], file: Text];
    openRoutes: [
      about: {
        open: readonly EntryPointFact[];
        file: Text;
        guarded: number;
        total: number;
      },
    ];
    openAmongGuarded: [guarded: number, total: number];
    openEverywhereTitle: [
      about: {
        open: readonly EntryPointFact[];
        total: number;
        app: string;
        files: number;
      },
    ];
    openEverywhere: [open: readonly EntryPointFact[]];
    oneCause: [files: number];
    conditionalTitle: [guard: GuardFact, behind: readonly EntryPointFact[], condition: string];
    conditional: [guard: GuardFact, behind: readonly EntryPointFact[], condition: string];
    conditionalReason: [];
    needsConfiguration: [];
    mostlyForEverybody: [];
    siblingsAskForRole: [
      about: {
        withRole: readonly EntryPointFact[];
        entries: readonly EntryPointFact[];
        file: string;
        guards: readonly GuardFact[];
      },
    ];
    noRoleTitle: [suspects: readonly EntryPointFact[], file: string];
    noRole: [siblings: Text, suspects: readonly EntryPointFact[]];
    unusedRoleTitle: [first: ControlFact];
    unusedRole: [first: ControlFact, behind: readonly EntryPointFact[]];
    unusedRoleReason: [];
    needsAccount: [];
  };
  'concerns/changes': {
    ratedByUser: [severity: string];
    addedByUser: [];
    askedFor: [text: string];
    askedOf: [name: string, text: string];
    severityTaken: [];
    imported: [];
    morePlaces: [description: Text, more: number];
    minorConcerns: [component: string | undefined];
    withOthers: [description: Text, titles: readonly Text[]];
    both: [description: Text, other: Text];
    title: [title: Text];
  };
  'concerns/coverage': {
    firstEntryPoint: [];
    boundaryTitle: [names: readonly string[], boundary: TrustBoundary];
    boundary: [boundaries: readonly string[], names: readonly string[], elusive: boolean];
    boundaryReason: [];
    complianceTitle: [requirements: readonly string[], category: string];
    compliance: [requirements: readonly string[], category: string];
    complianceReason: [];
    note: [text: string, component: Component];
    noteReason: [];
    inPlaceTitle: [category: string, names: readonly string[]];
    inPlace: [controls: readonly ControlFact[], names: readonly string[]];
    inPlaceReason: [];
  };
  'concerns/data': {
    atRestTitle: [names: readonly string[], encrypts: boolean];
    atRest: [names: readonly string[], encrypts: boolean];
    encryptionNotOnWay: [];
    noEncryption: [];
    storeFirst: [];
    unrecordedTitle: [kinds: readonly string[]];
    unrecorded: [items: readonly OperationFact[]];
    unrecordedReason: [items: readonly OperationFact[], all: readonly OperationFact[]];
    onlyRecord: [];
    tenantTitle: [model: DataModelFact, field: { name: string }];
    tenant: [model: DataModelFact, field: { name: string }, accesses: number];
    tenantReason: [model: DataModelFact, field: { name: string }];
    needsAccount: [];
  };
  'concerns/deviations': {
    withoutRole: [];
    byKey: [];
    oneReachesAny: [
      about: {
        entries: readonly EntryPointFact[];
        verb: string;
        resource: string;
        how: Text;
      },
    ];
    severalReachAny: [entries: readonly EntryPointFact[], resource: string, how: Text];
    deviation: [entries: readonly EntryPointFact[], resource: string, lacksRole: boolean];
    deviationReason: [];
    nothingChanged: [];
  };
  'concerns/factors': {
    demanded: [why: Text, requirement: string];
    verifiedPattern: [];
    requirement: [id: string];
    partlyCovered: [];
    onlyPrivileged: [];
    onlyNaming: [];
    atMost: [cap: { at: Severity; why: Text }];
    flawItself: [floor: string | undefined];
  };
  'concerns/requests': {
    unlimitedTitle: [entries: readonly EntryPointFact[]];
    unlimited: [entries: readonly EntryPointFact[]];
    unlimitedReason: [entries: readonly EntryPointFact[]];
    crossSiteTitle: [suspects: readonly EntryPointFact[], app: string];
    crossSite: [suspects: readonly EntryPointFact[]];
    crossSiteReason: [suspects: readonly EntryPointFact[], changing: readonly EntryPointFact[]];
    headersTitle: [app: string];
    headers: [pages: readonly EntryPointFact[]];
    headersReason: [];
    secondLine: [];
    unvalidatedTitle: [entries: readonly EntryPointFact[]];
    unvalidated: [entries: readonly EntryPointFact[]];
    unvalidatedReason: [entries: readonly EntryPointFact[]];
    noHarmfulUse: [];
    uploadTitle: [entries: readonly EntryPointFact[], file: string];
    upload: [entries: readonly EntryPointFact[]];
    uploadReason: [];
    usualUploadEffect: [];
  };
  'concerns/supply': {
    openVersionsTitle: [manifest: string, items: readonly DependencyFact[]];
    openVersions: [items: readonly DependencyFact[], total: number];
    openVersionsReason: [];
    noAdvisory: [];
    unscannedTitle: [];
    unscanned: [dependencies: readonly DependencyFact[], manifests: readonly string[]];
    unscannedReason: [];
    scannedOutside: [];
  };
  'concerns/weaknesses': {
    title: [reading: Pick<WeaknessReading, 'one' | 'many'>, group: readonly WeaknessFact[]];
    messages: [group: readonly WeaknessFact[]];
    reachedBy: [reached: readonly string[]];
    seenInCode: [group: readonly WeaknessFact[], entries: readonly EntryPointFact[]];
    usualEffect: [catalogue: Weakness];
    fromOperator: [];
  };
}
