import type { Restored, RestoredSince } from '../../../app/subscribers/restore.ts';
import { openWorkspace } from '../../../app/workspace.ts';
import { plural } from '../../../base/format.ts';
import { printable } from '../../../base/printable.ts';
import { UserError } from '../../../base/user-error.ts';
import { EXIT, type Io } from '../../io.ts';
import { present, type Presenter } from '../../present.ts';
import { marked } from '../../style.ts';
import { confirmed, oneOf, type SubscribersFlags } from './flags.ts';

export interface RestoreFlags extends SubscribersFlags {
  readonly force?: boolean;
  readonly reason?: string;
  readonly since?: string;
  readonly until?: string;
  readonly domain?: string;
  readonly agent?: string;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
}

/** Puts readers back who left: those that are named, or all who left in a time. Returns the exit code. */
export async function restoreSubscribers(
  named: readonly string[],
  options: RestoreFlags,
  io: Io,
): Promise<number> {
  const { since, until, domain, agent } = options;
  if (since === undefined) {
    if ([until, domain, agent].some((each) => each !== undefined)) {
      throw new UserError(
        '--until, --domain and --agent need --since.',
        'Pass the time from which departures are undone, such as --since 2h.',
      );
    }
    return restoreNamed(named, options, io);
  }
  if (named.length > 0) {
    throw new UserError(
      'Addresses and --since exclude each other.',
      'Name the readers to restore, or pass --since to restore all who left since then.',
    );
  }
  return undoSince(since, options, io);
}

async function restoreNamed(
  named: readonly string[],
  options: RestoreFlags,
  io: Io,
): Promise<number> {
  if (named.length === 0) {
    throw new UserError(
      'No address is named.',
      'Name addresses, or undo what happened in a time: `broadsheet subscribers restore --since 2h`.',
    );
  }
  const { restoreReaders } = await import('../../../app/subscribers/restore.ts');
  return present(await restoreReaders(openWorkspace(io), named, options), NAMED, options, io);
}

const NAMED: Presenter<readonly Restored[]> = {
  exitCode: (restored) =>
    restored.some(({ kind }) => kind === 'unknown') ? EXIT.failed : EXIT.done,
  json: (restored) => ({
    restored: restored.map(({ email, kind, lifted }) => ({
      email,
      result: kind,
      suppressedBefore: lifted?.reason ?? null,
    })),
  }),
  text: (restored) => restored.flatMap(restoredLines),
};

function restoredLines({ email, kind, lifted }: Restored): readonly string[] {
  const shown = printable(email);
  const before = lifted ? printable(` It was suppressed: ${lifted.reason}.`) : '';
  switch (kind) {
    case 'unknown':
      return [
        marked('warning', `${shown} is not known. Run \`broadsheet subscribers add ${shown}\`.`),
      ];
    case 'unchanged':
      return [marked('done', `${shown} is on the list; there is nothing to undo.`)];
    case 'lifted':
      return [
        marked(
          'done',
          `${shown} is no longer suppressed.${before} To put it on the list, run \`broadsheet subscribers add ${shown}\`.`,
        ),
        ...doubts(lifted),
      ];
    case 'restored':
      return [marked('done', `${shown} gets letters again.${before}`), ...doubts(lifted)];
  }
}

/** What an editor should know who lifts a suppression that a server or a reader caused. */
function doubts(lifted: Restored['lifted']): readonly string[] {
  switch (lifted?.kind) {
    case 'hard-bounce':
      return [
        marked(
          'warning',
          'The server said that this address does not exist. Letters to such addresses harm your reputation.',
        ),
      ];
    case 'complaint':
      return [
        marked('warning', 'This reader reported a letter as spam. Write only if they asked.'),
      ];
    default:
      return [];
  }
}

const AGENTS = ['provider', 'browser', 'crawler', 'none'] as const;

async function undoSince(since: string, options: RestoreFlags, io: Io): Promise<number> {
  const { restoreSince } = await import('../../../app/subscribers/restore.ts');
  const workspace = openWorkspace(io);
  const { until, domain, agent, dryRun = false } = options;
  const which = {
    since,
    until,
    domain,
    agent: agent === undefined ? undefined : oneOf('--agent', AGENTS, agent),
  };
  const planned = await restoreSince(workspace, { ...which, dryRun: true });
  if (dryRun || planned.restored === 0) return present({ ...planned, dryRun }, SINCE, options, io);
  if (options.yes !== true) for (const line of plannedLines(planned)) io.note(line);
  const answer = await confirmed(
    `Put ${plural(planned.restored, 'reader')} back on the list?`,
    options,
    io,
    new UserError(
      `Can't ask whether to put ${plural(planned.restored, 'reader')} back on the list: this is not an interactive terminal.`,
      'Pass --yes to restore them without asking.',
    ),
  );
  if (!answer) {
    io.note('Nobody was restored.');
    return EXIT.done;
  }
  return present({ ...(await restoreSince(workspace, which)), dryRun }, SINCE, options, io);
}

const SINCE: Presenter<RestoredSince & { readonly dryRun: boolean }> = {
  exitCode: () => EXIT.done,
  json: ({ restored, suppressed, since, until, dryRun }) => ({
    since,
    until: until ?? null,
    restored,
    suppressed,
    dryRun,
  }),
  text: (undone) => {
    if (undone.dryRun) return plannedLines(undone);
    if (undone.restored === 0 && undone.suppressed === 0) {
      return [
        marked('done', `Nobody left since ${undone.since.toISOString()} who can be restored.`),
      ];
    }
    return [
      marked('done', `${plural(undone.restored, 'reader is', 'readers are')} back on the list.`),
    ];
  },
};

function plannedLines({ restored, suppressed, since, until }: RestoredSince): readonly string[] {
  const span = `from ${since.toISOString()} ${until ? `to ${until.toISOString()}` : 'until now'}`;
  return [
    `Left ${span}: ${plural(restored + suppressed, 'reader')}.`,
    `  Would be back on the list:  ${plural(restored, 'reader')}`,
    ...(suppressed > 0 ? [`  Stay off it, suppressed:  ${plural(suppressed, 'reader')}`] : []),
  ];
}
