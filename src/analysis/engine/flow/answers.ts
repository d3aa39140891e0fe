import type { FunctionNode } from '../link/definitions';
import type { Value } from './value';

const MOST_ANSWERS = 50_000;

/** What bodies have answered to arguments that hold nothing from outside, by what these are. */
export class Answers {
  private readonly known = new Map<FunctionNode, Map<string, Value>>();
  private count = 0;

  get(node: FunctionNode, args: string): Value | undefined {
    return this.known.get(node)?.get(args);
  }

  set(node: FunctionNode, args: string, value: Value): void {
    if (this.count >= MOST_ANSWERS) return;
    let answers = this.known.get(node);
    if (!answers) this.known.set(node, (answers = new Map<string, Value>()));
    if (!answers.has(args)) this.count++;
    answers.set(args, value);
  }
}
