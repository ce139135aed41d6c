/** What an engine asks of the program that started it. */
export type HostServices = {
  kind: 'desktop' | 'workshop' | 'command-line';
  /** False: `pickOpen` and `pickSave` are never called. */
  nativeDialogs: boolean;
  /** Paths chosen by the user; [] when cancelled. */
  pickOpen(purpose: 'data' | 'project' | 'recipe', multiple: boolean): Promise<string[]>;
  /** Null when cancelled. */
  pickSave(suggestedName: string): Promise<string | null>;
  /** Prints the page that the user sees as a PDF at `path`. False where the host cannot. */
  printPage(path: string): Promise<boolean>;
  /** Makes an output fetchable once by the page, at `/output/<id>`. */
  publish(output: { id: string; path: string; name: string }): void;
};
