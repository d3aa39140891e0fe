import type { SizedComponent } from '../../artifacts/phase2';
import type { Part } from './part';
import { priorityOf, relevanceOf } from './relevance';

type Depth = 'full' | 'sampling' | 'skip';

/** Above this number of files a component that cannot be split is sampled. */
const SAMPLED_ABOVE = 10_000;

export interface Weighed {
  part: Part;
  sized: SizedComponent & { recommended_depth: Depth };
}

/** `customer payments` is found in `customer_payments` and `CustomerPayments`; words of fewer than four letters only as a whole. */
function mentions(path: string, keyword: string): boolean {
  const normal = (text: string) => text.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase().split(/[^a-z0-9]+/).filter((word) => word !== '').join(' ');
  const wanted = normal(keyword);
  if (wanted === '') return false;
  const words = normal(path);
  return wanted.length < 4 ? ` ${words} `.includes(` ${wanted} `) : words.includes(wanted);
}

function depthOf(part: Part, priority: string, tier: string): Depth {
  if (part.type === 'supporting') return 'skip';
  if (part.files.length > SAMPLED_ABOVE) return 'sampling';
  return tier === 'large' && priority !== 'high' ? 'sampling' : 'full';
}

export function displayPath(path: string): string {
  return path === '' ? './' : path;
}

/** Security relevance, priority and depth of a component. Spec §3.1 steps 6 and 8. */
export function weigh(part: Part, keywords: readonly string[], tier: string): Weighed {
  const relevant = part.files.filter((file) => file.role !== 'test' && file.role !== 'docs' && relevanceOf(file.path).length > 0).length;
  const jewels = part.type !== 'supporting' && part.files.some((file) => keywords.some((keyword) => mentions(file.path, keyword)));
  const priority = jewels ? 'high' : priorityOf(relevant);
  return {
    part,
    sized: {
      path: displayPath(part.path),
      files: part.files.length,
      type: part.type,
      priority,
      security_relevant_files: relevant,
      recommended_depth: depthOf(part, priority, tier),
      handles_crown_jewels: jewels,
    },
  };
}
