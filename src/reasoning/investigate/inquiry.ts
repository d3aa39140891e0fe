import type { Concern } from '../../artifacts/phase3';
import type { InvestigateInput, WorkContext } from '../work';
import type { ControlCategory, Severity, Zone } from '../../artifacts/enums';
import { CONTROL_PREFIX } from '../../artifacts/enums';
import type { CodeSpan } from '../../artifacts/code-span';
import type { ControlFact, GuardFact } from '../../artifacts/facts';
import type { FileFact } from '../../artifacts/inventory';
import type { InvestigationDraft } from '../../artifacts/investigation-draft';
import type { Control, Gap, Recommendation } from '../../artifacts/phase4';
import { fillText, weaknessOf } from '../../knowledge/weaknesses';
import { asItActs } from '../../knowledge/weaknesses/effects';
import { Quotes } from '../quotes';
import { breathe } from '../turns';
import { indexOf, productOf, type CodeIndex } from '../code-index';
import { protects } from '../mapping/product-files';
import { isCondition, nameOfControl } from './reach';
import { idsOf } from './subjects';
import { say, type Draft, type Sayable } from '../../messages/say';
import type { ControlInput } from './control-input';
import type { GapInput } from './gap-input';
import { gapOf } from './gap-of';
import { checkedInHandler, comparedWithOwner, limitedToCaller } from '../../knowledge/control-names';
import { isSame } from '../text';

/** The run was stopped; what was found so far is kept. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}

const PRIORITY: Record<Severity, Recommendation['priority']> = {
  critical: 'immediate',
  high: 'high',
  medium: 'medium',
  low: 'low',
  info: 'low',
};

/** A condition or a query is called by what it does; a function has a name of its own. */
function readableName(name: string, establishes: unknown): string {
  const shown = name.length > 60 ? `${name.slice(0, 59)}…` : name;
  if (establishes === 'ownership' && /[!=<>&|?]/.test(name)) return comparedWithOwner(shown);
  if (establishes === 'ownership' && name.includes('.')) return limitedToCaller(shown);
  return /[!=<>&|?]/.test(name) ||
    (establishes === 'schema' && /^(?:err|error|errors|result|valid|isValid)$/.test(name))
    ? checkedInHandler(shown)
    : shown;
}

/** A check that a handler makes itself, by the way it is made: many handlers may make it. */
const inHandler = ({ scope, basis }: Pick<ControlFact, 'scope' | 'basis'>): { inHandler?: string } =>
  scope === 'function' ? { inHandler: basis.is } : {};

/** One investigation while it runs: quotes what it claims from the file, once read, and collects what was found. */
export class Inquiry {
  readonly controls: Draft<Control>[] = [];
  readonly gaps: Draft<Gap>[] = [];
  readonly recommendations: Draft<Recommendation>[] = [];
  readonly evidence: Draft<InvestigationDraft>['evidence'] = [];
  readonly notes: Sayable[] = [];
  readonly quotes: Quotes;
  readonly index: CodeIndex;
  readonly facts;
  /** Share of the current part of the work that is done, 0 to 1. */
  progress = 0;
  private readonly perCategory = new Map<ControlCategory, number>();

  constructor(
    readonly input: InvestigateInput,
    private readonly context: WorkContext,
  ) {
    this.facts = productOf(context.tools.facts());
    this.index = indexOf(this.facts);
    this.quotes = new Quotes(context.tools);
  }

  get concern(): Concern {
    return this.input.concern;
  }

  /** What exactly the concern asks; empty for one that was not derived by a rule. */
  get aspect(): string {
    const aspect = this.concern['aspect'];
    return typeof aspect === 'string' ? aspect : '';
  }

  /** Gives other work its turn, and ends the run when it was stopped. */
  async pause(message: Sayable, done: number, total: number): Promise<void> {
    await breathe();
    this.progress = done / Math.max(total, 1);
    if (this.context.signal.aborted) throw new Interrupted('stopped');
    this.context.report({ message, done, total });
  }

  /** True when the place can be read and says what the fact says. */
  confirms(span: CodeSpan): Promise<boolean> {
    return this.quotes.confirms(span);
  }

  /** Records a verbatim quote. False when the lines do not exist. */
  async quote(place: { file: string; line: number; endLine: number }, context: Sayable): Promise<boolean> {
    const quote = await this.quotes.quote(place);
    if (!quote) return false;
    const { text: content, end, sha256 } = quote;
    const known = this.evidence.some(
      (item) => item.source_file === place.file && item.line_range?.start === place.line && item.line_range.end === end,
    );
    if (!known)
      this.evidence.push({
        type: /\.(json|ya?ml|toml|ini|cfg|env|lock|txt)$/.test(place.file) ? 'config-file' : 'code-snippet',
        source_file: place.file,
        line_range: { start: place.line, end },
        content,
        context,
        file_hash: sha256,
      });
    return true;
  }

