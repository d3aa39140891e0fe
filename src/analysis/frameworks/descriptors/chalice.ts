import type { Framework } from '../framework';
import { PYTHON_INPUTS } from './usual-inputs';

const APP = String.raw`chalice(\.app)?\.(Chalice|Blueprint)\(\)`;
const on = (methods: string): RegExp => new RegExp(`^${APP}\\.${methods}$`);

export const CHALICE: Framework = {
  id: 'chalice',
  language: 'python',
  imports: /^chalice(\.|$)/,
  decorators: [
    { callee: on('route'), path: { position: 0, keyword: 'path' } },
    { callee: on('lambda_function'), path: { position: 99, keyword: 'name' }, methods: ['ALL'] },
    { callee: on('schedule'), path: { position: 0, keyword: 'schedule_expression' }, kind: 'scheduled' },
    {
      callee: on('on_(sqs|sns|s3|cw|kinesis|dynamodb)_(message|event|record)'),
      path: { position: 99, keyword: 'queue' },
      kind: 'messageQueue',
    },
    { callee: on('on_ws_message'), path: { position: 99 }, kind: 'websocket' },
  ],
  mounts: [{ callee: on('register_blueprint'), child: 0, prefix: { position: 99, keyword: 'url_prefix' } }],
  defaultMethods: ['GET'],
  inputs: PYTHON_INPUTS,
  models: { members: [{ of: 'chalice.Chalice() chalice.Blueprint()', members: 'current_request', path: '@pyreq' }] },
};
