import type { Program } from '../../engine/link/definitions';
import { handlerOfFunction } from '../../engine/entries/handlers';
import type { Registration } from '../../engine/entries/registration';
import type { Framework } from '../framework';
import { exported, exportNames, perFile } from '../javascript/exports';

/** Functions that a cloud calls by the name they are exported under. */
export const SERVERLESS: Framework = {
  id: 'serverless',
  language: 'javascript',
  read: [(program) => perFile(program, (file) => serverless(program, file))],
};

/** Functions that clouds call: `exports.handler = (event, context)`. */
function serverless(program: Program, file: string): Registration[] {
  const names = new Set(['handler', 'lambdaHandler', ...exportNames(program, file)]);
  return [...names].flatMap((name): Registration[] => {
    const fn = exported(program, file, name);
    if (!fn || fn.file !== file || !/^_?(event|evt)$/.test(fn.fn.params[0]?.name ?? '')) return [];
    // Under any other name the second parameter has to say that a cloud calls.
    if (!/handler$/i.test(name) && !/^_?(context|ctx|callback)$/.test(fn.fn.params[1]?.name ?? '')) return [];
    return [
      {
        kind: 'http',
        framework: 'serverless',
        method: 'ALL',
        scope: fn.scope,
        before: [],
        handler: handlerOfFunction(fn),
        at: { file, span: { ...fn.fn.span, line: fn.fn.signature.line } },
      },
    ];
  });
}
