import type { ClassMember, Expr, FunctionIr } from '../read/ir';

type CallExpr = Extract<Expr, { kind: 'call' }>;

/**
 * What the engine asks a family of languages about the meaning of its common tree. The answers hold for every file of
 * the family; what they are does not depend on the program.
 */
export interface Dialect {
  /** The family's name. The engine compares it with nothing. */
  readonly id: string;

  /** An assignment declares the name in the scope it stands in, unless that scope says otherwise. */
  readonly assignmentDeclares: boolean;
  /** Default values of parameters are read where the function is declared, not in its body. */
  readonly defaultsReadOutside: boolean;
  /** The members of a class are names in the body of the class. */
  readonly membersAreNames: boolean;
  /** A class has every member that its instances have, and the other way round. */
  readonly classSharesMembers: boolean;
  /** `list += more` adds to what the name stands for. */
  readonly addsInPlace: boolean;
  /** A folder can be imported: its path ends with a slash. */
  readonly foldersAreModules: boolean;

  /** The member that a class runs when it is called or made. */
  readonly constructorName: string;
  /** The member that runs when an instance is called. */
  readonly callMember?: string;
  /** `super()` asks for the base class. */
  readonly superByCall: boolean;

  /** What a method declares its receiver to be; undefined when no parameter of it is the receiver. */
  receiver(fn: FunctionIr): 'instance' | 'class' | undefined;
  /** A method that is bound to the class it is taken from. */
  isClassMethod(member: ClassMember): boolean;
  /** A method that runs when the member is read. */
  isProperty(member: ClassMember): boolean;
  /** The object whose entries, keys or values the call lists. */
  listed(call: CallExpr): Expr | undefined;
  /** A place in what the module exports, given the name and the members it starts with: the members taken of it. */
  exportedPath(name: string, path: readonly string[]): readonly string[] | undefined;
}
