import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { median } from './time';

/**
 * Runs in a process of its own: loads the extension with a `vscode` that takes everything and does nothing, and says how
 * long loading and activating took and what was loaded.
 */
const PROBE = `
const Module = require('node:module');
const anything = () => new Proxy(function () {}, {
  get: (target, key) => key === 'then' ? undefined : key === Symbol.toPrimitive ? () => '' : key === Symbol.iterator ? function* () {} : key in target && key !== 'name' && key !== 'length' ? target[key] : (target[key] = anything()),
  apply: anything, construct: anything,
});
const load = Module._load;
const members = anything();
// Bundles look up what a module does not have itself in its prototype.
const vscode = Object.create(members);
Module._load = function (name, ...rest) { return name === 'vscode' ? vscode : load.call(this, name, ...rest); };
const before = new Set(process.moduleLoadList);
const start = performance.now();
const extension = require(process.argv[1]);
const loaded = performance.now();
extension.activate(Object.assign(anything(), { subscriptions: [] }));
const activated = performance.now();
setImmediate(() => {
  const builtins = process.moduleLoadList.filter((name) => !before.has(name) && /^NativeModule (?!internal)/.test(name)).map((name) => 'node:' + name.slice(13));
  console.log(JSON.stringify({ load: loaded - start, activate: activated - loaded, files: Object.keys(require.cache), builtins }));
  process.exit(0);
});
`;

interface Probed {
  load: number;
  activate: number;
  files: string[];
  builtins: string[];
}

/** What starting the extension costs before anybody uses it: milliseconds, each time in a fresh process, and the modules that it loads. */
export function activation(dist: string, rounds: number): Probed {
  const probes = Array.from(
    { length: rounds },
    () =>
      JSON.parse(
        execFileSync(process.execPath, ['-e', PROBE, join(dist, 'extension.js')], { encoding: 'utf8' }),
      ) as Probed,
  );
  const { files = [], builtins = [] } = probes[0] ?? {};
  return {
    load: median(probes.map(({ load }) => load)),
    activate: median(probes.map(({ activate }) => activate)),
    files,
    builtins,
  };
}
