import { proofSaid, PROOFS, ZONES, type Confidence, type Proof, type Stride, type Zone } from '../../artifacts/enums';
import type { DataFlow, EntryPoint } from '../../artifacts/phase3';
import type { Threat } from '../../artifacts/phase5';
import type { Without } from '../../artifacts/without';
import { ATTACK_PATTERNS } from '../../knowledge/attack-patterns';
import { ORDINARY_ACCOUNT } from '../../knowledge/attack-patterns/accounts';
import { cweUrl } from '../../knowledge/cwe';
import type { WeaknessId } from '../../knowledge/weaknesses';
import { rated } from '../cvss/rating';
import { scoreThreat } from '../cvss/score';
import { actorFor, likelihoodOf } from './adversary';
import { businessEffect } from './business-effect';
import type { Cause } from './causes';
import { type Surroundings, circumstancesOf } from './circumstances';
import { attackVector, describe, stakeOf, titleOf, whatOf, whereOf } from './describe';
import type { ThreatModelInput } from './input';
import { type Landscape, isOpen } from './landscape';
import { provedControls } from './proved';
import { entryLabel } from '../../artifacts/notation';
import { unique } from '../text';
import { say, type Draft, type Said, type Sayable } from '../../messages/say';
import type { Protection } from '../../messages/threats';

/** A threat before it is ordered and numbered. `what` is the flaw in a few words, without its place. */
export type ThreatDraft = Draft<Without<Threat, 'id'>> & { key: string; what: Sayable };

const MAX_JEWELS = 5;

/** Effects of a cause in STRIDE terms, the main one first. */
function strideOf(cause: Cause): [Stride, ...Stride[]] {
  const { stride } = cause.weakness;
  const anonymous =
    cause.weakness.id === 'missing-rate-limiting' &&
    cause.entries.some((entry) => /log.?in|sign.?in|password|token|otp/i.test(entryLabel(entry)));
  // Guessing passwords is spoofing; elsewhere a missing limit is about availability.
  return anonymous ? ['Spoofing', 'DoS'] : [stride[0], ...stride.slice(1)];
}

/** Flaws that give control of the process, and with it of all it can reach. */
const WHOLE_PROCESS = new Set([
  'code-injection',
  'command-injection',
  'template-injection',
  'insecure-deserialization',
]);

/**
 * What is at stake: everything after code execution, nothing but what must stay available when only
 * availability suffers, else what the flows carry.
 */
function jewelsOf(cause: Cause, flows: readonly DataFlow[], business: ThreatModelInput['business']): string[] {
  const all = business.data_classification.crown_jewels;
  const { confidentiality, integrity } = cause.weakness.impact;
  if (WHOLE_PROCESS.has(cause.weakness.id)) return all.map((jewel) => jewel.data_type);
  const carried = unique(flows.flatMap((flow) => flow.crownJewels));
  const stated = unique(cause.gaps.flatMap((gap) => gap.crown_jewels_affected));
  const touched = flows.length > 0 ? carried : stated;
  if (confidentiality !== 'N' || integrity !== 'N') return touched;
  return touched.filter((id) => all.some((jewel) => jewel.data_type === id && jewel.requires_availability === true));
}

function surroundingsOf(cause: Cause, landscape: Landscape, business: ThreatModelInput['business']): Surroundings {
  const files = unique(cause.locations.map((place) => place.file_path));
  const flows = cause.requirement.from === 'route' ? landscape.flowsFrom(cause.entries, files) : [];
  const order = ['critical', 'high', 'medium', 'low'] as const;
  return {
    component: landscape.component(cause.component),
    flows,
    crownJewels: jewelsOf(cause, flows, business).slice(0, MAX_JEWELS),
    sensitivity: order.find((level) => flows.some((flow) => flow.sensitivity === level)),
    landscape,
  };
}

/**
 * Controls the investigations of these gaps found: those of the same kind on the way,
 * and the sign-in where every way needs one.
 */
