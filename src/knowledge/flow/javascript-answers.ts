import { sink, type Row } from './model';

/** Answers to the browser, and the templates they are made from. */
export const JAVASCRIPT_ANSWERS: readonly Row[] = [
  // Answers to the browser.
  sink('open-redirect', '@res', 'redirect', '0 1'),
  sink('open-redirect', '@ctx', 'redirect', '0'),
  sink('open-redirect', '@res', 'location', '0'),
  sink('open-redirect', '@res', 'set header setHeader append', '1', [{ arg: '0', matches: /^(?:location|refresh)$/i }]),
  sink('open-redirect', '@res', 'writeHead', '1.Location 1.location 2.Location 2.location'),
  sink('open-redirect', '@res', 'set header', '0.Location 0.location'),
  sink('open-redirect', 'next/navigation next/router', 'redirect permanentRedirect push replace', '0'),
  sink('open-redirect', 'next/server', 'NextResponse.redirect redirect', '0'),
  sink('open-redirect', '', 'Response.redirect', '0'),
  sink('open-redirect', '', 'location.assign location.replace window.open open', '0'),
  sink('cross-site-scripting', '@res', 'send end write', '0'),
  sink('header-injection', '@res', 'setHeader', '0'),
  sink('cross-site-scripting', '', 'document.write document.writeln', '0+'),
  sink('cross-site-scripting', '*', 'insertAdjacentHTML', '1'),
  sink('cross-site-scripting', '*', 'createContextualFragment setHTMLUnsafe', '0'),
  sink('cross-site-scripting', '', 'DOMParser().parseFromString', '0', [{ arg: '1', not: /xml/ }], 'medium'),
  sink(
    'cross-site-scripting',
    '$ jQuery jquery cash-dom zepto',
    'html append prepend after before replaceWith wrap wrapAll wrapInner appendTo prependTo insertAfter ' +
      'insertBefore parseHTML',
    '0',
  ),
  sink('cross-site-scripting', '$ jQuery jquery cash-dom', '', '0', undefined, 'medium'),
  sink('cross-site-scripting', '@angular/core', 'Renderer2().setProperty', '2', [
    { arg: '1', matches: /^(?:inner|outer)HTML$/ },
  ]),
  sink('cross-site-scripting', 'angular', 'element', '0', undefined, 'medium'),
  sink('cross-site-scripting', 'angular.element()', 'html append prepend after before replaceWith wrap', '0'),
  sink('cross-site-scripting', '*', 'trustAsHtml trustAsJs trustAsUrl trustAsResourceUrl', '0'),
  sink(
    'cross-site-scripting',
    '@angular/platform-browser',
    'bypassSecurityTrustHtml bypassSecurityTrustScript bypassSecurityTrustUrl ' +
      'bypassSecurityTrustResourceUrl bypassSecurityTrustStyle',
    '0',
  ),
  sink('cross-site-scripting', 'handlebars Handlebars', 'SafeString', '0'),
  sink(
    'cross-site-scripting',
    'react React react/jsx-runtime react/jsx-dev-runtime preact',
    'createElement cloneElement jsx jsxs jsxDEV h',
    '1.dangerouslySetInnerHTML.__html',
  ),
  sink(
    'cross-site-scripting',
    '$ jQuery jquery',
    'attr prop',
    '1',
    [{ arg: '0', matches: /^(?:href|src|srcdoc|on\w+)$/ }],
    'medium',
  ),
  sink('cross-site-scripting', 'he html-entities', 'decode', '', undefined),
  // Templates.
  sink('template-injection', 'ejs', 'render compile', '0'),
  sink('template-injection', 'pug jade', 'compile render compileClient', '0'),
  sink('template-injection', 'handlebars', 'compile precompile', '0'),
  sink('template-injection', 'nunjucks', 'renderString compile', '0'),
  sink('template-injection', 'dot doT mustache hogan.js', 'template compile render', '0'),
  sink('template-injection', 'lodash underscore lodash.template', 'template', '0'),
  sink('template-injection', 'lodash.template', '', '0'),
  sink(
    'template-injection',
    'whiskers swig swig-templates eta squirrelly liquidjs twig velocityjs',
    'render parseAndRender renderString compile',
    '0',
  ),
];
