import { addressEndsWith, addressHas, addressStartsWith, hasParameter, isAddress } from './address';
import type { Mark, Situation } from './world';

/** Something that is asked about a request. */
export type Question = (situation: Situation) => unknown;

/** What an address is: that of the request, or the name its handler goes by. */
export type AddressOf = 'path' | 'endpoint';

/**
 * The request that a check runs for, asked one question at a time: requests that answer the same to all of them are
 * one to the check. Thousands of routes share a middleware that looks at nothing but the method, or at one prefix.
 */
export class AskedRequest {
  private readonly answers = new Map<string, { ask: Question; answer: string }>();

  /** `tell` hears of each question. */
  constructor(
    private readonly situation: Situation,
    private readonly tell: (question: string, ask: Question, answer: string) => void = () => undefined,
  ) {}

  private once<T>(question: string, ask: (situation: Situation) => T): T {
    const answer = ask(this.situation);
    const known = this.answers.get(question)?.answer;
    const text = known ?? textOf(answer);
    if (known === undefined) this.answers.set(question, { ask, answer: text });
    this.tell(question, ask, text);
    return answer;
  }

  /** The answer to a question that was put for another request, which is asked now. */
  answer(question: string, ask: Question): string {
    this.once(question, ask);
    return this.answers.get(question)?.answer ?? '';
  }

  method(): string | undefined {
    return this.once('method', ({ method }) => method);
  }

  hasAddress(of: AddressOf): boolean {
    return this.once(`has ${of}`, (situation) => addressIn(situation, of) !== undefined);
  }

  /** Whether its address is this one. */
  isAt(of: AddressOf, text: string): boolean {
    return this.once(`${of}=${text}`, (situation) =>
      of === 'endpoint' ? isEndpoint(situation, text) : isAddress(addressIn(situation, of) ?? '', text),
    );
  }

  /** Whether its address has a text in it; undefined where a parameter may hold it. */
  addressHas(of: AddressOf, how: 'in' | 'start' | 'end', text: string): boolean | undefined {
    return this.once(`${of} ${how} ${text}`, (situation) => PARTS[how](addressIn(situation, of) ?? '', text));
  }

  /** Whether its address has a parameter of this name; undefined where its address is not known. */
  namesParameter(name: string): boolean | undefined {
    return this.once(`parameter ${name}`, ({ route }) => (route === undefined ? undefined : hasParameter(route, name)));
  }

  /** The mark that decorators left on its handler. */
  mark(key: string): Mark | undefined {
    return this.once(`mark ${key}`, ({ marks }) => marks.get(key));
  }

  /** Whether another request answers the same to all that was asked. */
  isLike(other: Situation): boolean {
    return [...this.answers.values()].every(({ ask, answer }) => textOf(ask(other)) === answer);
  }
}

const PARTS = { in: addressHas, start: addressStartsWith, end: addressEndsWith };

const textOf = (answer: unknown): string => JSON.stringify([answer]);

const addressIn = ({ route, endpoints }: Situation, of: AddressOf): string | undefined =>
  of === 'path' ? route : endpoints[0];

/** An endpoint may be named with the router in front. */
const isEndpoint = ({ endpoints }: Situation, text: string): boolean =>
  endpoints.includes(text) || endpoints.includes(text.slice(text.lastIndexOf('.') + 1));
