import type { EntryPointFact, GuardFact, ControlFact } from '../artifacts/facts';
import type { EvidenceFact } from '../artifacts/evidence';
import type { CodeSpan } from '../artifacts/code-span';
import type { AccessCondition } from '../artifacts/access';
import type { Text } from '../artifacts/text';

export interface AmongGuarded {
  guarded: number;
  all: number;
  file: string;
  /** The checks of the others. */
  names: readonly string[];
  entries: readonly EntryPointFact[];
  /** What these ask for. */
  own: readonly string[];
  /** What they can do to data. */
  data: readonly string[];
}

/** Something that is done with a resource, or with all of it. */
export interface DoneAccess {
  who: string;
  does: string;
  all: boolean;
  /** The parameter that says which one. */
  key: string | undefined;
}

/** What the investigations of phase 4 say of callers: who is asked for a sign-in, a role, or whose something is. */
export interface InvestigateCallersMessages {
  'investigate/authentication': {
    asksSomewhere: [entry: EntryPointFact, asked: EvidenceFact | undefined];
    mayAsk: [first: { name: string; at: CodeSpan }];
    handlerNotFound: [];
    notEstablished: [entry: EntryPointFact, what: Text];
    checkIn: [handler: string];
    turnsAway: [entry: EntryPointFact];
    protectsThroughout: [entry: EntryPointFact];
    othersInFileGuarded: [near: readonly EntryPointFact[], guards: readonly GuardFact[]];
    othersGuarded: [guarded: readonly EntryPointFact[]];
    nobodyGuarded: [];
    nobodyCanSignIn: [];
    mostlyForEverybody: [];
    nothingChanged: [];
    registeredWithoutGuard: [entry: EntryPointFact];
    open: [
      about: {
        entries: readonly EntryPointFact[];
        siblings: Text;
        data: readonly string[];
        mounted: { text: string; place: string } | undefined;
      },
    ];
    openAttack: [entry: EntryPointFact, entries: readonly EntryPointFact[]];
    condition: [];
    whenInstalled: [entries: readonly EntryPointFact[]];
    conditionally: [];
    onlySignIn: [guard: GuardFact, entries: readonly EntryPointFact[], changing: readonly EntryPointFact[]];
    ratedMedium: [];
    conditionalAttack: [entry: EntryPointFact];
    refuseWithout: [guard: GuardFact];
    conditionalGuidance: [];
    meantForAnybody: [entry: EntryPointFact];
    inFrontOf: [entry: EntryPointFact];
    answersWithError: [entry: EntryPointFact];
    changesNothing: [entry: EntryPointFact];
  };
  'investigate/authorization': {
    roleCheck: [];
    asksForRole: [entry: EntryPointFact];
    notReached: [entry: EntryPointFact];
    noRoleBeside: [entries: readonly EntryPointFact[]];
    protectsNot: [guarded: readonly EntryPointFact[], others: readonly EntryPointFact[]];
    signInOnly: [entry: EntryPointFact];
    amongGuarded: [about: AmongGuarded];
    ordinaryAccount: [first: EntryPointFact];
    putInFront: [guards: readonly string[], entries: readonly string[]];
    registerAlike: [entries: readonly EntryPointFact[]];
    unused: [];
    unusedRole: [fact: ControlFact, suspects: readonly EntryPointFact[], shown: readonly EntryPointFact[]];
    anyAccount: [shown: readonly EntryPointFact[]];
    putRoleInFront: [fact: ControlFact];
    decideWhich: [shown: readonly EntryPointFact[], fact: ControlFact];
    inFrontOf: [entry: EntryPointFact, guard: GuardFact];
    notPrivileged: [entry: EntryPointFact];
  };
  'investigate/deviations': {
    hasToPass: [resource: string, condition: AccessCondition];
    othersNotReached: [resource: string];
    takesOver: [];
    nothingChanged: [];
    attack: [entries: readonly EntryPointFact[], resource: string];
    happens: [accesses: readonly DoneAccess[], resource: string, lacksRole: boolean];
    othersAsk: [names: readonly string[], lacksRole: boolean];
    othersChecked: [names: readonly string[]];
  };
}
