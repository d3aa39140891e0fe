import type { EntryPointFact, ControlFact, WeaknessFact, DependencyFact, FunctionFact } from '../artifacts/facts';
import type { UploadAspect } from '../artifacts/evidence';
import type { CodeSpan } from '../artifacts/code-span';
import type { Weakness } from '../knowledge/weakness';
import type { Concern } from '../artifacts/phase3';
import type { Gap, Control, Recommendation } from '../artifacts/phase4';
import type { Location } from '../artifacts/enums';
import type { OperationFact } from '../artifacts/operation';
import type { Text } from '../artifacts/text';

/** A flaw as an investigation sees it. */
export interface SeenFlaw {
  weakness: WeaknessFact;
  /** The closest one first. */
  entries: readonly EntryPointFact[];
  /** The parameter of the request that the data comes from. */
  parameter: string | undefined;
  /** The place of a check beside the way, of which it is not known what it does. */
  check: string | undefined;
}

/** What the investigations of phase 4 say. */
export interface InvestigateMessages {
  'investigate/flaws': {
    covers: [weakness: WeaknessFact];
    checkInHandler: [];
    looksAtValue: [weakness: WeaknessFact];
    notAsSeen: [weakness: WeaknessFact];
    debugOffElsewhere: [];
    debugOff: [off: CodeSpan];
    checkSeen: [];
    switchesOff: [off: CodeSpan];
    setterUnknown: [];
    guessed: [];
    placesNotAsSeen: [unit: readonly WeaknessFact[]];
    examined: [all: readonly WeaknessFact[]];
    placesInFile: [flaws: readonly WeaknessFact[], file: string];
    finding: [flaw: SeenFlaw];
    attack: [about: Omit<SeenFlaw, 'check'>];
    sourceOf: [kind: string];
    sinkIs: [weakness: WeaknessFact, about2: Weakness];
  };
  'investigate/grade': {
    withoutSignIn: [];
    withPrivilege: [];
    withAccount: [];
    opensJewels: [];
    fromOperator: [];
    onCallers: [];
    notProduction: [];
    ratedBecause: [severity: string, shown: readonly Text[]];
    rated: [severity: string];
  };
  'investigate/in-place': {
    inFrontOf: [protects: readonly string[]];
    notUsed: [];
    usedIn: [places: readonly CodeSpan[]];
    forWhole: [at: CodeSpan];
    setUpIn: [at: CodeSpan];
    actsIn: [at: CodeSpan];
  };
  'investigate/investigation': {
    answersNeed: [category: string];
    notNeeded: [category: string];
    noneOfFiles: [concern: Concern, read: number, category: string];
    gapsOfConcern: [gaps: readonly Gap[], concern: Concern];
    controlsFound: [controls: readonly Control[]];
    actions: [recommendations: readonly Recommendation[]];
    worstGap: [gaps: readonly Gap[], worst: Gap];
    found: [controls: number, gaps: number];
    notReached: [missed: readonly { path: string; reason: Text }[]];
    standsInFile: [];
    reading: [place: Location];
    hasLines: [lines: number, place: Location];
    onlyWeak: [names: readonly Text[]];
    verified: [names: readonly Text[]];
    nothingFound: [];
    investigated: [concern: Concern, read: readonly Location[], controls: readonly Control[]];
    noneRead: [concern: Concern, notReached: readonly { path: string; reason: Text }[]];
    stopped: [];
  };
  'investigate/names': {
    inFrontOfSome: [behind: number, network: number];
    control: [name: Text];
    registration: [entry: EntryPointFact, what: Text];
  };
  'investigate/records': {
    encrypts: [names: readonly string[]];
    storedAsIs: [place: Location];
    asReceived: [names: readonly string[], places: readonly string[]];
    readInClear: [];
    operationAt: [item: OperationFact];
    logEntry: [operation: string];
    somethingWritten: [item: OperationFact];
    otherEvents: [];
    withoutRecord: [item: OperationFact];
    noLogEntry: [unrecorded: ReadonlyMap<string, readonly OperationFact[]>, elsewhere: readonly ControlFact[]];
    noTrace: [unrecorded: readonly OperationFact[]];
    takesIntoAccount: [field: string];
    noAccessNames: [field: string];
    mostLimited: [];
    notFiltered: [field: string];
    tenantAccesses: [field: string, accesses: number, open: readonly string[]];
    otherTenant: [first: Location | undefined];
    sameVersions: [];
    noFixedVersion: [item: DependencyFact];
    looseVersions: [
      about: {
        loose: readonly DependencyFact[];
        total: number;
        manifest: string;
        lock: string | undefined;
      },
    ];
    takenOver: [];
    inBuild: [tool: string];
    reportsKnown: [];
    scannedByNothing: [];
    noScanner: [direct: readonly DependencyFact[], concern: Concern];
    exploitedFirst: [];
  };
  'investigate/requests': {
    limits: [entry: EntryPointFact];
    attemptsCounted: [];
    refusesAttempts: [entry: EntryPointFact];
    slowsDown: [entry: EntryPointFact];
    limitsByName: [entry: EntryPointFact, behind: FunctionFact];
    slowsDownWhenConfigured: [entry: EntryPointFact];
    limitsOthers: [entry: EntryPointFact, open: readonly EntryPointFact[]];
    guessingGainsLittle: [];
    unlimited: [open: readonly EntryPointFact[], limited: EntryPointFact | undefined];
    unlimitedAttack: [entry: EntryPointFact];
    sameSiteCookie: [];
    sentWithSameSite: [site: { value: string; at: CodeSpan }];
    sameSiteCovers: [];
    protectsRoutes: [guarded: readonly EntryPointFact[]];
    formToken: [];
    acceptsOnlyWithToken: [entry: EntryPointFact];
    notInFrontOf: [open: readonly EntryPointFact[]];
    notSentAlong: [];
    noForgeryGuard: [];
    crossSite: [
      about: {
        open: readonly EntryPointFact[];
        elsewhere: ControlFact | undefined;
        /** What the session cookie says of other sites, when that stops most of it. */
        site: string | undefined;
      },
    ];
    crossSiteAttack: [entry: EntryPointFact];
    someHeaders: [];
    setUpWithoutHeaders: [];
    noHeaders: [read: number, pages: readonly EntryPointFact[]];
    framed: [first: EntryPointFact];
    checksInput: [entry: EntryPointFact];
    checksInHandler: [];
    checksParameters: [entry: EntryPointFact, params: readonly string[], unchecked: readonly string[]];
    notCovered: [unchecked: readonly string[]];
    coversSeen: [entry: EntryPointFact];
    noHarmfulUse: [];
    unvalidated: [open: readonly { entry: EntryPointFact; params: readonly string[] }[], data: readonly string[]];
    unvalidatedAttack: [entry: EntryPointFact, param?: string];
    uploadCheck: [aspect: UploadAspect];
    restricts: [aspect: UploadAspect, entry: EntryPointFact];
    inFrontOf: [entry: EntryPointFact];
    otherChecks: [];
    upload: [entry: EntryPointFact, missing: readonly UploadAspect[]];
    uploadAttack: [entry: EntryPointFact, missing: readonly UploadAspect[]];
  };
}
