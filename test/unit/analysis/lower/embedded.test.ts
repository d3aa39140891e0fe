import { describe, expect, it } from 'vitest';
import { scriptsOf } from '../../../../src/analysis/languages/lower/embedded';
import { analyzeInProcess } from '../../../../src/analysis/in-process';

describe('scripts of component files', () => {
  it('stay at their lines and columns, everything else is blank', () => {
    const file =
      '<template>\n  <p>{{ x }}</p>\n</template>\n<script lang="ts">\nconst a = 1;\n</script>\n<style>p { color: red }</style>\n';
    const read = scriptsOf(file);
    expect(read.split('\n')[4]).toBe('const a = 1;');
    expect(read).toHaveLength(file.length);
    expect(read.trim()).toBe('const a = 1;');
  });

  it('count for nothing in another language, and to the end when they are not closed', () => {
    expect(scriptsOf('<script type="text/x-template"><b></b></script>').trim()).toBe('');
    expect(scriptsOf('<script>\nlet b').trim()).toBe('let b');
    expect(scriptsOf('no script').trim()).toBe('');
  });

  it('are analysed like other code', async () => {
    const facts = await analyzeInProcess(
      new Map([
        [
          'App.vue',
          '<template></template>\n<script>\nexport default { mounted() { eval(location.hash); } };\n</script>\n',
        ],
      ]),
    );
    expect(facts.weaknesses.map(({ weakness, at }) => [weakness, at.line])).toEqual([['code-injection', 3]]);
  });
});
