/** launch-editor has types for its main module only, which prints and does not say what it started. */
declare module 'launch-editor/guess.js' {
  /** Returns the words of a command line, or of the editor that runs or is set; [null] for none. */
  export default function guessEditor(specified?: string): readonly unknown[];
}

declare module 'launch-editor/get-args.js' {
  export default function argumentsFor(
    editor: string,
    file: string,
    line?: number,
    column?: number,
  ): readonly string[];
}

declare module 'launch-editor/construct-windows-launch-command.js' {
  export default function constructWindowsCommand(editor: string, args: readonly string[]): string;
}
