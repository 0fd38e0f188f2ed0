import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/** A file that makes `broadsheet send --due` run again and again. */
export interface Scheduler {
  /** From the newsletter's folder. */
  readonly file: string;
  /** CI, whose machines keep no files: its record of deliveries is in a database elsewhere. */
  readonly ci: boolean;
}

interface Kind {
  readonly files: readonly string[];
  readonly ci: boolean;
  /** What else the file must contain: a workflow may be started by hand only. */
  readonly trigger?: RegExp;
}

const KINDS: readonly Kind[] = [
  {
    files: ['.github', '.forgejo', '.gitea'].map((folder) => `${folder}/workflows/*.{yml,yaml}`),
    ci: true,
    trigger: /^\s*-?\s*cron\s*:/m,
  },
  // Their schedules are set on the site, not in the file.
  {
    files: ['.gitlab-ci.yml', '.circleci/config.yml', 'bitbucket-pipelines.yml', 'Jenkinsfile'],
    ci: true,
  },
  { files: ['{docker-,}compose{,.*}.{yml,yaml}', 'crontab', '*.crontab', '*.cron'], ci: false },
];
/** A repository is at most so many folders above the newsletter. */
const MOST_FOLDERS = 8;

/** Finds the files of a newsletter, or of the repository that it is in, that run `send --due`. */
export function findSchedulers(root: string): readonly Scheduler[] {
  const folders = [...new Set([root, repositoryOf(root)])];
  return folders.flatMap((folder) =>
    KINDS.flatMap(({ files, ci, trigger }) =>
      globSync([...files], { cwd: folder })
        .sort()
        .filter((file) => runsDue(join(folder, file), trigger))
        .map((file) => ({ file: relative(root, join(folder, file)), ci })),
    ),
  );
}

function repositoryOf(root: string): string {
  let folder = root;
  for (let above = 0; above < MOST_FOLDERS; above++) {
    if (existsSync(join(folder, '.git'))) return folder;
    folder = dirname(folder);
  }
  return root;
}

function runsDue(path: string, trigger?: RegExp): boolean {
  try {
    const text = readFileSync(path, 'utf8').replace(/^\s*#.*$/gm, '');
    return /\bbroadsheet\b/.test(text) && /--due\b/.test(text) && trigger?.test(text) !== false;
  } catch {
    return false;
  }
}
