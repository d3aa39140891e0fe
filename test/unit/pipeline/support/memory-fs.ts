import { posix } from 'node:path';
import type { AppendHandle, FileSystem } from '../../../../src/session/file-system';

export class Killed extends Error {
  constructor() {
    super('the process was killed');
  }
}

const errno = (code: string, path: string): Error => Object.assign(new Error(`${code}: ${path}`), { code });

/** A disk in memory that can fail at any write, and forget what was not brought to it when the power goes. */
export class MemoryFs implements FileSystem {
  files = new Map<string, Buffer>();
  private dirs = new Set<string>(['/']);
  /** Content that would survive a power cut, for files that are not wholly synced. */
  private durable = new Map<string, Buffer>();
  writes = 0;
  /** What each write was to, in order. */
  readonly written: string[] = [];
  /** The write that is cut short; everything after it fails. 0 never. */
  killAt = 0;
  killed = false;
  /** Decides for a write whether it fails, and how. */
  failWith: (path: string) => string | undefined = () => undefined;

  private mutate(path: string): void {
    if (this.killed) throw new Killed();
    const code = this.failWith(path);
    if (code) throw errno(code, path);
    this.writes++;
    this.written.push(path);
    if (this.writes === this.killAt) {
      this.killed = true;
      throw new Killed();
    }
  }

  /** The next process finds this. With `power` what was not synced is gone. */
  restart(options: { power?: boolean } = {}): MemoryFs {
    const next = new MemoryFs();
    next.dirs = new Set(this.dirs);
    for (const [path, data] of this.files) {
      // What a process that is gone held.
      if (/\/\.(lock|running)(-\d+)?$/.test(path)) continue;
      next.files.set(path, options.power ? (this.durable.get(path) ?? data) : data);
    }
    return next;
  }

  read(path: string): Promise<Uint8Array> {
    const data = this.files.get(path);
    return data ? Promise.resolve(data) : Promise.reject(errno('ENOENT', path));
  }

  list(path: string): Promise<{ name: string; directory: boolean }[]> {
    const prefix = `${path.replace(/\/$/, '')}/`;
    const names = new Map<string, boolean>();
    for (const file of [...this.files.keys(), ...this.dirs]) {
      if (!file.startsWith(prefix) || file === prefix) continue;
      const [name = '', ...rest] = file.slice(prefix.length).split('/');
      names.set(name, (names.get(name) ?? false) || rest.length > 0 || this.dirs.has(prefix + name));
    }
    return Promise.resolve(
      [...names].map(([name, directory]) => ({ name, directory })).sort((a, b) => (a.name < b.name ? -1 : 1)),
    );
  }

  exists(path: string): Promise<boolean> {
    const prefix = `${path}/`;
    return Promise.resolve(
      this.files.has(path) || this.dirs.has(path) || [...this.files.keys()].some((file) => file.startsWith(prefix)),
    );
  }

  async makeDir(path: string): Promise<void> {
    if (this.dirs.has(path)) return;
    this.mutate(path);
    for (let dir = path; dir !== '/'; dir = posix.dirname(dir)) this.dirs.add(dir);
  }

  async write(path: string, data: Uint8Array, options?: { exclusive?: boolean }): Promise<void> {
    if (options?.exclusive && this.files.has(path)) throw errno('EEXIST', path);
    const whole = Buffer.from(data);
    try {
      this.mutate(path);
    } catch (error) {
      // A write that is cut short leaves a part.
      if (error instanceof Killed && this.writes === this.killAt)
        this.files.set(path, whole.subarray(0, whole.length >> 1));
      throw error;
    }
    this.files.set(path, whole);
  }

  async openAppend(path: string, size: number): Promise<AppendHandle> {
    this.mutate(path);
    this.files.set(path, (this.files.get(path) ?? Buffer.alloc(0)).subarray(0, size));
    this.durable.set(path, this.files.get(path) ?? Buffer.alloc(0));
    return {
      append: async (data) => {
        const before = this.files.get(path) ?? Buffer.alloc(0);
        try {
          this.mutate(path);
        } catch (error) {
          if (error instanceof Killed && this.writes === this.killAt)
            this.files.set(path, Buffer.concat([before, Buffer.from(data).subarray(0, data.length >> 1)]));
          throw error;
        }
        this.files.set(path, Buffer.concat([before, data]));
      },
      sync: async () => {
        this.mutate(path);
        this.durable.set(path, this.files.get(path) ?? Buffer.alloc(0));
      },
      close: () => Promise.resolve(),
    };
  }

  stat(path: string): Promise<{ id: string; size: number } | undefined> {
    const data = this.files.get(path);
    return Promise.resolve(data && { id: 'the only one', size: data.length });
  }

  async link(from: string, to: string): Promise<void> {
    if (this.files.has(to)) throw errno('EEXIST', to);
    this.mutate(to);
    const data = this.files.get(from);
    if (!data) throw errno('ENOENT', from);
    this.files.set(to, data);
  }

  async rename(from: string, to: string): Promise<void> {
    this.mutate(to);
    if (this.files.has(from)) {
      this.files.set(to, this.files.get(from)!);
      this.files.delete(from);
      return;
    }
    const prefix = `${from}/`;
    const inside = [...this.files.keys()].filter((file) => file.startsWith(prefix));
    if (inside.length === 0 && !this.dirs.has(from)) throw errno('ENOENT', from);
    for (const file of inside) {
      this.files.set(`${to}/${file.slice(prefix.length)}`, this.files.get(file)!);
      this.files.delete(file);
    }
    for (const dir of [...this.dirs]) if (dir === from || dir.startsWith(prefix)) this.dirs.delete(dir);
    this.dirs.add(to);
  }

  async remove(path: string): Promise<void> {
    if (!(await this.exists(path))) return;
    this.mutate(path);
    for (const file of [...this.files.keys()])
      if (file === path || file.startsWith(`${path}/`)) this.files.delete(file);
  }

  async syncDir(path: string): Promise<void> {
    this.mutate(path);
  }

  realPath(path: string): Promise<string> {
    return Promise.resolve(path);
  }

  text(path: string): string {
    const data = this.files.get(path);
    if (!data) throw new Error(`no file ${path} among ${[...this.files.keys()].join(', ')}`);
    return data.toString('utf8');
  }
}