  /** Records a control once. It counts as verified when its code was read and says so. */
  async control(input: ControlInput): Promise<Draft<Control> | undefined> {
    const known = this.controls.find(
      (item) =>
        item.control_type === input.category &&
        item.file_location === input.at.file &&
        isSame(item.control_name, input.name) &&
        (item.line_range.start === input.at.line ||
          (input.details?.['symbol'] !== undefined && item.details?.['symbol'] === input.details['symbol'])),
    );
    if (known) return known;
    if (!protects(this.fileOf(input.at.file), input.category)) return undefined;
    const confirmed = await this.confirms(input.at);
    if (!(await this.quote(input.at, say('investigate/names.control', input.name)))) return undefined;
    const number = (this.perCategory.get(input.category) ?? 0) + 1;
    this.perCategory.set(input.category, number);
    const lines = (await this.quotes.linesOf(input.at.file)) ?? input.at.line;
    const control: Draft<Control> = {
      control_id: `${CONTROL_PREFIX[input.category]}-${String(number).padStart(3, '0')}`,
      control_name: input.name,
      control_type: input.category,
      implementation: input.implementation,
      strength: input.strength,
      file_location: input.at.file,
      line_range: { start: input.at.line, end: Math.min(Math.max(input.at.line, input.at.endLine), lines) },
      effectiveness: input.effectiveness,
      verification_status: confirmed ? 'verified' : 'partial',
      ...(input.details ? { details: input.details } : {}),
    };
    this.controls.push(control);
    return control;
  }

  async fromFact(fact: ControlFact, effectiveness: Sayable): Promise<Draft<Control> | undefined> {
    const name = nameOfControl(fact, this.facts.entryPoints);
    if (name === undefined) return undefined;
    return this.control({
      category: fact.category,
      name: readableName(name, fact.details?.['establishes']),
      implementation: say('basis.implementation', fact),
      strength: fact.strength,
      at: fact.at,
      effectiveness,
      details: { ...fact.details, kind: fact.kind, ...inHandler(fact) },
    });
  }

  async fromGuard(guard: GuardFact, effectiveness: Sayable): Promise<Draft<Control> | undefined> {
    if (isCondition(guard)) return undefined;
    return this.control({
      category: guard.category,
      name: readableName(guard.name, guard.establishes),
      implementation: say('basis.guardBasis', guard),
      strength: guard.strength,
      at: guard.definition ?? guard.at,
      effectiveness,
      details: {
        symbol: guard.name,
        establishes: guard.establishes,
        kind: guard.establishes,
        ...(guard.mechanism === undefined ? {} : { mechanism: guard.mechanism }),
        scope: guard.scope,
        ...inHandler(guard),
        applied: `${guard.at.file}:${guard.at.line}`,
      },
    });
  }

  /**
   * Records a gap with its recommendation. Places that cannot be read are left out; without any the gap is not claimed.
   */
  async gap(input: GapInput): Promise<Draft<Gap> | undefined> {
    const locations = await this.readable(input.locations);
    const [first] = locations;
    if (!first) return undefined;
    const gap = gapOf(input, {
      number: this.gaps.length + 1,
      locations,
      entryPoints: input.entries && idsOf(input.entries, this.input.entryPoints),
      zone: this.zoneOf(first.file_path),
    });
    this.gaps.push(gap);
    this.recommend(gap, input, gap.affected_components);
    return gap;
  }

  /** The places that are in their files, none longer than its file. */
  private async readable(places: GapInput['locations']): Promise<GapInput['locations']> {
    const found: GapInput['locations'] = [];
    for (const place of places) {
      const { start } = place.line_range;
      const end = Math.min(place.line_range.end, (await this.quotes.linesOf(place.file_path)) ?? 0);
      if (end >= start) found.push({ ...place, line_range: { start, end } });
    }
    return found;
  }

  /** Where a file runs. */
  zoneOf(path: string): Zone {
    return this.fileOf(path)?.zone ?? 'production';
  }

  private fileOf(path: string): FileFact | undefined {
    return this.facts.inventory.files.find((file) => file.path === path);
  }

  private recommend(gap: Draft<Gap>, input: GapInput, files: string[]): void {
    const catalogue = asItActs(weaknessOf(input.weakness), input.effect);
    const action = input.remedy?.action ?? catalogue.remedy.action;
    const known = this.recommendations.find((item) => isSame(item.action, action));
    const targets = input.files ?? files;
    const remedies = input.remedy ? [] : [input.weakness];
    if (known) {
      known.addresses_gaps = [...(known.addresses_gaps ?? []), gap.gap_id];
      known.files_to_modify = [...new Set([...known.files_to_modify, ...targets])];
      known.remedies = [...new Set([...(known.remedies ?? []), ...remedies])];
      return;
    }
    this.recommendations.push({
      priority: PRIORITY[input.severity],
      action,
      rationale: fillText(catalogue.consequence, {}),
      effort_estimate: catalogue.remedy.effort,
      implementation_guidance: input.remedy?.guidance ?? catalogue.remedy.guidance,
      files_to_modify: targets,
      addresses_gaps: [gap.gap_id],
      remedies,
    });
  }
}
