import type { BodyParserFact } from '../../../artifacts/body-parser';
import { BODY_PARSERS } from '../../../knowledge/frameworks/body-parsers';
import { compareByPlace } from '../../read/order';
import type { TextSource } from '../../read/text-source';
import type { Program } from '../link/definitions';
import { pathsOfCall } from './call-paths';
import { PathTable } from './path-table';

/** Where the program says in which forms it reads bodies. */
export function findBodyParsers(program: Program, texts: TextSource): BodyParserFact[] {
  const table = new PathTable(BODY_PARSERS);
  return program.calls
    .flatMap((call) => {
      const parser = table.firstFor(pathsOfCall(program, call));
      return parser ? [{ reads: [...parser.reads], at: texts.span(call.scope.file, call.expr.span) }] : [];
    })
    .sort((a, b) => compareByPlace(a.at, b.at));
}
