import { OPENS_AS_TYPE, UPLOAD_SIGNS } from '../../../knowledge/controls/uploads';
import { remembered } from '../../../safety/text/remembered';
import type { Expr } from '../../read/ir';
import { dotted } from '../link/walk';
import type { Body } from './body';
import { namesAsked } from './decisions';
import type { Found } from './found';
import { calledName } from './spelling';

type Aspect = (typeof UPLOAD_SIGNS)[number]['aspect'];

const NONE: readonly Aspect[] = [];

/** Most names say nothing of uploads: each is looked at once. */
const aspects = (of: 'asked' | 'set'): ((name: string) => readonly Aspect[]) =>
  remembered((name) => {
    const found = UPLOAD_SIGNS.filter((sign) => sign[of].test(name)).map(({ aspect }) => aspect);
    return found.length === 0 ? NONE : found;
  });
const askedBy = aspects('asked');
const setBy = aspects('set');

/** What is looked at when files are taken: their type, their size, the name they are stored under. */
export function uploadChecks({ calls, settings, decisions }: Body): Found[] {
  const opened = calls.filter((call) => OPENS_AS_TYPE.test(dotted(call.callee) ?? '')).map(typeAt);
  const signs = [
    ...decisions.flatMap((one) => signsAt(one.test, namesAsked(one).flatMap(askedBy))),
    ...calls.flatMap((call) => signsAt(call, setBy(calledName(call)))),
    ...settings.flatMap((one) => signsAt(one, setBy(one.name))),
  ];
  if (signs.length === 0) return opened;
  return [...opened, ...UPLOAD_SIGNS.flatMap(({ aspect }) => signs.filter((one) => one.aspect === aspect))];
}

const NO_SIGNS: readonly UploadSign[] = [];
type UploadSign = Extract<Found, { kind: 'checks-upload' }>;

const signsAt = ({ span }: Pick<Expr, 'span'>, found: readonly Aspect[]): readonly UploadSign[] =>
  found.length === 0 ? NO_SIGNS : [...new Set(found)].map((aspect) => ({ kind: 'checks-upload', aspect, span }));

const typeAt = ({ span }: Expr): Found => ({ kind: 'checks-upload', aspect: 'type', span });
