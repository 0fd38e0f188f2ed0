/** What the front matter of the story that leads says of the edition as a whole. */
import { UserError } from '../../base/user-error.ts';
import type { FieldName, Fields } from '../../studio/writing.ts';
import type { Workspace } from '../workspace.ts';
import { fieldsOf, withFields } from './fields.ts';
import { keepText } from './kept-texts.ts';
import { bytesOf, layoutOf, textOf, withYaml, type StoryLayout } from './layout.ts';
import { replaceFile } from './replace-file.ts';
import { readStory, realPath, versionOf, type StoryPlace } from './story-file.ts';

const OF_EDITION: readonly FieldName[] = ['subject', 'preheader', 'date', 'send', 'audience'];

/**
 * Writes what the leading story says of the edition into the story that is to lead, in place of what
 * that one says: the hold too where the leading one goes. The caller holds the locks of both. Throws
 * UserError if the front matter of one can't be understood, and what the file system says.
 */
export async function giveLead(
  workspace: Workspace,
  edition: string,
  {
    from,
    to,
    withHold = false,
  }: { readonly from: string; readonly to: string; readonly withHold?: boolean },
): Promise<void> {
  const given = fieldsIn(workspace, placeOf(edition, from));
  const has = fieldsIn(workspace, placeOf(edition, to));
  const fields = Object.fromEntries(OF_EDITION.map((name) => [name, given[name]]));
  // Each story can hold the edition, for a reason of its own.
  const hold = withHold && has.hold === '' ? { hold: given.hold } : {};
  await writeFields(workspace, placeOf(edition, to), { ...fields, ...hold });
}

/** Removes what a story that does not lead says of the edition. */
export async function withoutLead(
  workspace: Workspace,
  edition: string,
  path: string,
): Promise<void> {
  const none = Object.fromEntries(OF_EDITION.map((name) => [name, '']));
  await writeFields(workspace, placeOf(edition, path), none);
}

function placeOf(edition: string, path: string): StoryPlace {
  return { edition, index: 0, path };
}

/** Returns the bytes of a story that is to lead, or not, in place of the one that leads now. */
export function asPlaced(
  workspace: Workspace,
  place: StoryPlace,
  lead: string,
  bytes: Uint8Array,
  leads: boolean,
): Buffer {
  const layout = layoutOf(bytes);
  const given = fieldsIn(workspace, placeOf(place.edition, lead));
  const fields = Object.fromEntries(OF_EDITION.map((name) => [name, leads ? given[name] : '']));
  return layout ? changed(workspace, place.path, layout, fields) : Buffer.from(bytes);
}

function fieldsIn(workspace: Workspace, place: StoryPlace): Fields {
  const { layout } = readStory(workspace, place);
  return fieldsOf(yamlOf(layout)) ?? notUnderstood(workspace, place.path);
}

function yamlOf({ front }: StoryLayout): string {
  return front ? textOf(front.yaml) : '';
}

function notUnderstood(workspace: Workspace, path: string): never {
  throw new UserError(
    `The front matter of ${workspace.show(path)} can’t be understood.`,
    'Fix its YAML first: in the story that leads, it says what the subject and the time are.',
  );
}

function changed(
  workspace: Workspace,
  path: string,
  layout: StoryLayout,
  fields: Partial<Fields>,
): Buffer {
  const yaml = withFields(yamlOf(layout), fields);
  return bytesOf(withYaml(layout, yaml ?? notUnderstood(workspace, path)));
}

async function writeFields(
  workspace: Workspace,
  place: StoryPlace,
  fields: Partial<Fields>,
): Promise<void> {
  const { bytes: before, version, layout } = readStory(workspace, place);
  const bytes = changed(workspace, place.path, layout, fields);
  if (versionOf(bytes) === version) return;
  keepText(workspace, place, { reason: 'overwritten', key: version, bytes: before });
  const mayReplace = (now: Buffer) => versionOf(now) === version;
  if (await replaceFile(realPath(place), { bytes, mayReplace })) return;
  throw new UserError(
    `Another program has changed ${workspace.show(place.path)} at the same moment.`,
    'Look at the order of the stories, then try again.',
  );
}
