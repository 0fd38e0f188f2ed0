/** Pictures in the story that is being written: by the toolbar, by a drop, by a paste. */
import type { EditorView } from '@codemirror/view';
import type { Failure } from '../../pictures.ts';
import { all } from '../dom.ts';
import { say } from '../studio.ts';
import { insertBlock } from './commands.ts';
import { fieldOf } from './form.ts';
import { pictureDialog, type GivenPicture } from './picture-dialog.ts';
import { PICTURE_WANTED } from './toolbar.ts';

/** Lets the user put pictures into the story of an editor. */
export function takePictures(view: EditorView): void {
  const link = all('a[data-pictures]', HTMLAnchorElement)[0];
  if (!link) return;
  const put = (picture: GivenPicture, where: 'lead' | 'text') => {
    const failure = where === 'lead' ? putAbove(picture) : undefined;
    if (where === 'text') putIntoText(view, picture);
    return failure;
  };
  const onPut = () => {
    view.focus();
    say('The picture is in the story.');
  };
  const dialog = pictureDialog({ address: link.href, put, onPut });
  view.dom.addEventListener(PICTURE_WANTED, (event) => {
    event.preventDefault();
    dialog.open();
  });
  // Before the editor, which would take the bytes of a file for a text.
  const options = { capture: true };
  // Elsewhere on the page the browser would open the file in place of the story.
  document.addEventListener('dragover', (event) => {
    if (event.dataTransfer?.types.includes('Files') === true) event.preventDefault();
  });
  document.addEventListener('drop', (event) => {
    const isFile = (event.dataTransfer?.files.length ?? 0) > 0;
    if (!isFile || isFileField(event.target)) return;
    event.preventDefault();
    const file = pictureIn(event.dataTransfer);
    if (file) dialog.take(file);
  });
  view.dom.addEventListener(
    'drop',
    (event) => {
      const file = pictureIn(event.dataTransfer);
      if (!file) return;
      stop(event);
      const at = view.posAtCoords({ x: event.clientX, y: event.clientY });
      if (at !== null) view.dispatch({ selection: { anchor: at } });
      dialog.take(file);
    },
    options,
  );
  view.dom.addEventListener(
    'paste',
    (event) => {
      const { clipboardData } = event;
      const file = clipboardData?.getData('text/plain') === '' && pictureIn(clipboardData);
      if (!file) return;
      stop(event);
      dialog.take(file);
    },
    options,
  );
}

function isFileField(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement && target.type === 'file';
}

function stop(event: Event): void {
  event.preventDefault();
  event.stopPropagation();
}

/** The first file that says it is a picture; the studio looks at its bytes. */
function pictureIn(data: DataTransfer | null): File | undefined {
  return Array.from(data?.files ?? []).find(
    ({ type, name }) => type.startsWith('image/') || /\.(?:heic|heif|avif)$/i.test(name),
  );
}

function putIntoText(view: EditorView, { markdown }: GivenPicture): void {
  insertBlock(view, markdown, [markdown.length, markdown.length]);
}

const AS_YAML: Failure = {
  message: 'You are editing the front matter as YAML.',
  remedy: 'Choose “In the text”, or close this, edit the fields, and add the picture again.',
};

function putAbove({ fields }: GivenPicture): Failure | undefined {
  if (!fieldOf('image')) return AS_YAML;
  const names = ['image', 'alt', 'caption', 'credit'] as const;
  for (const name of names) {
    const control = fieldOf(name);
    if (control) control.value = fields[name];
  }
  // When all have their values: they are saved together.
  for (const name of names) fieldOf(name)?.dispatchEvent(new Event('input', { bubbles: true }));
  return undefined;
}
