import type { CodeFacts } from '../../artifacts/facts';
import type { Assumption, BusinessAnswers, BusinessDraft, BusinessField } from '../../artifacts/phase1';
import { DATA_CLASSES } from '../../knowledge/data-classes';
import type { InSteps } from '../in-steps';
import { inTurns } from '../turns';
import type { AgentOutcome, BusinessInput, Work, WorkContext } from '../work';
import { type SeenClass, dataClassesIn, toDataTypes } from './data-types';
import { type Suggestion, isNetwork, placeOf, productFacts, sortedEntries } from './evidence';
import { crownJewelsIn } from './jewels';
import { actorsIn, industryOf, usersIn } from './people';
import { processesIn } from './processes';
import { nameOf, purposeOf } from './purpose';
import { readStatements, type Statements } from './statements';
import { byText } from '../text';
import { say, type Draft, type Said, type Sayable } from '../../messages/say';

/** Prefills the form of phase 1 from what the code and its README suggest. Nothing is confirmed: that is the user's. */
export async function inferBusinessContext(
  { input }: Work<BusinessInput>,
  context: WorkContext,
): Promise<Draft<AgentOutcome<BusinessDraft>>> {
  const usage = { seconds: 0, filesRead: 0, tokens: 0 };
  const statements = await readStatements(context.tools);
  const read = [
    ...(statements.readme ? [statements.readme.path] : []),
    ...statements.manifests.map((item) => item.path),
  ].sort(byText);
  const coverage = { filesRead: read, notReached: [] };
  const cancelled = { status: 'cancelled', reason: say('context/form.stopped'), usage, coverage } as const;
  if (context.signal.aborted) return cancelled;
  const draft = await inTurns(
    draftFrom(productFacts(context.tools.facts()), statements, input.projectName),
    context.signal,
  );
  if (!draft) return cancelled;
  const found = say('context/form.filled', draft);
  return { status: 'completed', result: draft, found, usage: { ...usage, filesRead: read.length }, coverage };
}

/** Collects answers together with the reason for each. */
class Form {
  readonly assumptions: Draft<Assumption>[] = [];

  one<Value>(field: BusinessField, { value, text, at }: Omit<Suggestion, 'value'> & { value: Value }): Value {
    this.note(field, text, at);
    return value;
  }

  many(field: BusinessField, suggestions: readonly Suggestion[], none: Sayable): string[] {
    for (const { text, at } of suggestions) this.note(field, text, at);
    if (suggestions.length === 0) this.note(field, none);
    return [...new Set(suggestions.map((item) => item.value))];
  }

  note(field: BusinessField, text: Sayable, at?: { file: string; line: number }): void {
    this.assumptions.push({
      field,
      text: say('context/form.assumed', text),
      ...(at ? { file: at.file, line: at.line } : {}),
    });
  }
}

/** Field by field, in the order of their notes. */
function* draftFrom(facts: CodeFacts, statements: Statements, projectName: string): InSteps<Draft<BusinessDraft>> {
  const form = new Form();
  const seen = dataClassesIn(facts);
  yield;
  const guess = industryOf(facts, seen);
  yield;
  const regulations = regulationsFrom(seen, form);
  const purpose = purposeOf(statements, facts);
  yield;
  const processes = form.many('business_processes', processesIn(facts), say('context/form.noProcess'));
  yield;
  const name = form.one('application_name', nameOf(statements, projectName));
  const primary = form.one('primary_purpose', purpose);
  const users = form.many('users', usersIn(facts, purpose), say('context/form.noUsers'));
  yield;
  const value = form.one('business_value', valueOf(processes));
  const internetFacing = exposure(facts, form);
  const types = dataTypes(seen, form);
  yield;
  const jewels = form.many('crown_jewels', crownJewelsIn(facts, seen), '');
  yield;
  const answers: Draft<BusinessAnswers> = {
    application_name: name,
    primary_purpose: primary,
    users,
    business_processes: processes,
    business_value: value,
    internet_facing: internetFacing,
    data_types: types,
    crown_jewels: jewels,
    threat_actors: form.many('threat_actors', actorsIn(facts, guess), ''),
    regulations,
    none_applicable: regulations.length === 0,
    cia_priority: priority(seen, form),
    risk_appetite: appetite(seen, regulations, form),
  };
  return { answers, assumptions: form.assumptions, confirmed: [] };
}

function valueOf(processes: readonly string[]): { value: Said; text: Said } {
  const value = processes.length > 0 ? say('context/form.carriesOut', processes) : say('context/form.notStated');
  return { value, text: say('context/form.noValue') };
}

function exposure(facts: CodeFacts, form: Form): boolean {
  const network = sortedEntries(facts).filter(isNetwork);
  const first = network[0];
  if (first) form.note('internet_facing', say('context/form.reachable', network, first), placeOf(first.at));
  else form.note('internet_facing', say('context/form.unreachable'));
  return first !== undefined;
}

function dataTypes(seen: readonly SeenClass[], form: Form): BusinessAnswers['data_types'] {
  for (const item of seen) form.note('data_types', say('context/form.category', item), item.at);
  if (seen.length === 0) form.note('data_types', say('context/form.noSensitiveData'));
  return toDataTypes(seen);
}

function regulationsFrom(seen: readonly SeenClass[], form: Form): string[] {
  const named = [
    ...new Set(
      DATA_CLASSES.flatMap((entry) => (seen.some((item) => item.dataClass === entry) ? entry.regulations : [])),
    ),
  ].sort(byText);
  for (const name of named) {
    const reason = seen.find((item) => item.dataClass.regulations.includes(name));
    if (reason)
      form.note('regulations', say('context/form.regulation', name, reason.dataClass, reason.fields), reason.at);
  }
  if (named.length === 0) form.note('none_applicable', say('context/form.noRegulation'));
  return named;
}

function priority(seen: readonly SeenClass[], form: Form): string {
  const sensitive = seen.find((item) => item.dataClass.sensitivity !== 'medium' || item.dataClass.id === 'personal');
  if (sensitive) {
    form.note('cia_priority', say('context/form.confidentialityFirst', sensitive.dataClass), sensitive.at);
    return 'confidentiality > integrity > availability';
  }
  form.note('cia_priority', say('context/form.integrityFirst'));
  return 'integrity > availability > confidentiality';
}

function appetite(
  seen: readonly SeenClass[],
  regulations: readonly string[],
  form: Form,
): BusinessAnswers['risk_appetite'] {
  const grave = seen.find((item) => item.dataClass.sensitivity === 'critical' || item.dataClass.sensitivity === 'high');
  if (grave || regulations.length > 0) {
    const at = (grave ?? seen[0])?.at;
    form.note('risk_appetite', say('context/form.lowAppetite', grave?.dataClass), at);
    return 'low';
  }
  form.note('risk_appetite', say('context/form.mediumAppetite'));
  return 'medium';
}
