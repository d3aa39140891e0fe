import { lastName } from '../../engine/last-name';
import type { CallSite, Program } from '../../engine/link/definitions';
import { handlerOf } from '../../engine/entries/handlers';
import type { Registration } from '../../engine/entries/registration';
import type { Framework } from '../framework';

/** The methods of servicers, which generated code calls by the names of the service. */
export const GRPC_PYTHON: Framework = {
  id: 'grpc',
  language: 'python',
  imports: /^(grpc|grpclib)(\.|$)/,
  handlerClasses: [{ base: /(^|\.)\w+Servicer$/, methods: /^[A-Z]\w*$/, namedBy: 'method' }],
  inputs: {
    names: [],
    positions: [
      { at: 0, source: 'body' },
      { at: 1, object: '@grpc.context' },
    ],
  },
};

const ADD_SERVICE = /^(?:@grpc\/grpc-js|grpc)\.Server\(\)\.(?:addService|addProtoService)$/;

export const GRPC_JAVASCRIPT: Framework = {
  id: 'grpc-js',
  language: 'javascript',
  imports: /^(?:@grpc\/grpc-js|grpc)$/,
  inputs: { names: [], positions: [{ at: 0, object: '@grpc.call', whateverName: true }] },
  models: {
    members: [
      { of: '@grpc.call', members: 'request', source: 'body' },
      { of: '@grpc.call', members: 'metadata', source: 'header' },
    ],
  },
  read: [(program) => program.calls.flatMap((call) => services(program, call))],
};

/** `server.addService(definition, { sayHello: (call, callback) => … })` */
function services(program: Program, { expr, scope, caller }: CallSite): Registration[] {
  const methods = expr.args[1]?.value;
  if (!methods || !/^add(?:Proto)?Service$/.test(lastName(expr.callee) ?? '')) return [];
  if (!program.externalPaths(expr.callee, scope).some((path) => ADD_SERVICE.test(path))) return [];
  return program.resolve(methods, scope).flatMap((one): Registration[] => {
    if (one.kind !== 'object' || one.expr.kind !== 'object') return [];
    return one.expr.properties.flatMap(({ key, value, span }): Registration[] => {
      if (key === undefined) return [];
      return [
        {
          kind: 'http',
          framework: 'grpc-js',
          method: 'ALL',
          route: key,
          scope: one.scope,
          before: [],
          at: { file: one.scope.file, span },
          call: { expr, owner: caller },
          handler: handlerOf(program, value, one.scope),
        },
      ];
    });
  });
}
