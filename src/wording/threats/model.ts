import type { Counts, Dropped, ModelledSystem } from '../../messages/threats';
import type { BusinessContext } from '../../artifacts/phase1';
import type { DataFlows, TrustBoundaries } from '../../artifacts/phase3';
import type { ConsolidatedGap } from '../../artifacts/phase4';
import type { StrideVerdict } from '../../artifacts/phase5';
import { count, listed } from '../text';

/** Why gaps become no threat. */
export const WHY_DROPPED: Readonly<Record<Dropped, string>> = {
  'no-actor': 'No threat actor of phase 1 would carry this out',
  'too-uncertain': 'Rated info and not certain, too little for a threat',
  unbound: 'Bound to no place, flow or boundary of the model',
};

export const staysGap = (reason: Dropped, gaps: readonly ConsolidatedGap[]): string =>
  `${WHY_DROPPED[reason]}: ${listed(
    gaps.map((gap) => gap.gap_id),
    8,
  )}. They stay gaps.`;

export const unknownCombinations = (unknown: number, coverage: readonly StrideVerdict[]): string =>
  `For ${unknown} of ${coverage.length} combinations of component and STRIDE category neither control nor ` +
  `gap was established; they are unknown, not clean.`;

export const notTouched = (kind: string): string => `No threat touches this ${kind.replace('-', ' ')}.`;

export const notAbout = (label: string): string =>
  `The threats here are not about ${label}; no gap that leads to it was found.`;

export const protects = (jewels: readonly string[], business: BusinessContext): string =>
  `Protect ${listed(jewels, 5)}; priority ${business.security_objectives.cia_priority}.`;

export const flowsOver = (dataFlows: DataFlows, boundaries: TrustBoundaries): string =>
  `${count(dataFlows.flows.length, 'data flow')} over ` +
  `${count(boundaries.boundaries.length, 'trust boundary', 'trust boundaries')}.`;

export const gapsLinked = (counts: Counts): string => `${count(counts.gaps, 'gap')} of phase 4 linked to threats.`;

export const trees = (counts: Counts): string => `3 attack trees, ${count(counts.abuseCases, 'abuse case')}.`;

export const riskAndImpact = 'Risk and impact';

export const scored = (counts: Counts, cvssVersion: string): string =>
  `${count(counts.threats, 'threat')} scored with CVSS ${cvssVersion} in the business context.`;

export const orderedBy = (version: string): string =>
  `Ordered by rating, which is the score of CVSS ${version} cut where a claim is not proved or does not run ` +
  `in production, then proved before likely, then by the environmental score, which takes phase 1 into account.`;

export const touchingJewels = (jewels: readonly string[]): string =>
  `${count(jewels.length, 'open threat')} ${jewels.length === 1 ? 'touches' : 'touch'} a crown jewel.`;

export const scope = ({ scope: { type }, components, entryPoints, dataFlows }: ModelledSystem): string =>
  `${type}: ${count(components.length, 'component')}, ` +
  `${count(entryPoints.entryPoints.length, 'entry point')}, ` +
  `${count(dataFlows.externalIntegrations.length, 'external integration')}.`;

export const actors = (names: readonly string[]): string => `${listed(names, 6)}.`;

export const testedFor = (ids: readonly string[], title: string): string => `${listed(ids, 4)}; first: ${title}`;
