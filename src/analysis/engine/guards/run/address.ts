const trimmed = (path: string): string => path.replace(/\/+$/, '').toLowerCase();

/** Whether two addresses are the same, but for how they are written. */
export const isAddress = (address: string, text: string): boolean => trimmed(address) === trimmed(text);

const isPattern = (path: string): boolean => /[:<{*[]/.test(path);

/** What the address starts with, up to its first parameter. */
const fixedPart = (path: string): string => path.split(/[:<{*[]/)[0] ?? '';

export const addressHas = (address: string, text: string): boolean =>
  address.toLowerCase().includes(text.toLowerCase());

/** Undefined where a parameter may hold it. */
export function addressStartsWith(address: string, text: string): boolean | undefined {
  const whole = address.toLowerCase();
  const part = text.toLowerCase();
  const fixed = fixedPart(whole);
  if (fixed.startsWith(part)) return true;
  return isPattern(whole) && part.startsWith(fixed) ? undefined : false;
}

/** Undefined where a parameter may hold it. */
export function addressEndsWith(address: string, text: string): boolean | undefined {
  const whole = address.toLowerCase();
  return isPattern(whole.slice(-12)) ? undefined : whole.endsWith(text.toLowerCase());
}

/** `/books/:id`, `/books/<int:id>`, `/books/{id}` and `/books/[id]` have a parameter `id`; a wildcard may be any. */
export function hasParameter(route: string, name: string): boolean {
  if (/[*]|\.\.\./.test(route)) return true;
  return [...route.matchAll(/:(\w+)|<(?:\w+:)?(\w+)>|[{[](\w+)/g)].some((found) => found.slice(1).includes(name));
}
