import type { EntryPointFact } from '../../../artifacts/facts';

/** What is the same for every request that a handler gets. */

/** A route without parameters leaves the requester no choice of path. */
export function fixedRoute(facts: readonly EntryPointFact[]): string | undefined {
  const routes = new Set(facts.map((fact) => fact.route));
  const [route] = routes;
  return facts.length > 0 && routes.size === 1 && route !== undefined && !/[<>{}:*()[\]]/.test(route)
    ? route
    : undefined;
}

/** The method that the handler is registered for, where there is one. */
export function onlyMethodOf(facts: readonly EntryPointFact[]): string | undefined {
  const [method = '', ...others] = new Set(facts.map((fact) => fact.method?.toUpperCase()));
  return others.length === 0 && /^(?:GET|POST|PUT|PATCH|DELETE)$/.test(method) ? method : undefined;
}
