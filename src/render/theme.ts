import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { failed, ok, problem, type Result } from '../base/problem.ts';

export interface TemplateFile {
  /** The path shown in messages. */
  readonly file: string;
  readonly source: string;
}

/** A theme with the contents of its files. */
export interface Theme {
  /** A Handlebars template of MJML, which uses the partials. */
  readonly layout: TemplateFile;
  readonly partials: ReadonlyMap<string, TemplateFile>;
  /** A Handlebars template of CSS, which is inlined into style attributes. */
  readonly inlineCss: TemplateFile;
}

/**
 * Reads a theme from the first folder that has it: the newsletter's own templates/, then those of
 * Broadsheet. File names in messages are relative to `root`. Fails if a file is missing.
 */
export function loadTheme(name: string, folders: readonly string[], root: string): Result<Theme> {
  const folder = folders.map((each) => join(each, name)).find((each) => existsSync(each));
  if (folder === undefined) {
    const known = new Set(folders.filter((each) => existsSync(each)).flatMap(themesOf));
    const detail = `no folder templates/${name}. Themes: ${[...known].sort().join(', ')}`;
    return failed(problem('template/missing', undefined, detail));
  }
  const shown = (path: string) => {
    const path_ = relative(root, path);
    return path_.startsWith('..') ? join('templates', relative(dirname(folder), path)) : path_;
  };
  const read = (path: string): TemplateFile => ({
    file: shown(path),
    source: readFileSync(path, 'utf8'),
  });

  const layout = join(folder, 'layout.hbs');
  const inlineCss = join(folder, 'inline.css');
  const missing = [layout, inlineCss].filter((path) => !existsSync(path));
  if (missing.length > 0) {
    return failed(...missing.map((path) => problem('template/missing', { file: shown(path) })));
  }
  // A theme's own partial replaces the shared one of the same name, and a newsletter's shared one
  // that of Broadsheet.
  const shared = folders.map((each) => join(each, 'shared')).toReversed();
  const partials = [...shared, join(folder, 'partials')].flatMap(partialsOf);
  return ok({
    layout: read(layout),
    inlineCss: read(inlineCss),
    partials: new Map(partials.map((path) => [basename(path, '.hbs'), read(path)])),
  });
}

function partialsOf(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).filter((each) => each.endsWith('.hbs'));
  return files.sort().map((each) => join(folder, each));
}

/** Returns the themes in a folder: the subfolders with a layout. */
function themesOf(folder: string): readonly string[] {
  return readdirSync(folder).filter((name) => existsSync(join(folder, name, 'layout.hbs')));
}
