import type { CodeFacts } from '../../artifacts/facts';
import type { Dependencies } from '../../artifacts/dependencies';
import type { Manifest } from '../../artifacts/manifest';
import { byText } from '../text';

const INFRASTRUCTURE: readonly (readonly [RegExp, 'serverless' | 'container', string])[] = [
  [
    /(^|\/)serverless\.ya?ml$|(^|\/)template\.ya?ml$|(^|\/)netlify\.toml$|(^|\/)vercel\.json$/,
    'serverless',
    'serverless',
  ],
  [/(^|\/)Dockerfile(\.[^/]*)?$|(^|\/)docker-compose[^/]*\.ya?ml$|(^|\/)compose\.ya?ml$/, 'container', 'docker'],
  [/(^|\/)(k8s|kubernetes|helm|charts)\//, 'container', 'kubernetes'],
  [/(^|\/)Procfile$|(^|\/)app\.json$/, 'container', 'heroku'],
];

function infrastructure(facts: CodeFacts): Manifest['technologies']['infrastructure'] {
  const found = facts.inventory.files.flatMap((file) =>
    INFRASTRUCTURE.filter(([pattern]) => pattern.test(file.path)).map(([, type, provider]) => ({
      type,
      provider,
      path: file.path,
    })),
  );
  const first = found.sort((a, b) => byText(a.path, b.path))[0];
  return {
    type: first?.type ?? 'unknown',
    provider: first?.provider ?? 'unknown',
    indicators: [...new Set(found.map((item) => item.path))].slice(0, 10),
  };
}

/** What the code base is made of, counted. `now` is the time of the analysis. */
export function manifestOf(facts: CodeFacts, scope: string, now: string): Manifest {
  const code = facts.inventory.files.filter((file) => file.analyzed && file.language !== undefined);
  const perLanguage = new Map<string, number>();
  for (const file of code) perLanguage.set(file.language ?? '', (perLanguage.get(file.language ?? '') ?? 0) + 1);
  const languages = [...perLanguage]
    .sort((a, b) => b[1] - a[1] || byText(a[0], b[0]))
    .map(([name, fileCount]) => ({
      name,
      fileCount,
      percentage: Math.round((fileCount * 1000) / Math.max(code.length, 1)) / 10,
    }));
  const frameworks = new Map(
    facts.frameworks.map((item) => [item.name, { name: item.name, detected: `${item.at.file}:${item.at.line}` }]),
  );
  return {
    scope,
    analyzedAt: now,
    technologies: {
      primaryLanguage: languages[0]?.name ?? 'unknown',
      languages,
      frameworks: [...frameworks.values()].sort((a, b) => byText(a.name, b.name)),
      infrastructure: infrastructure(facts),
      databases: facts.stores.map((store) => ({ type: store.type, detected: `${store.at.file}:${store.at.line}` })),
    },
    metrics: {
      totalFiles: facts.inventory.files.length,
      totalDirectories: facts.inventory.directories,
      estimatedLOC: code.reduce((sum, file) => sum + file.lines, 0),
    },
  };
}

export function dependenciesOf(facts: CodeFacts): Dependencies {
  return {
    dependencies: facts.dependencies.map(({ name, version, ecosystem, manifest, line, direct, dev }) => ({
      name,
      version,
      ecosystem,
      manifest,
      ...(line === undefined ? {} : { line }),
      direct,
      dev,
    })),
    lockfiles: [...facts.lockfiles],
    scanners: [...new Set(facts.scanners.map((scanner) => scanner.tool))],
  };
}
