import { Hono, type Context } from 'hono';
import { accepts } from 'hono/accepts';
import { splitCrop } from '../../article/crop.ts';
import { focusOf, WHOLE } from '../crop-around.ts';
import type { Desk } from '../desk.ts';
import { mayWrite } from '../guard.ts';
import { describePage } from '../pages/pictures/describe.ts';
import { earlierPage } from '../pages/pictures/earlier.ts';
import { picturesPage } from '../pages/pictures/list.ts';
import type { Failure, PictureRef, PictureTarget, ShownPicture } from '../pictures.ts';
import {
  chosenIn,
  firstPlace,
  numberIn,
  samePlace,
  textOf,
  type Chosen,
  type Form,
} from './picture-form.ts';

/** /editions/<id>/pictures/: brings pictures into a story, and changes those that it has. */
export function pictureRoutes(desk: Desk): Hono {
  const app = new Hono();
  app.get('/editions/:id/pictures/', (context) => showList(desk, context));
  app.post('/editions/:id/pictures/upload', (context) => takeUpload(desk, context));
  app.get('/editions/:id/pictures/earlier/', (context) => showEarlier(desk, context));
  app.post('/editions/:id/pictures/story/:from/:n/remove', (context) => remove(desk, context));
  for (const [path, refOf] of PICTURE_PATHS) {
    const folder = `/editions/:id/pictures/${path}/`;
    app.get(folder, (context) => showPicture(desk, context, refOf(context)));
    app.post(folder, (context) => takePicture(desk, context, refOf(context)));
    app.get(`${folder}picture.jpg`, (context) => sendJpeg(desk, context, refOf(context)));
  }
  return app;
}

type StoryRef = PictureRef & { readonly kind: 'story' };

/** Ways to a picture, by the path below an edition's pictures. */
const PICTURE_PATHS: readonly (readonly [string, (context: Context) => PictureRef])[] = [
  ['upload/:token', ({ req }) => ({ kind: 'upload', token: req.param('token') ?? '' })],
  ['earlier/:edition/:from/:n', (context) => refTo(context, context.req.param('edition'))],
  ['story/:from/:n', (context) => refTo(context, context.req.param('id'))],
];

function refTo({ req }: Context, edition = ''): StoryRef {
  const [story = -1, n = -1] = [req.param('from'), req.param('n')].map(numberIn);
  return { kind: 'story', edition, story, n };
}

/** Whether the address is that of a picture which the story has. */
const isPlaced = ({ req }: Context) => req.path.includes('/pictures/story/');

/** The story that a picture is put into: the one of the address, or the one that has it. */
function storyIn(context: Context): { readonly id: string; readonly story: number } {
  const { req } = context;
  const written = isPlaced(context) ? req.param('from') : (req.query('story') ?? '0');
  return { id: req.param('id') ?? '', story: numberIn(written) ?? -1 };
}

/** What each page needs; the way up to the edition's pictures is as long as the address below them. */
async function frameOf(desk: Desk, context: Context, failure?: Failure) {
  const [, below = ''] = /\/pictures\/(.*)$/.exec(context.req.path) ?? [];
  return {
    name: await desk.name(),
    story: storyIn(context).story,
    up: '../'.repeat(below.split('/').length - 1) || './',
    mayWrite: mayWrite(context),
    failure,
  };
}

const statusOf = (failure: Failure | undefined) => (failure ? 422 : 200);

const CHANGED: Failure = {
  message: 'The story has changed since this page was opened, so nothing was written.',
  remedy: 'Look at what is here now, then press the button again.',
};

async function showList(desk: Desk, context: Context, failure?: Failure) {
  const { id, story } = storyIn(context);
  const [target, stories] = await Promise.all([desk.pictureTarget(id, story), desk.stories(id)]);
  if (!target || !stories) return context.notFound();
  const frame = await frameOf(desk, context, failure);
  return context.html(picturesPage({ ...frame, target, stories }), statusOf(failure));
}

async function showEarlier(desk: Desk, context: Context) {
  const text = context.req.query('q')?.slice(0, 200) ?? '';
  const page = numberIn(context.req.query('page')) ?? 0;
  const found = await desk.earlierPictures(text, page);
  return context.html(earlierPage({ ...(await frameOf(desk, context)), ...found, text, page }));
}

async function takeUpload(desk: Desk, context: Context) {
  const { story } = storyIn(context);
  const { file } = await formOf(context);
  const given =
    file instanceof File && file.size > 0
      ? await desk.givePicture(file.name, await file.bytes())
      : { ok: false as const, failure: NO_FILE };
  if (!given.ok) {
    return wantsJson(context)
      ? context.json(given.failure, 422)
      : showList(desk, context, given.failure);
  }
  const path = `upload/${given.token}/?story=${story}`;
  return wantsJson(context) ? context.json({ path }) : context.redirect(path, 303);
}

