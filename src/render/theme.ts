import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { failed, ok, problem, type Result } from '../problem.ts';

export interface TemplateFile {
  /** As messages name it. */
  readonly file: string;
  readonly source: string;
}

/** The files of a theme, read. */
export interface Theme {
  /** MJML in Handlebars; uses the partials. */
  readonly layout: TemplateFile;
  readonly partials: ReadonlyMap<string, TemplateFile>;
  /** CSS in Handlebars that is written into the elements' style attributes. */
  readonly inlineCss: TemplateFile;
}

/**
 * Reads a theme from the first of the folders that has it: the newsletter's own templates/, then
 * the ones that come with Broadsheet. `root` is what file names are shown relative to.
 */
export function loadTheme(name: string, folders: readonly string[], root: string): Result<Theme> {
  const folder = folders.map((each) => join(each, name)).find((each) => existsSync(each));
  if (folder === undefined) {
    const known = [
      ...new Set(folders.filter((each) => existsSync(each)).flatMap((each) => readdirSync(each))),
    ];
    const detail = `no folder templates/${name}; there are ${known.sort().join(', ')}`;
    return failed(problem('template/missing', undefined, detail));
  }
  const shown = (path: string) => {
    const path_ = relative(root, path);
    return path_.startsWith('..') ? join('templates', name, relative(folder, path)) : path_;
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
  const partials = join(folder, 'partials');
  const names = existsSync(partials)
    ? readdirSync(partials).filter((each) => each.endsWith('.hbs'))
    : [];
  return ok({
    layout: read(layout),
    inlineCss: read(inlineCss),
    partials: new Map(
      names.sort().map((each) => [basename(each, '.hbs'), read(join(partials, each))]),
    ),
  });
}
