import { OPENS_AS_TYPE, UPLOAD_SIGNS } from '../../../knowledge/controls/uploads';
import type { Expr } from '../../read/ir';
import { dotted } from '../link/walk';
import type { Body } from './body';
import { namesAsked } from './decisions';
import type { Found } from './found';
import { calledName } from './spelling';

/** What is looked at when files are taken: their type, their size, the name they are stored under. */
export function uploadChecks({ calls, settings, decisions }: Body): Found[] {
  const opened = calls.filter((call) => OPENS_AS_TYPE.test(dotted(call.callee) ?? '')).map(typeAt);
  const others = UPLOAD_SIGNS.flatMap(({ aspect, asked, set }) => {
    const tests = decisions
      .filter((one) => namesAsked(one).some((name) => asked.test(name)))
      .map(({ test }) => test);
    const called = calls.filter((call) => set.test(calledName(call)));
    const given = settings.filter((one) => set.test(one.name));
    return [...tests, ...called, ...given].map(({ span }): Found => ({ kind: 'checks-upload', aspect, span }));
  });
  return [...opened, ...others];
}

const typeAt = ({ span }: Expr): Found => ({ kind: 'checks-upload', aspect: 'type', span });
