import { CONVERTING, GIVES_REQUEST, TRANSFORMING } from '../../../../knowledge/controls/identity';
import { type Given } from './context';
import { type Call } from './call';
import { going, type Out } from './state';
import { constant, OTHER, truthOf, type Value } from './value';

/** `String(x)`, `x.trim()`, `c.switchToHttp().getRequest()`. */
export function converted({ name, path, object, given, state }: Call): Out[] | undefined {
  if (GIVES_REQUEST.test(`${path}()`)) return [going(state, { kind: 'path', path: 'req' })];
  const value = convertedValue(name, object, given);
  if (value === undefined || value.kind === 'path' || value.kind === 'closure') return undefined;
  if (/^bool(?:ean)?$/i.test(name)) {
    const truth = truthOf(value);
    return [going(state, truth === undefined ? value : constant(truth))];
  }
  return [going(state, value)];
}

function convertedValue(name: string, object: Value | undefined, given: readonly Given[]): Value | undefined {
  if (object === undefined) return CONVERTING.test(name) ? given[0]?.value : undefined;
  if (!TRANSFORMING.test(name) || object.kind === 'other') return undefined;
  return object.kind === 'const' && typeof object.value === 'string' ? inCase(name, object.value) : object;
}

function inCase(name: string, text: string): Value {
  if (/lower/i.test(name)) return constant(text.toLowerCase());
  return /upper/i.test(name) ? constant(text.toUpperCase()) : OTHER;
}