const NO_FILE: Failure = { message: 'No picture was chosen.', remedy: 'Choose a file.' };

async function remove(desk: Desk, context: Context) {
  const form = await formOf(context);
  const version = { file: textOf(form, 'file'), base: textOf(form, 'base') };
  const removed = await desk.removePicture(refTo(context, context.req.param('id')), version);
  if (!removed) return context.notFound();
  if (removed.kind === 'failed') return showList(desk, context, removed);
  if (removed.kind === 'changed') return showList(desk, context, CHANGED);
  const { up, story } = await frameOf(desk, context);
  return context.redirect(`${up}?story=${story}`, 303);
}

interface Described {
  readonly ref: PictureRef;
  readonly target: PictureTarget;
  readonly picture: ShownPicture;
}

async function describedIn(
  desk: Desk,
  context: Context,
  ref: PictureRef,
): Promise<Described | undefined> {
  const { id, story } = storyIn(context);
  const target = await desk.pictureTarget(id, story);
  const picture = target && (await desk.shownPicture(ref, target));
  return target && picture && { ref, target, picture };
}

async function showPicture(desk: Desk, context: Context, ref: PictureRef) {
  const described = await describedIn(desk, context, ref);
  if (!described) return forgotten(desk, context, ref);
  const { picture, target } = described;
  return showForm(desk, context, described, {
    words: picture.words,
    focus: picture.size ? focusOf(picture.crop, picture.size) : WHOLE,
    crop: picture.crop,
    place: isPlaced(context) ? samePlace(ref) : firstPlace(target, isInEditor(context)),
  });
}

/** Whether the page is shown in the editor's dialog. */
const isInEditor = ({ req }: Context) => req.query('in') === 'editor';

/** A picture that was given is kept in memory: the studio may have been started again. */
function forgotten(desk: Desk, context: Context, ref: PictureRef) {
  return ref.kind === 'upload' ? showList(desk, context, FORGOTTEN) : context.notFound();
}

const FORGOTTEN: Failure = {
  message: 'The studio no longer has this picture.',
  remedy: 'Choose the file again.',
};

async function showForm(
  desk: Desk,
  context: Context,
  described: Described,
  chosen: Chosen,
  failure?: Failure,
) {
  const frame = await frameOf(desk, context, failure);
  const inEditor = isInEditor(context);
  const page = describePage({ ...frame, ...described, ...chosen, inEditor });
  return context.html(page, statusOf(failure));
}

async function takePicture(desk: Desk, context: Context, ref: PictureRef) {
  const described = await describedIn(desk, context, ref);
  if (!described) return forgotten(desk, context, ref);
  const form = await formOf(context);
  const { crop, words, place, ...chosen } = chosenIn(form, described);
  const show = (failure?: Failure) =>
    showForm(desk, context, described, { ...chosen, crop, words, place }, failure);
  // A click on the picture, or the button that shows the part.
  if (textOf(form, 'do') !== 'place') return show();
  const { id, story } = storyIn(context);
  const inEditor = wantsJson(context);
  const placed = await desk.placePicture(id, story, ref, {
    file: textOf(form, 'file'),
    base: textOf(form, 'base'),
    place: inEditor ? { kind: 'given' } : place,
    words,
    ...(crop && { crop }),
  });
  if (!placed) return context.notFound();
  if (inEditor) return context.json(placed, placed.kind === 'given' ? 200 : 422);
  if (placed.kind === 'failed') return show(placed);
  if (placed.kind === 'changed') return show(CHANGED);
  const { up } = await frameOf(desk, context);
  return context.redirect(`${up}?story=${story}`, 303);
}

const LARGEST_SIDE = 1600;

async function sendJpeg(desk: Desk, context: Context, ref: PictureRef) {
  const side = Math.min(LARGEST_SIDE, numberIn(context.req.query('side')) ?? LARGEST_SIDE);
  const split = splitCrop(context.req.query('crop') ?? '');
  if ('fault' in split || side < 1) return context.notFound();
  const jpeg = await desk.pictureJpeg(ref, side, split.crop);
  return jpeg
    ? context.body(new Uint8Array(jpeg), 200, { 'Content-Type': 'image/jpeg' })
    : context.notFound();
}

function wantsJson(context: Context): boolean {
  const supports = ['text/html', 'application/json'];
  return accepts(context, { header: 'Accept', supports, default: 'text/html' }) !== 'text/html';
}

/** Reads the fields of a form; none if the body is no form. */
function formOf({ req }: Context): Promise<Form> {
  return req.parseBody().catch(() => ({}));
}
