import type { CvssVersion } from '../../artifacts/enums';
import type { Weakness } from '../../knowledge/weakness';
import { say, type Said, type Sayable } from '../../messages/say';

/** What decides the base metrics, in the words of the domain. Every decision carries its reason. */
export interface Circumstances {
  reach: { from: 'network' | 'adjacent' | 'local'; why: Sayable };
  privileges: { needed: 'none' | 'some' | 'high'; why: Sayable };
  /** A condition outside of the attacker's control must hold: position on the path, a copy of data, a race. */
  condition?: Sayable;
  /** A control stands in the way and must be evaded. */
  obstacle?: Sayable;
  victim?: { acts: 'passively' | 'actively'; why: Sayable };
  impact: Weakness['impact'];
  impactWhy: Sayable;
}

export interface BaseMetrics {
  metrics: Record<string, string>;
  reasons: Record<string, Sayable>;
}

const AV = { network: 'N', adjacent: 'A', local: 'L' } as const;
const PR = { none: 'N', some: 'L', high: 'H' } as const;

/** Base metrics of either version, each with the reason for its value. */
export function baseMetrics(version: CvssVersion, given: Circumstances): BaseMetrics {
  return version === '4.0' ? base40(given) : base31(given);
}

function shared(given: Circumstances): BaseMetrics {
  return {
    metrics: { AV: AV[given.reach.from], PR: PR[given.privileges.needed] },
    reasons: { AV: given.reach.why, PR: given.privileges.why },
  };
}

const NO_VICTIM = say('cvss/base.nobodyElse');

function scopeReason({ beyondSystem, victimActs }: Circumstances['impact']): Said {
  if (!beyondSystem) return say('cvss/base.staysInside');
  return victimActs ? say('cvss/base.hitsBrowsers') : say('cvss/base.identityOfServer');
}

function base31(given: Circumstances): BaseMetrics {
  const { metrics, reasons } = shared(given);
  const { impact, impactWhy, victim } = given;
  const hard = given.condition ?? given.obstacle;
  const inBrowser = impact.beyondSystem && impact.victimActs;
  return {
    metrics: {
      ...metrics,
      AC: hard === undefined ? 'L' : 'H',
      UI: victim ? 'R' : 'N',
      S: inBrowser ? 'C' : 'U',
      C: impact.confidentiality,
      I: impact.integrity,
      A: impact.availability,
    },
    reasons: {
      ...reasons,
      AC: hard ?? say('cvss/base.worksReliably'),
      UI: victim?.why ?? NO_VICTIM,
      S: scopeReason(impact),
      ...impactReasons(
        {
          C: ['confidentiality', impact.confidentiality],
          I: ['integrity', impact.integrity],
          A: ['availability', impact.availability],
        },
        impactWhy,
      ),
    },
  };
}

/** User interaction of CVSS 4.0: active, passive or none. */
function interaction40(victim: Circumstances['victim']): string {
  if (!victim) return 'N';
  return victim.acts === 'actively' ? 'A' : 'P';
}

function base40(given: Circumstances): BaseMetrics {
  const { metrics, reasons } = shared(given);
  const { victim, impactWhy } = given;
  const { vulnerable, subsequent } = split(given);
  return {
    metrics: {
      ...metrics,
      AC: given.obstacle === undefined ? 'L' : 'H',
      AT: given.condition === undefined ? 'N' : 'P',
      UI: interaction40(victim),
      VC: vulnerable.C,
      VI: vulnerable.I,
      VA: vulnerable.A,
      SC: subsequent.C,
      SI: subsequent.I,
      SA: subsequent.A,
    },
    reasons: {
      ...reasons,
      AC: given.obstacle ?? say('cvss/base.noControl'),
      AT: given.condition ?? say('cvss/base.worksReliably'),
      UI: victim?.why ?? NO_VICTIM,
      ...impactReasons(
        { VC: ['confidentiality', vulnerable.C], VI: ['integrity', vulnerable.I], VA: ['availability', vulnerable.A] },
        impactWhy,
      ),
      ...impactReasons(
        {
          SC: [say('cvss/base.othersConfidentiality'), subsequent.C],
          SI: [say('cvss/base.othersIntegrity'), subsequent.I],
          SA: [say('cvss/base.othersAvailability'), subsequent.A],
        },
        impactWhy,
      ),
    },
  };
}

type Triple = { C: 'H' | 'L' | 'N'; I: 'H' | 'L' | 'N'; A: 'H' | 'L' | 'N' };
const NONE: Triple = { C: 'N', I: 'N', A: 'N' };
const lesser = (value: 'H' | 'L' | 'N'): 'L' | 'N' => (value === 'N' ? 'N' : 'L');

/**
 * An effect in the browser of a victim hits only that system; a request forwarded with the identity of the
 * server hits it in full and others in part.
 */
function split({ impact }: Circumstances): { vulnerable: Triple; subsequent: Triple } {
  const full: Triple = { C: impact.confidentiality, I: impact.integrity, A: impact.availability };
  if (!impact.beyondSystem) return { vulnerable: full, subsequent: NONE };
  if (impact.victimActs) return { vulnerable: NONE, subsequent: full };
  return { vulnerable: full, subsequent: { C: lesser(full.C), I: lesser(full.I), A: lesser(full.A) } };
}

function impactReasons(values: Record<string, [Sayable, 'H' | 'L' | 'N']>, why: Sayable): Record<string, Said> {
  return Object.fromEntries(
    Object.entries(values).map(([metric, [name, value]]) => [
      metric,
      value === 'N' ? say('cvss/base.noEffect', name) : say('cvss/base.effect', name, value, why),
    ]),
  );
}
