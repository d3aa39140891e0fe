import { remembered } from '../../../safety/text/remembered';
import type { Expr } from '../../read/ir';
import type { Program } from '../link/definitions';
import { isSecret } from '../misuse/site';
import { walkSites } from '../misuse/walk-sites';

/** Names of values that only have to differ, be they called a key or not. */
const RECORD_NAME = /^(?:_?id|\w*Id|uuid|guid|uid|slug|name|filename|file_?name|path|key)$/;
const SESSION_ID = /^(?:session_?id|sid)$/i;

const CALLS: ReadonlySet<Expr['kind']> = new Set<Expr['kind']>(['call']);

/** The calls whose result goes to a token, a key, a password or the id of a session, by the names on its way. */
export function callsForSecrets(program: Program): ReadonlySet<Expr> {
  const found = new Set<Expr>();
  walkSites(
    program,
    (_file, work) => work(),
    CALLS,
    ({ expr, names }) => {
      if (names.slice(0, 2).some(namesSecret)) found.add(expr);
    },
  );
  return found;
}

const namesSecret = remembered(
  (name) => SESSION_ID.test(name) || (!RECORD_NAME.test(name) && (isSecret(name) || /(?:_key|[a-z]Key)$/.test(name))),
);
