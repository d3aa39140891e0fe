import type { DependencyFact } from '../../../artifacts/facts';

type Pin = DependencyFact['pin'];

/** A commit of a repository is what it is for ever. */
const OF_COMMIT = /[#@][\da-f]{7,40}$/i;

/** How exactly an npm version says what is installed. */
export function npmPin(version: string): Pin {
  const spec = version.startsWith('npm:') ? version.slice(version.lastIndexOf('@') + 1) : version.trim();
  if (
    /^(git|https?:|file:|link:|portal:|github:|gitlab:|bitbucket:|gist:)/.test(spec) ||
    /^[\w.-]+\/[\w.-]+(#|$)/.test(spec)
  )
    return OF_COMMIT.test(spec) ? 'exact' : 'url';
  if (/^[=v]*\d+\.\d+\.\d+([-+][\w.+-]+)?$/.test(spec)) return 'exact';
  return /^(|\*|x|latest|next|[a-z][\w-]*|>=?\s*0(\.0)*)$/i.test(spec) ? 'any' : 'range';
}

/** How exactly a Python version specifier (PEP 440) says what is installed. */
export function pythonPin(specifier: string): Pin {
  const spec = specifier.trim();
  if (/^(@|git\+|hg\+|svn\+|https?:|file:|\.{0,2}\/)/.test(spec)) return OF_COMMIT.test(spec) ? 'exact' : 'url';
  if (spec === '' || spec === '*') return 'any';
  return /^={2,3}\s*[^\s,*]+$/.test(spec) ? 'exact' : 'range';
}

/** Poetry writes an exact version bare. */
export function poetryPin(version: string): Pin {
  return /^\d[\w.+!-]*$/.test(version.trim()) ? 'exact' : pythonPin(version);
}
