/**
 * When it is loaded, the component library tries out `:focus-visible` in a style element of its own. The content
 * security policy lets that pass only with the nonce of the page, which the library reads from this `meta`
 * element. Import this before the library.
 */
const { currentScript } = document;
if (currentScript !== null && currentScript.nonce !== '') {
  const meta = document.createElement('meta');
  meta.setAttribute('property', 'csp-nonce');
  meta.setAttribute('content', currentScript.nonce);
  document.head.append(meta);
}
