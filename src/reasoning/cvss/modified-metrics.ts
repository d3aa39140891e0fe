import type { BusinessContext } from '../../artifacts/phase1';
import type { ProvedControls, Touched } from './touched';
import { say, type Said } from '../../messages/say';

interface Given {
  version: string;
  base: Readonly<Record<string, string>>;
  business: BusinessContext;
  touched: Touched;
  proved: ProvedControls;
}

/** A base metric as it is in this environment, and what was established about that. */
interface Change {
  metric: string;
  value: string;
  why: Said;
}

const HARDER: Readonly<Record<string, string>> = { N: 'L', L: 'H' };

/** The modified base metrics of CVSS, with a sentence each. */
export function modifiedMetrics(given: Given): { modified: Record<string, string>; reasons: Said[] } {
  const changes = [...byReach(given), ...byControls(given), ...byIsolation(given), ...byPhysicalHarm(given)];
  return {
    modified: Object.fromEntries(changes.map(({ metric, value }) => [metric, value])),
    reasons: changes.map(({ metric, value, why }) => say('cvss/environment.because', metric, value, why)),
  };
}

function byReach({ base, business }: Given): Change[] {
  if (base.AV !== 'N' || business.business_objectives.internet_facing !== false) return [];
  return [{ metric: 'MAV', value: 'A', why: say('cvss/environment.notFromInternet') }];
}

function byControls({ base, proved }: Given): Change[] {
  const changes: Change[] = [];
  if (proved.waf !== undefined && base.AV === 'N' && base.AC === 'L')
    changes.push({ metric: 'MAC', value: 'H', why: say('cvss/environment.filtersRequests', proved.waf) });
  const harder = HARDER[base.PR ?? ''];
  if (proved.mfa !== undefined && harder !== undefined && base.PR !== 'N')
    changes.push({ metric: 'MPR', value: harder, why: say('cvss/environment.isEnforced', proved.mfa) });
  return changes;
}

function byIsolation({ version, base, proved: { isolation } }: Given): Change[] {
  if (isolation === undefined) return [];
  const why = say('cvss/environment.keepsInside', isolation);
  if (version === '3.1' && base.S === 'C') return [{ metric: 'MS', value: 'U', why }];
  return version === '4.0' && base.SC !== 'N' ? [{ metric: 'MSC', value: 'N', why }] : [];
}

/** Only CVSS 4.0 knows effects on the safety of people. */
function byPhysicalHarm({ version, business, touched: { stride } }: Given): Change[] {
  const harm = business.business_impact.physical_safety_impact;
  if (version !== '4.0' || harm === undefined || harm === 'none') return [];
  const effect = harm.replace('_', ' ');
  const changes: Change[] = [];
  if (stride.includes('Tampering') || stride.includes('ElevationOfPrivilege'))
    changes.push({ metric: 'MSI', value: 'S', why: say('cvss/environment.wrongBehaviour', effect) });
  if (stride.includes('DoS')) changes.push({ metric: 'MSA', value: 'S', why: say('cvss/environment.outage', effect) });
  return changes;
}
