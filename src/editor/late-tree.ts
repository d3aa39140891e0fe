import * as vscode from 'vscode';

/** A tree whose rows come from a provider that is loaded when VS Code first asks for them. */
export class LateTree<T> implements vscode.TreeDataProvider<T> {
  private readonly changed = new vscode.EventEmitter<T | T[] | undefined>();
  readonly onDidChangeTreeData = this.changed.event;
  private real: vscode.TreeDataProvider<T> | undefined;

  constructor(private readonly load: () => Promise<unknown>) {}

  /** From now on the rows are those of `provider`. */
  follow(provider: vscode.TreeDataProvider<T>): vscode.Disposable {
    this.real = provider;
    const subscription = provider.onDidChangeTreeData?.((change) => this.changed.fire(change as T | T[] | undefined));
    return subscription ?? new vscode.Disposable(() => undefined);
  }

  async getChildren(row?: T): Promise<T[]> {
    await this.load();
    return (await this.real?.getChildren(row)) ?? [];
  }

  getTreeItem(row: T): vscode.TreeItem | Thenable<vscode.TreeItem> {
    return this.real?.getTreeItem(row) ?? new vscode.TreeItem('');
  }

  getParent(row: T): vscode.ProviderResult<T> {
    return this.real?.getParent?.(row);
  }
}
