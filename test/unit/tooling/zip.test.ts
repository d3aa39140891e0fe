import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { zipEntries } from '../../../scripts/zip.mjs';

const folder = mkdtempSync(join(tmpdir(), 'zip-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A directory entry for an empty stored file, then the end record, with nothing before them. */
function archive(names: string[], comment = ''): Buffer {
  const entries = names.map((name) => {
    const entry = Buffer.alloc(46 + Buffer.byteLength(name));
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(Buffer.byteLength(name), 28);
    entry.write(name, 46);
    return entry;
  });
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(names.length, 10);
  end.writeUInt16LE(comment.length, 20);
  return Buffer.concat([...entries, end, Buffer.from(comment)]);
}

function entriesOf(data: Buffer): string[] {
  const path = join(folder, 'some.zip');
  writeFileSync(path, data);
  return zipEntries(path);
}

describe('reading the names in a package', () => {
  it('lists them in order, with a comment at the end too', () => {
    expect(entriesOf(archive(['a.json', 'déjà/vu.js'], 'made by hand'))).toEqual(['a.json', 'déjà/vu.js']);
    expect(entriesOf(archive([]))).toEqual([]);
  });

  it('refuses what is no zip', () => {
    expect(() => entriesOf(Buffer.from('not a zip at all, not at all'))).toThrow('not a zip archive');
    const broken = archive(['a.json']);
    broken.writeUInt32LE(1, 0);
    expect(() => entriesOf(broken)).toThrow('broken directory');
  });
});
