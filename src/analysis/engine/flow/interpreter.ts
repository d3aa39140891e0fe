import type { FunctionIr } from '../../read/ir';
import type { Program } from '../link/definitions';
import { assign } from './assign';
import { call } from './calls';
import { construct } from './calls';
import { Contexts } from './contexts';
import { evaluate } from './expressions';
import { runPending } from './handlers';
import { invoke } from './invoke';
import { Machine, type Parts, type SpecialCalls } from './machine';
import { readMember } from './members';
import { guarded } from './roots';
import { State } from './state';
import { execute } from './statements';
import { Cell, type Frame } from './value';

const MAX_IMPORT_DEPTH = 25;

/** Module bodies run once each, on demand, in the state that everything else builds on. */
class Modules {
  private readonly frames = new Map<string, Frame>();
  private depth = 0;

  run(m: Machine, file: string): Frame | undefined {
    const known = this.frames.get(file);
    if (known) return known;
    const node = m.program.moduleOf(file);
    const ir = m.program.files.get(file);
    if (!node || !ir || this.depth > MAX_IMPORT_DEPTH) return undefined;
    const frame: Frame = { id: m.id(), owner: node, vars: new Map(), outer: new Set() };
    m.traces++;
    this.frames.set(file, frame);
    const before = { at: m.at, state: m.state, root: m.root, exhausted: m.exhausted, depth: m.depth };
    this.depth++;
    m.loading++;
    const started = m.steps;
    const dialect = m.program.dialectOf(file);
    m.exhausted = false;
    m.depth = 0;
    const allotted = m.budgets.modules.next();
    m.root = { entryPoints: [], sources: new Map(), contentType: new Cell(0), limit: m.steps + allotted };
    m.state = new State(m.global);
    m.at = {
      frame,
      file,
      scope: node.scope,
      dialect,
      models: m.modelsFor(dialect),
      owner: node,
      base: m.state,
      returns: [],
      breaks: [],
      continues: [],
      pending: [],
    };
    const { state } = m;
    guarded(m, file, () => m.execute(ir.body));
    if (m.spent()) m.note(file, { is: 'flow-budget', of: 'file' });
    m.state = m.global;
    for (const [cell, value] of state.changes()) m.global.set(cell, value);
    m.exhausted = false;
    m.budgets.modules.done(allotted, m.root.limit - m.steps);
    guarded(m, file, () => runPending(m));
    this.depth--;
    m.loading--;
    Object.assign(m, before);
    // Running an import is not charged to whoever needed it.
    m.root.limit += m.steps - started;
    return frame;
  }
}

export function createMachine(
  program: Program,
  handlers: ReadonlySet<FunctionIr>,
  steps: number,
  specialCalls: ReadonlyMap<string, SpecialCalls>,
): Machine {
  const modules = new Modules();
  const parts: Parts = {
    evaluate,
    execute,
    assign,
    invoke,
    call,
    construct,
    member: readMember,
    runModule: (m, file) => modules.run(m, file),
  };
  return new Machine(program, parts, handlers, new Contexts(), steps, specialCalls);
}
