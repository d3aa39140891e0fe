import type { ControlCategory } from '../../artifacts/enums';
import type { FileFact } from '../../artifacts/inventory';

/** What code in a browser protects its own user from: what others may do, it cannot decide. */
const OF_PAGES: ReadonlySet<ControlCategory> = new Set(['output-encoding', 'cryptography', 'cors-csp']);

/**
 * Whether what stands in a file protects the product. Scripts, tests and copies of libraries guard no request, and what
 * pages check is for their users' convenience.
 */
export function protects(file: FileFact | undefined, category: ControlCategory): boolean {
  if (category === 'dependency-security') return true;
  if (file?.role === 'generated' || file?.skipped === 'minified') return false;
  const zone = file?.zone ?? 'production';
  if (zone === 'production') return true;
  return zone === 'client' && OF_PAGES.has(category);
}
