import type { AgentContext, WorkContext } from '../../reasoning/work';
import { render, type Rendered } from '../../wording/render';

/** Work that only says what it does and found, with the texts made of it. */
export const inWords =
  <Task, Outcome>(work: (task: Task, context: WorkContext) => Promise<Outcome>) =>
  async (task: Task, context: AgentContext): Promise<Rendered<Awaited<Outcome>>> =>
    render(await work(task, { ...context, report: (progress) => context.report(render(progress)) }));
