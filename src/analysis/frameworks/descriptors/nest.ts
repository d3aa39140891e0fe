import type { Framework } from '../framework';
import { decoratedControllers } from './nest-controllers';
import { globalGuards } from './nest-guards';
import { prefixed } from './nest-versions';
import { JAVASCRIPT_INPUTS } from './usual-inputs';

/** Nest, and what is written like it: routing-controllers, TypeGraphQL. */
export const NEST: Framework = {
  id: 'nest',
  language: 'javascript',
  imports: /^@nestjs\/(core|common)$/,
  inputs: JAVASCRIPT_INPUTS,
  inputDecorators: {
    Req: { object: '@req' },
    Request: { object: '@req' },
    Ctx: { object: '@ctx' },
    Res: { object: '@res' },
    Response: { object: '@res' },
    Body: { source: 'body' },
    Query: { source: 'query' },
    Param: { source: 'path' },
    Headers: { source: 'header' },
    UploadedFile: { source: 'file' },
    UploadedFiles: { source: 'file' },
    RawBody: { source: 'body' },
    Args: { source: 'body' },
    MessageBody: { source: 'message' },
    Payload: { source: 'message' },
    QueryParam: { source: 'query' },
    QueryParams: { source: 'query' },
    BodyParam: { source: 'body' },
    HeaderParam: { source: 'header' },
    CookieParam: { source: 'cookie' },
    PathParam: { source: 'path' },
  },
  harmlessArguments: /Parse(?:Int|Float|Bool|UUID|Enum)Pipe/,
  standing: globalGuards,
  read: [(program) => prefixed(program, decoratedControllers(program))],
};
