import type { Framework } from '../framework';

/** The methods of servicers, which generated code calls by the names of the service. */
export const GRPC_PYTHON: Framework = {
  id: 'grpc',
  language: 'python',
  imports: /^(grpc|grpclib)(\.|$)/,
  handlerClasses: [{ base: /(^|\.)\w+Servicer$/, methods: /^[A-Z]\w*$/, namedBy: 'method' }],
  inputs: {
    names: [],
    positions: [{ at: 0, object: '@grpc.message' }],
  },
};
