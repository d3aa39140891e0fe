import { REQUEST_SIGNALS } from './request-signals';
import type { ControlSignal } from './signal';
import { SYSTEM_SIGNALS } from './system-signals';

export const CONTROL_SIGNALS: readonly ControlSignal[] = [...REQUEST_SIGNALS, ...SYSTEM_SIGNALS].map(
  ([category, name, mechanism, path, basis, scope = 'function', strength = 'strong']) => ({
    category,
    name,
    mechanism,
    path,
    basis,
    scope,
    strength,
  }),
);
