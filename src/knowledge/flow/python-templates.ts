import { sink, type Row } from './model';

/** Where text becomes a template. */
export const PYTHON_TEMPLATES: readonly Row[] = [
  sink('template-injection', 'flask quart', 'render_template_string stream_template_string', '0 source'),
  sink('template-injection', 'jinja2', 'Template', '0 source'),
  sink('template-injection', 'jinja2', 'Environment().from_string NativeEnvironment().from_string', '0 source'),
  sink('template-injection', 'flask quart', 'jinja_env.from_string', '0 source'),
  // A sandbox is there to stand this; the template of a stranger can still keep it busy.
  sink(
    'template-injection',
    'jinja2.sandbox',
    'SandboxedEnvironment().from_string ImmutableSandboxedEnvironment().from_string',
    '0 source',
    undefined,
    'low',
  ),
  sink(
    'template-injection',
    'mako.template django.template chameleon tornado.template genshi.template Cheetah.Template trender airspeed bottle',
    'Template PageTemplate MarkupTemplate TextTemplate template SimpleTemplate from_string TRender',
    '0 text',
  ),
];
