/** Sends commits to a server, and explains in words why one does not take them. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Explained } from '../../studio/versions.ts';
import { explainFault, outputOf, type Repository } from './repository.ts';
import { shownUrl, type Destination } from './server.ts';

export type Pushed =
  /** With what the server said, such as where to open a pull request. */
  { readonly ok: true; readonly said: string } | { readonly ok: false; readonly why: Explained };

const PATIENCE_MS = 180_000;

/** A server that stays silent is given up. */
export const NETWORK = ['-c', 'http.lowSpeedLimit=1', '-c', 'http.lowSpeedTime=30'] as const;

/** Sends the current branch to one of the server, which must only go forward. */
export async function push(
  repository: Repository,
  { remote, url }: Destination,
  to: string,
  { follow = false }: { readonly follow?: boolean } = {},
): Promise<Pushed> {
  const { git, top, branch } = repository;
  // Somebody may switch to another branch meanwhile.
  const from = branch === undefined ? 'HEAD' : `refs/heads/${branch}`;
  const { code, stdout, said } = await git(
    [
      ...[...NETWORK, '-C', top, 'push', '--porcelain', '--no-follow-tags'],
      ...(follow ? ['--set-upstream'] : []),
      ...[remote, `${from}:refs/heads/${to}`],
    ],
    { hooks: true, timeoutMs: PATIENCE_MS },
  );
  if (code === 0) return { ok: true, said };
  const answer = stdout.toString('utf8');
  const why =
    explainRefusal(answer, said, to) ??
    explainConnection(code, said, url) ??
    (await explainHook(repository, said));
  return { ok: false, why: why ?? { ...UNKNOWN, output: outputOf(said) } };
}

const UNKNOWN: Explained = {
  message: 'The server did not take the versions.',
  remedy: 'Show the lines below to somebody who knows git. Your versions are saved here.',
};

/** What the server answers about the branch itself. */
function explainRefusal(answer: string, said: string, to: string): Explained | undefined {
  const refused = /^!\t[^\t]*\t\[(remote )?(?:rejected|failure)\] \(?([^)\n]*)/m.exec(answer);
  if (!refused) return undefined;
  const [, byServer, reason = ''] = refused;
  if (byServer === undefined) {
    return {
      message: `Others have published versions to ${to} that you don’t have yet.`,
      remedy: 'Get the versions of others, then publish again. Nothing was changed on the server.',
    };
  }
  const output = outputOf(said);
  if (reason.includes('checked out')) {
    return {
      message: `Somebody works in the repository of the server, on ${to}, so it takes no versions.`,
      remedy: 'Ask for a review instead, or ask its owner to use a bare repository.',
    };
  }
  if (/protected|GH006|not allowed to (?:force )?push|restricted/i.test(`${reason}\n${said}`)) {
    return {
      message: `The server lets nobody publish to ${to} directly: the branch is protected.`,
      remedy: 'Ask for a review instead.',
      output,
    };
  }
  return {
    message: `A check on the server refused the versions (${reason}).`,
    remedy: 'Correct what it names, save a version, and publish again.',
    output,
  };
}

interface Cause {
  readonly pattern: RegExp;
  readonly explain: (where: string) => Explained;
}

const SIGN_IN =
  'Ask somebody who knows git to sign in once on this machine, with a key or a stored password, and try again. Your versions are saved here.';

/** The first that matches counts. */
const CAUSES: readonly Cause[] = [
  {
    pattern: /Host key verification failed/,
    explain: (where) => ({
      message: `This machine does not know the server of ${where} yet, and can’t be sure that it is the right one.`,
      remedy: 'Ask somebody who knows git to connect to it once on this machine, then try again.',
    }),
  },
  {
    pattern: /Permission to .* denied|HTTP 403|error: 403|not allowed to push|write access/i,
    explain: (where) => ({
      message: `You may not write to ${where}.`,
      remedy: 'Ask its owner to let you write there. Your versions are saved here.',
    }),
  },
  {
    pattern:
      /could not read (?:Username|Password)|terminal prompts disabled|Authentication failed|Permission denied \(|HTTP 401|error: 401|Invalid username|access denied/i,
    explain: (where) => ({
      message: `The server of ${where} asks who you are, and this machine has no login for it.`,
      remedy: SIGN_IN,
    }),
  },
  {
    pattern:
      /Could not resolve host|Temporary failure in name|Connection (?:refused|timed out|reset)|Network is unreachable|Failed to connect|No route to host|Operation too slow|unable to connect|timed out/i,
    explain: (where) => ({
      message: `The server of ${where} can’t be reached.`,
      remedy: 'Check the connection, then try again. Your versions are saved here.',
    }),
  },
  {
    pattern: /does not appear to be a git repository|[Rr]epository .*not found|HTTP 404|error: 404/,
    explain: (where) => ({
      message: `There is no repository at ${where}, or you may not see it.`,
      remedy: 'Check the address with somebody who knows git. Your versions are saved here.',
    }),
  },
];

/** Explains why a server could not be asked; undefined for what is not known. */
export function explainConnection(
  code: number | null,
  said: string,
  url: string,
): Explained | undefined {
  if (code === null) {
    return {
      message: `The server of ${shownUrl(url)} took too long to answer.`,
      remedy: 'Check the connection, then try again. Your versions are saved here.',
    };
  }
  const cause = CAUSES.find(({ pattern }) => pattern.test(said));
  return cause?.explain(shownUrl(url)) ?? explainFault(code, said);
}

async function explainHook({ git, top }: Repository, said: string): Promise<Explained | undefined> {
  const { stdout } = await git(['-C', top, 'rev-parse', '--git-path', 'hooks/pre-push'], {
    hooks: true,
  });
  if (!existsSync(resolve(top, stdout.toString('utf8').trim()))) return undefined;
  return {
    message: 'A check of this repository (pre-push) refused to publish the versions.',
    remedy: 'Correct what it names, save a version, and publish again.',
    output: outputOf(said),
  };
}
