import type { LanguageModels } from '../../knowledge/flow/model';
import type { ClassMember, Expr, FunctionIr } from '../read/ir';

type CallExpr = Extract<Expr, { kind: 'call' }>;

/** How names are declared and functions called. */
interface Names {
  /** An assignment declares the name in the scope it stands in, unless that scope says otherwise. */
  readonly assignmentDeclares: boolean;
  /** Functions are there before the first statement of their block runs. */
  readonly hoistsFunctions: boolean;
  /** Default values of parameters are read where the function is declared, not in its body. */
  readonly defaultsReadOutside: boolean;
  /** Callers may give any argument by the name of its parameter. */
  readonly argumentsHaveNames: boolean;
  /** Functions find all their arguments under the name `arguments`. */
  readonly hasArgumentsObject: boolean;
  /** A folder can be imported: its path ends with a slash. */
  readonly foldersAreModules: boolean;
  /** A place in what the module exports, given the name and the members it starts with: the members taken of it. */
  exportedPath(name: string, path: readonly string[]): readonly string[] | undefined;
}

/** What classes and their methods are. */
interface Classes {
  /** The members of a class are names in the body of the class. */
  readonly membersAreNames: boolean;
  /** A class has every member that its instances have, and the other way round. */
  readonly classSharesMembers: boolean;
  /** Objects inherit from objects, which a key chosen by an attacker can reach. */
  readonly hasPrototypes: boolean;
  /** Classes declare what their fields may hold, and libraries check it when an instance is made. */
  readonly constructorsValidate: boolean;
  /** The member that a class runs when it is called or made. */
  readonly constructorName: string;
  /** The member that runs when an instance is called. */
  readonly callMember?: string;
  /** `super()` asks for the base class. */
  readonly superByCall: boolean;
  /** Methods declare their receiver as their first parameter. */
  readonly methodsDeclareReceiver: boolean;
  /** What receivers are called by convention, where they are parameters. */
  readonly receiverNames: ReadonlySet<string>;
  /** What a method declares its receiver to be; undefined when no parameter of it is the receiver. */
  receiver(fn: FunctionIr): 'instance' | 'class' | undefined;
  /** A method that is bound to the class it is taken from. */
  isClassMethod(member: ClassMember): boolean;
  /** A method that runs when the member is read. */
  isProperty(member: ClassMember): boolean;
}

/** What operators and built-in methods of the same spelling do. */
interface Values {
  /** `list += more` adds to what the name stands for. */
  readonly addsInPlace: boolean;
  /** `list + list` is a list. */
  readonly plusJoinsLists: boolean;
  /** `a | b` has what either has; otherwise it is a number. */
  readonly pipeMerges: boolean;
  /** `folder / name` is a path. */
  readonly slashJoinsPaths: boolean;
  /** `text.replace(a, b)` replaces every occurrence, not the first alone. */
  readonly replacesAll: boolean;
  /** `separator.join(list)`; otherwise `list.join(separator)`. */
  readonly separatorJoins: boolean;
  /** `text.find(part)` gives a place in the text. */
  readonly findGivesPlace: boolean;
  /** Maps have `update`, `pop` and `copy`. */
  readonly hasDictionaries: boolean;
  /** The object whose entries, keys or values the call lists. */
  listed(call: CallExpr): Expr | undefined;
}

/** How handlers of requests are written. */
interface Handlers {
  /** Parameters hold inputs by their names; otherwise they are the request and the response, by their places. */
  readonly inputsAreParameters: boolean;
  /** What a handler returns is sent as the answer, whatever it is made of. */
  readonly handlersReturnAnswers: boolean;
  /** Routes are registered with the checks that run before their handler. */
  readonly routesDeclareChecks: boolean;
  /** Classes of handlers declare what runs before them: base classes, lists of permissions. */
  readonly classesDeclareGuards: boolean;
  /** Parameters of handlers declare what runs before them. */
  readonly parametersDeclareGuards: boolean;
  /**
   * Uploaded files keep the name they were sent with in every member; otherwise servers give them names of their own.
   */
  readonly uploadsKeepSentNames: boolean;
  /** Servers hand over an object for who is not signed in as well; its members are empty. */
  readonly strangersAreObjects: boolean;
  /** A module whose names are the settings of the whole application. */
  isSettingsModule(file: string): boolean;
}

/**
 * What the engine asks a family of languages about the meaning of its common tree. The answers hold for every file of
 * the family; what they are does not depend on the program.
 */
export interface Dialect extends Names, Classes, Values, Handlers {
  /** The family's name. The engine compares it with nothing. */
  readonly id: string;
  /** What is known of libraries: sources, sinks, results, checks. */
  readonly models: LanguageModels;
}
