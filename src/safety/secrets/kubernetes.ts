import type { SecretSpan } from './span';

const IS_SECRET =
  /^[ \t]{0,20}(?:-[ \t])?["']?kind["']?[ \t]{0,4}:[ \t]{0,4}["']?(?:Secret|SealedSecret)["']?,?[ \t]*$/m;
const DATA = /^[ \t]{0,20}["']?(?:data|stringData)["']?[ \t]{0,4}:[ \t]{0,4}\{?[ \t\r]*$/;
const ENTRY = /^([ \t]{1,40})["']?[\w.-]{1,200}["']?[ \t]{0,4}:[ \t]{0,4}["']?([^\s"'|>{,][^\r\n"',]{2,8000}|)/;
const PLAIN = /^[ \t]{1,80}["']?(\S.{2,8000})/;

/** The value on a line of `data`: of an entry, or a line of a block. */
function valueOf(line: string): string {
  const value = (ENTRY.exec(line)?.[2] ?? PLAIN.exec(line)?.[1] ?? '').trim();
  return /\{\{|\$\{|^<|^[|>]/.test(value) ? '' : value;
}

/** The secrets of one document, whose text begins at `offset`. */
function entriesOf(text: string, offset: number): SecretSpan[] {
  const found: SecretSpan[] = [];
  let at = offset;
  let data = -1;
  for (const line of text.split('\n')) {
    const indent = /^[ \t]*/.exec(line)?.[0].length ?? 0;
    if (data >= 0 && line.trim() !== '' && indent <= data) data = -1;
    const value = data >= 0 ? valueOf(line) : '';
    if (value !== '') {
      const start = at + line.lastIndexOf(value);
      found.push({
        start,
        end: start + value.length,
        kind: 'setting',
        what: 'secret',
        name: 'Secret of Kubernetes',
        value,
      });
    }
    if (data < 0 && DATA.test(line)) data = indent;
    at += line.length + 1;
  }
  return found;
}

/** Everything that the manifests of Kubernetes Secrets in a text hold, whatever its name. */
export function kubernetesSecretsIn(text: string): SecretSpan[] {
  if (!text.includes('Secret') || !IS_SECRET.test(text)) return [];
  let at = 0;
  return text.split(/^(?=---)/m).flatMap((document) => {
    const start = at;
    at += document.length;
    return IS_SECRET.test(document) ? entriesOf(document, start) : [];
  });
}
