import { sink, type Row } from './model';

const DETAILS = 'error-details-exposed';
const row = (packages: string, members: string, args: string): Row =>
  sink(DETAILS, packages, members, args, undefined, 'slight');

/** Answers of Python servers: what an exception says goes to whoever asked. */
export const PYTHON_ANSWERS: readonly Row[] = [
  row(
    'flask quart',
    'jsonify make_response Response',
    '0 error errors message msg detail details reason description traceback',
  ),
  row('django.http', 'JsonResponse HttpResponse HttpResponseServerError HttpResponseBadRequest', '0 content data'),
  row('rest_framework.response', 'Response', '0 data'),
  row(
    'fastapi fastapi.responses starlette.responses',
    'JSONResponse PlainTextResponse HTMLResponse responses.JSONResponse',
    '0 content',
  ),
  row('fastapi starlette.exceptions', 'HTTPException exceptions.HTTPException', '1 detail'),
];
