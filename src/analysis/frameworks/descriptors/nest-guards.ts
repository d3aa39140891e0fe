import type { Guarding } from '../../engine/entries/registration';
import type { Program } from '../../engine/link/definitions';
import { propertyOf } from '../../engine/link/property';
import type { StandingGuards } from '../framework';

/** `app.useGlobalGuards(…)`, `app.useGlobalPipes(…)`, `{ provide: APP_GUARD, useClass: X }`. */
export const globalGuards: StandingGuards = (program) => {
  const found = [...useGlobal(program), ...provided(program)];
  return () => found;
};

function useGlobal(program: Program): Guarding[] {
  return program.calls.flatMap((call): Guarding[] => {
    const { callee, args } = call.expr;
    if (callee.kind !== 'member' || !/^useGlobal(Guards|Pipes)$/.test(callee.property)) return [];
    return args.map((arg) => ({
      expr: arg.value,
      scope: call.scope,
      reach: 'app',
      at: { file: call.scope.file, span: arg.value.span },
    }));
  });
}

function provided(program: Program): Guarding[] {
  return [...program.classes.values()].flatMap((cls) =>
    cls.cls.decorators.flatMap((decorator): Guarding[] => {
      if (decorator.kind !== 'call' || decorator.callee.kind !== 'name' || decorator.callee.name !== 'Module')
        return [];
      const options = decorator.args[0]?.value;
      const list = options && propertyOf(program, options, cls.scope, 'providers');
      if (list?.expr.kind !== 'array') return [];
      return list.expr.items.flatMap((item): Guarding[] => {
        const token = propertyOf(program, item, list.scope, 'provide');
        const target =
          propertyOf(program, item, list.scope, 'useClass') ?? propertyOf(program, item, list.scope, 'useFactory');
        if (token?.expr.kind !== 'name' || !/^APP_(GUARD|PIPE)$/.test(token.expr.name) || !target) return [];
        return [{ ...target, reach: 'app', at: { file: cls.file, span: item.span } }];
      });
    }),
  );
}
