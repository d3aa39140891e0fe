import { describe, expect, it } from 'vitest';
import { flowsOf, places } from './flow-of';

const library = async (text: string): Promise<string[]> =>
  places((await flowsOf({ 'index.js': text }, { libraryFiles: ['index.js'] })).weaknesses);

const REFUSED = "if (key === '__proto__') return;";

describe('objects merged by packages (P-057)', () => {
  /** Merges what it is given, after `test` looked at the key. */
  const merged = (test: string): string => `function merge(target, source) {
  for (const key in source) {
    ${test}
    if (typeof source[key] === 'object') merge(target[key], source[key]); else target[key] = source[key];
  }
  return target;
}
module.exports = merge;`;

  it('pollute prototypes though names are own names of what was sent', async () => {
    expect(await library(merged('if (!source.hasOwnProperty(key)) continue;'))).toEqual(['prototype-pollution@4']);
    expect(await library(merged('if (!Object.hasOwn(source, key)) continue;'))).toEqual(['prototype-pollution@4']);
  });
  it('do not where names are own names of what is written to, or are held against a list', async () => {
    expect(await library(merged('if (!target.hasOwnProperty(key)) continue;'))).toEqual([]);
    expect(await library(merged("if (['__proto__', 'constructor'].includes(key)) continue;"))).toEqual([]);
  });

  const listed = (test: string): string => `function merge(objects) {
  var target = objects[0] || {};
  for (var i = 1; i < objects.length; i++)
    for (var key in objects[i]) {
      ${test}
      var copy = objects[i][key];
      if (typeof copy === 'object') target[key] = merge([target[key], copy]);
      else target[key] = copy;
    }
  return target;
}
module.exports = function (options) { return merge([{}, this, { options: options }, options]); };`;
  it('are all of a list, however few rounds of its loop are looked at', async () => {
    expect(await library(listed(''))).toContain('prototype-pollution@8');
    expect(await library(listed("if (key === '__proto__') continue;"))).toEqual([]);
  });

  const made = (test: string): string => `var forOwn = require('lodash/forOwn');
function mixer(options) {
  return function mix(target, source) {
    forOwn(source, function (value, key) {
      ${test}
      target[key] = options.deep ? mix(target[key], value) : value;
    });
    return target;
  };
}
exports.mix = mixer({ deep: true });
exports.mixer = mixer;`;
  it('are merged by functions that others make, and by callbacks of libraries', async () => {
    expect(await library(made(''))).toEqual(['prototype-pollution@6']);
    expect(await library(made(REFUSED))).toEqual([]);
  });

  it('are found through a module that is its own default', async () => {
    const files = (test: string) => ({
      'index.js':
        "var _merge = require('./merge');\nvar _merge2 = _interopRequireDefault(_merge);\nexports.merge = (0, _merge2['default'])();",
      'merge.js': `exports['default'] = maker;\nfunction maker() {\n  return function merge(target, source) {\n    Object.keys(source).forEach(function (key) {\n      ${test}\n      target[key] = merge(target[key], source[key]);\n    });\n    return target;\n  };\n}\nmodule.exports = exports['default'];`,
    });
    const options = { libraryFiles: ['index.js'] };
    expect(places((await flowsOf(files(''), options)).weaknesses)).toEqual(['prototype-pollution@6']);
    expect(places((await flowsOf(files(REFUSED), options)).weaknesses)).toEqual([]);
  });
});

describe('classes that a compiler wrote (P-057)', () => {
  const compiled = (code: string): string => `var vm = require('vm');
var Box = function () {
  function Box(context) { this.context = vm.createContext(context); }
  _createClass(Box, [{ key: 'other', value: function other(text) { return text; } }, { key: 'run', value: function run(code) {
    return vm.runInContext(${code}, this.context);
  } }]);
  return Box;
}();
module.exports = function (code, context) { return new Box(context).run(code); };`;
  it('have the members that its helper gives them', async () => {
    expect(await library(compiled("'return ' + code"))).toEqual(['code-injection@5']);
    expect(await library(compiled("'return 1'"))).toEqual([]);
  });
});

describe('what libraries do with each value of a collection (P-057)', () => {
  const run = async (body: string): Promise<string[]> =>
    places(
      (
        await flowsOf({
          'app.js': `const _ = require('lodash');\nconst { exec } = require('child_process');\nconst app = require('express')();\napp.post('/x', (req, res) => {\n${body}\n});\n`,
        })
      ).weaknesses,
    );
  it.each([
    ['each', '_.each(req.body.list, (one) => { exec(one); });', "_.each(req.body.list, (one) => { exec('ls'); });"],
    ['map', '_.map(req.body.list, (one) => exec(one));', "_.map(['a', 'b'], (one) => exec(one));"],
    [
      'names',
      '_.forOwn(req.body, (_v, name) => { exec(name); });',
      "_.forOwn({ ls: 1 }, (_v, name) => { exec('ls'); });",
    ],
  ])('is followed: %s', async (_name, bad, good) => {
    expect(await run(bad)).toEqual(['command-injection@5']);
    expect(await run(good)).toEqual([]);
  });
});
