/** The page that takes a story: pastes with their formatting, dropped files, lines put back. */
import { all, around, first } from './dom.ts';
import { say } from './studio.ts';

const FORMATS = /<(?:a|b|strong|em|i|h[1-6]|ul|ol|li|table|blockquote|p|div|img)\b/i;

/** Makes the page take rich pastes and dropped files, where it is the page for that. */
export function takeStories(): void {
  const form = first('form[data-give]');
  const text = all('textarea[data-paste]', HTMLTextAreaElement)[0];
  const markup = all('form[data-give] input[name="html"]', HTMLInputElement)[0];
  if (!form || !text || !markup) return;
  text.addEventListener('paste', ({ clipboardData }) => {
    const pasted = clipboardData?.getData('text/html') ?? '';
    const replacesAll = text.value.trim() === '' || coversAll(text);
    markup.value = replacesAll && FORMATS.test(pasted) ? pasted : '';
    hint(markup.value !== '');
  });
  // What is typed into the text is only there.
  text.addEventListener('input', ({ inputType }: Event & { inputType?: string }) => {
    if (inputType === 'insertFromPaste') return;
    markup.value = '';
    hint(false);
  });
  form.addEventListener('dragover', (event) => {
    event.preventDefault();
    form.classList.add('dropping');
  });
  form.addEventListener('dragleave', () => {
    form.classList.remove('dropping');
  });
  form.addEventListener('drop', (event) => {
    event.preventDefault();
    form.classList.remove('dropping');
    takeFile(event.dataTransfer);
  });
  form.addEventListener('submit', () => {
    say('Reading …');
  });
}

function coversAll({ selectionStart, selectionEnd, value }: HTMLTextAreaElement): boolean {
  return selectionStart === 0 && selectionEnd === value.length;
}

function hint(isRich: boolean): void {
  const line = first('[data-paste-hint]');
  if (!line) return;
  line.classList.toggle('good', isRich);
  line.textContent = isRich
    ? 'Pasted with its links and its formatting. Typing in the text drops them.'
    : 'Links, bold text, lists and tables are kept if you paste them from a page or a document.';
}

function takeFile(dropped: DataTransfer | null): void {
  const input = all('form[data-give] input[type="file"]', HTMLInputElement)[0];
  if (!input || !dropped || dropped.files.length === 0) return;
  input.files = dropped.files;
  say(`${dropped.files[0]?.name ?? 'The file'} is chosen. Press “Read it”.`);
}

/** Puts a line that was left out at the end of the story. */
export function putBack(event: MouseEvent): void {
  const button = around(event, '[data-put-back]');
  const words = button?.closest('li')?.querySelector('.left-out-text')?.textContent.trim();
  const story = document.getElementById(button?.dataset['putBack'] ?? '');
  if (words === undefined || !(story instanceof HTMLTextAreaElement)) return;
  story.value = `${story.value.trimEnd()}\n\n${words}\n`;
  story.focus();
  story.setSelectionRange(story.value.length - words.length - 1, story.value.length - 1);
  story.scrollTop = story.scrollHeight;
  button?.closest('li')?.remove();
  say('Added to the end of the story.');
}
