import type { Guarding } from '../../engine/entries/registration';
import type { Program } from '../../engine/link/definitions';
import type { StandingGuards } from '../framework';

/** Next.js: `middleware.ts` runs before the routes its matcher names. */
export const middlewareFiles: StandingGuards = (program) => {
  const found = middlewareOf(program);
  return () => found;
};

function middlewareOf(program: Program): Guarding[] {
  return [...program.files.keys()]
    .filter((file) => /(^|\/)(src\/)?(middleware|proxy)\.[jt]s$/.test(file))
    .sort()
    .flatMap((file): Guarding[] => {
      const found = [
        ...program.member({ kind: 'module', file }, 'middleware'),
        ...program.member({ kind: 'module', file }, 'proxy'),
        ...program.member({ kind: 'module', file }, 'default'),
      ];
      return found.flatMap((one): Guarding[] =>
        one.kind === 'function'
          ? [
              {
                expr: { kind: 'function', fn: one.fn.fn, span: one.fn.fn.signature },
                scope: one.fn.scope,
                reach: 'app',
                at: { file: one.fn.file, span: one.fn.fn.signature },
              },
            ]
          : [],
      );
    });
}