function controlsOf(cause: Cause, files: readonly string[], landscape: Landscape): Draft<Threat>['existingControls'] {
  const sources = new Set(cause.gaps.flatMap((gap) => [gap.concern_source, ...(gap.concern_sources ?? [])]));
  const mine = landscape.controls.filter((control) =>
    control.investigation_sources.some((source) => sources.has(source)),
  );
  const same = mine.filter(
    (control) => control.control_type === cause.weakness.category && files.includes(control.file_location),
  );
  const signIn =
    cause.entries.length > 0 && !cause.entries.some(isOpen) && cause.requirement.from === 'route'
      ? mine.filter((control) => control.control_type === 'authentication')
      : [];
  return [
    ...same.map((control) => ({
      control_id: control.control_id,
      effect: say('text.shorten', control.effectiveness, 200),
    })),
    ...signIn
      .filter((control) => !same.includes(control))
      .map((control) => ({
        control_id: control.control_id,
        effect: say('threats/threat.decidesWho', control),
      })),
  ].slice(0, 6);
}

/**
 * The threat of one root cause, or undefined when no actor of phase 1 would carry it
 * out or it is bound to nothing concrete.
 */
export function composeThreat(cause: Cause, input: ThreatModelInput, landscape: Landscape): ThreatDraft | undefined {
  const around = surroundingsOf(cause, landscape, input.business);
  const stride = strideOf(cause);
  const actor = actorFor(input.business.threat_actors.threat_actors, { stride, requirement: cause.requirement });
  const architectural = cause.locations.length === 0;
  const flows = architectural && around.flows.length === 0 ? landscape.flowsIn(cause.component) : around.flows;
  const boundaries = landscape.boundariesOf(cause.entries, flows);
  if (!actor || (architectural && flows.length === 0 && boundaries.length === 0)) return undefined;
  const jewels = around.crownJewels;
  const compliance = unique(cause.gaps.flatMap((gap) => gap.compliance_impact));
  const files = filesOf(cause);
  const claim = claimOf(cause);
  const cvss = scoreThreat({
    version: input.cvssVersion,
    circumstances: circumstancesOf(cause, around),
    business: input.business,
    touched: { crownJewels: jewels, sensitivity: around.sensitivity, compliance, stride },
    proved: provedControls(landscape, cause),
  });
  return {
    key: cause.key,
    what: whatOf(cause),
    title: titleOf(cause, landscape),
    component: cause.component,
    strideCategory: stride[0],
    ...(stride.length > 1 ? { secondaryStride: stride.slice(1) } : {}),
    threat: describe(cause),
    stake: stakeOf(cause, jewels),
    threatActor: actor.id,
    attackVector: attackVector(cause),
    attackTree: stepsOf(cause),
    prerequisites: prerequisites(cause),
    locations: cause.locations,
    ...(architectural ? { architectural: true } : {}),
    affectedEntryPoints: cause.entries.map((entry) => entry.id),
    affectedDataFlows: flows.map((flow) => flow.id),
    trustBoundariesCrossed: boundaries.map((boundary) => boundary.id),
    dfdElements: [],
    existingControls: controlsOf(cause, files, landscape),
    controlGaps: cause.gaps.map((gap) => gap.gap_id),
    investigationSources: unique(cause.gaps.flatMap((gap) => gap.concern_sources ?? [gap.concern_source])),
    status: cause.gaps.every((gap) => gap.status === 'accepted') ? 'accepted' : 'open',
    cvss: rated(cvss, claim.proof, claim.zone, confidenceOf(cause)),
    businessContext: businessEffect(
      input.business,
      stride[0],
      actor,
      jewels,
      cause.gaps,
      cause.requirement.from === 'supply',
    ),
    likelihood: likelihoodOf(protectionOf(cause), actor),
    recommendedControls: recommendations(cause),
    testingGuidance: guidance(cause),
    filesRequiringTesting: files,
    references: referencesOf(cause),
    confidence: confidenceOf(cause),
    ...claim,
  };
}

