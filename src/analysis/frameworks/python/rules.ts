import type { Framework, RouteRule } from '../framework';

/** A rule with the framework that it belongs to. */
export type Rule = RouteRule & { framework: Framework };

export const rulesOf = (
  frameworks: readonly Framework[],
  part: (framework: Framework) => readonly RouteRule[] | undefined,
): Rule[] => frameworks.flatMap((framework) => (part(framework) ?? []).map((rule): Rule => ({ ...rule, framework })));

export function ruleOf(paths: readonly string[], rules: readonly Rule[]): Rule | undefined {
  return paths.length === 0 ? undefined : rules.find((rule) => paths.some((path) => rule.callee.test(path)));
}
