/**
 * The script of the write page: an editor in place of the text area, saved as one types, with the
 * letter beside it. The page's form works without it.
 */
import { openBeside, type Beside } from './beside.ts';
import { storyArea, writeForm } from './form.ts';
import { startWriting } from './writing.ts';

const form = writeForm();
const area = storyArea();
if (form && area && form.dataset['plain'] === undefined) {
  let beside: Beside | undefined;
  const hooks = {
    onText: () => beside?.textChanged(),
    onLine: (line: number) => beside?.showLine(line),
  };
  void startWriting(form, area, hooks).then((writing) => {
    if (writing) beside = openBeside(writing);
  });
}