const patternOf = (cause: Cause) => ATTACK_PATTERNS[cause.weakness.id as WeaknessId];
const stepsOf = (cause: Cause): Said[] => {
  const where = whereOf(cause);
  return patternOf(cause).steps.map((step) => say('threats/describe.filled', step, where));
};

function prerequisites(cause: Cause): Sayable[] {
  const account =
    cause.entries.length > 0 && cause.weakness.id !== 'missing-authentication' && !cause.entries.some(isOpen);
  const needed = patternOf(cause).prerequisites;
  return account && !needed.includes(ORDINARY_ACCOUNT) ? [say('threats/threat.account'), ...needed] : [...needed];
}

function protectionOf(cause: Cause): Protection {
  return cause.gaps.some((gap) => gap.gap_type === 'missing' || gap.gap_type === undefined) ? 'none' : 'partial';
}

function recommendations(cause: Cause): Draft<Threat>['recommendedControls'] {
  const { id, remedy } = cause.weakness;
  const { action, guidance: how, effort } = remedy;
  const stated = unique(
    cause.gaps.flatMap((gap) =>
      gap.recommendation === null || gap.remedies?.includes(id) === true ? [] : [gap.recommendation],
    ),
  ).slice(0, 3);
  return [
    {
      action: `${action} ${how}`,
      type: cause.weakness.category,
      effort,
      residualRisk:
        cause.requirement.common === true ? say('threats/threat.lowEverywhere') : say('threats/threat.lowAtPlaces'),
    },
    ...stated.map((text) => ({
      action: say('text.sentence', text),
      type: cause.weakness.category,
      effort,
      residualRisk: say('threats/threat.low'),
    })),
  ];
}

function guidance(cause: Cause): Said[] {
  const where = whereOf(cause);
  const payloads = cause.weakness.payloads.slice(0, 3).map((payload) => `\`${payload}\``);
  return [
    say('threats/threat.tryPayloads', payloads, where),
    say('threats/threat.review', filesOf(cause), cause.component, cause.weakness),
    say('threats/threat.repeat', cause.gaps),
  ];
}

/** Files of the places and of the way to them. */
function filesOf(cause: Cause): string[] {
  return unique([
    ...cause.locations.map((place) => place.file_path),
    ...cause.gaps.flatMap((gap) => (gap.flow ?? []).map((step) => step.file_path)),
    ...(cause.requirement.from === 'route'
      ? cause.entries.slice(0, 10).map((entry: EntryPoint) => entry.handler.file)
      : []),
  ]);
}

function referencesOf(cause: Cause): Sayable[] {
  const numbers = unique([
    ...cause.gaps.flatMap((gap) => (gap.cwe === undefined ? [] : [Number(gap.cwe.slice(4))])),
    cause.weakness.cwe[0],
  ]);
  return [
    ...numbers.map((number) => `CWE-${number}: ${cweUrl(number)}`),
    say('threats/threat.owasp', cause.weakness),
    ...patternOf(cause).capec.map(
      (number) => `CAPEC-${number}: https://capec.mitre.org/data/definitions/${number}.html`,
    ),
  ];
}

/**
 * A cause is as sure as the surest of its places (gaps of earlier releases say it in another word), and
 * runs where the most exposed of them runs.
 */
function claimOf({ gaps }: Cause): { proof: Proof; zone: Zone } {
  return {
    proof: PROOFS.find((proof) => gaps.some((gap) => proofSaid(gap) === proof)) ?? 'likely',
    zone: ZONES.find((zone) => gaps.some((gap) => (gap.zone ?? 'production') === zone)) ?? 'production',
  };
}

/** As sure as the surest gap; at most medium when no way from an entry point is known. */
function confidenceOf(cause: Cause): Confidence {
  const order: Confidence[] = ['high', 'medium', 'low'];
  const best = order.find((level) => cause.gaps.some((gap) => (gap.confidence ?? 'medium') === level)) ?? 'medium';
  return cause.requirement.from === 'route' && cause.entries.length === 0 && best === 'high' ? 'medium' : best;
}
