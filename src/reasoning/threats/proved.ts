import type { ConsolidatedControl } from '../../artifacts/phase4';
import type { ProvedControls } from '../cvss/touched';
import type { Cause } from './causes';
import type { Landscape } from './landscape';

const WAF = /\b(waf|web application firewall|modsecurity|coraza)\b/i;
const MFA = /\b(mfa|2fa|two[- ]factor|multi[- ]factor|totp|webauthn)\b/i;
const ISOLATION = /\b(sandbox|isolat|seccomp|container isolation)\w*/i;

const isProved = (control: ConsolidatedControl): boolean =>
  control.verification_status === 'verified' && control.strength !== 'weak';
const named = (control: ConsolidatedControl, pattern: RegExp): boolean =>
  [control.control_name, control.details?.['kind'], control.details?.['symbol']].some(
    (name) => typeof name === 'string' && pattern.test(name),
  );
const isOptional = (control: ConsolidatedControl): boolean => control.details?.['optional'] === true;

/** Controls that change CVSS metrics, only where phase 4 verified them: names alone count for nothing. */
export function provedControls(landscape: Landscape, cause: Cause): ProvedControls {
  const proved = landscape.controls.filter(isProved);
  const waf = proved.find((control) => named(control, WAF));
  const mfa = proved.find(
    (control) => control.control_type === 'authentication' && named(control, MFA) && !isOptional(control),
  );
  const isolation = proved.find(
    (control) =>
      named(control, ISOLATION) && cause.locations.some((place) => place.file_path === control.file_location),
  );
  return {
    ...(waf ? { waf: `${waf.control_name} (${waf.control_id})` } : {}),
    ...(mfa ? { mfa: `${mfa.control_name} (${mfa.control_id})` } : {}),
    ...(isolation ? { isolation: `${isolation.control_name} (${isolation.control_id})` } : {}),
  };
}
