/** Where a pull request is opened: by what the server printed, or by the form of its addresses. */

export interface ReviewPlace {
  /** http or https. */
  readonly url: string;
  /** Whether the page asks for the review itself, or is only the repository's. */
  readonly isForm: boolean;
}

interface RemotePlace {
  readonly protocol: 'https' | 'http';
  /** With its port, where the pages have one. */
  readonly host: string;
  /** desk/briefing */
  readonly path: string;
}

/**
 * Returns where to open a pull request of a branch into another one; undefined for a repository
 * that has no pages, such as a folder. `said` is what the server printed when it took the branch.
 */
export function reviewPlace(
  remoteUrl: string,
  { branch, base, said = '' }: { branch: string; base: string; said?: string },
): ReviewPlace | undefined {
  const place = remotePlace(remoteUrl);
  if (!place) return undefined;
  const printed = printedUrl(said, place);
  if (printed !== undefined) return { url: printed, isForm: true };
  const page = `${place.protocol}://${place.host}/${encodeURI(place.path)}`;
  const form = formOf(place, encodeURIComponent(branch), encodeURIComponent(base));
  return form === undefined
    ? { url: page, isForm: false }
    : { url: `${page}${form}`, isForm: true };
}

/** Servers that are only another door of one with pages. */
const DOORS: Readonly<Record<string, string>> = {
  'ssh.github.com': 'github.com',
  'altssh.gitlab.com': 'gitlab.com',
  'altssh.bitbucket.org': 'bitbucket.org',
};

function remotePlace(url: string): RemotePlace | undefined {
  const short = /^(?:[^@/\s:]+@)?([\w.-]+):(?!\/\/)\/?([^\s]+)$/.exec(url);
  const parsed = short ? undefined : URL.parse(url);
  const host = short?.[1] ?? parsed?.hostname ?? '';
  const path = (short?.[2] ?? decoded(parsed?.pathname ?? ''))
    .replace(/^\/+|\/+$/g, '')
    .replace(/\.git$/, '');
  const isServer =
    parsed === undefined || /^(?:https?|ssh|git\+ssh|git):$/.test(parsed?.protocol ?? '');
  // "C:\folder" and a path are no server.
  if (!isServer || host.length < 2 || !path.includes('/')) return undefined;
  const isWeb = parsed?.protocol === 'http:' || parsed?.protocol === 'https:';
  return {
    protocol: parsed?.protocol === 'http:' ? 'http' : 'https',
    host: isWeb ? parsed.host : (DOORS[host] ?? host),
    path,
  };
}

function decoded(text: string): string {
  try {
    return decodeURI(text);
  } catch {
    return text;
  }
}

/** The first address of the server itself in what it printed: never one of another host. */
function printedUrl(said: string, { host }: RemotePlace): string | undefined {
  const urls = said
    .split('\n')
    .filter((line) => line.startsWith('remote:'))
    .flatMap((line) => /https?:\/\/[^\s<>"']+/.exec(line)?.[0] ?? []);
  return urls.find((url) => {
    const parsed = URL.parse(url);
    return parsed?.hostname === host.replace(/:\d+$/, '') && /pull|merge|compare/.test(url);
  });
}

function formOf({ host }: RemotePlace, branch: string, base: string): string | undefined {
  if (/gitlab/i.test(host)) {
    const [source, target] = ['source_branch', 'target_branch'].map((name) =>
      encodeURIComponent(`merge_request[${name}]`),
    );
    return `/-/merge_requests/new?${source ?? ''}=${branch}&${target ?? ''}=${base}`;
  }
  if (/bitbucket/i.test(host)) return `/pull-requests/new?source=${branch}&dest=${base}`;
  if (/github/i.test(host)) return `/compare/${base}...${branch}?expand=1`;
  if (/gitea|forgejo|codeberg/i.test(host)) return `/compare/${base}...${branch}`;
  return undefined;
}
