import { type Condition, sink, type Row } from './model';

/** The answer says that it is no page. */
const NO_PAGE: Condition[] = [
  { arg: 'content_type mimetype 3', matches: /^(?!.*(?:html|xml|svg))[\w.+-]+\/[\w.+-]+/i },
];

/** What writes the answer, and what sets its headers before. */
function writesAnswer(packages: string, writing: string, setting: string): Row[] {
  return [
    { packages, members: writing, sink: { family: 'cross-site-scripting', args: '0', answers: true } },
    { packages, members: setting, setsHeader: true },
  ];
}

/** Where answers become pages. */
export const PYTHON_ANSWERS: readonly Row[] = [
  sink(
    'cross-site-scripting',
    'django.http django.http.response',
    'HttpResponse HttpResponseNotFound HttpResponseBadRequest HttpResponseForbidden HttpResponseServerError',
    '0 content',
    undefined,
    undefined,
    NO_PAGE,
  ),
  sink(
    'cross-site-scripting',
    'flask quart werkzeug',
    'Response make_response',
    '0 response',
    undefined,
    undefined,
    NO_PAGE,
  ),
  sink('cross-site-scripting', 'fastapi.responses starlette.responses fastapi starlette', 'HTMLResponse', '0 content'),
  sink('cross-site-scripting', 'markupsafe flask jinja2', 'Markup', '0'),
  sink('cross-site-scripting', 'django.utils.safestring django.utils.html', 'mark_safe SafeString SafeText', '0'),
  sink('cross-site-scripting', 'aiohttp.web sanic.response pyramid.response', 'Response html', '0 text body'),
  ...writesAnswer('tornado.web', 'RequestHandler().write RequestHandler().finish', 'RequestHandler().set_header'),
  ...writesAnswer('http.server', 'BaseHTTPRequestHandler().wfile.write', 'BaseHTTPRequestHandler().send_header'),
];
