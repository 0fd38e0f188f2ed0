const COMMENT_OR_IMG = /<!--[^]*?-->|<img\b(?:"[^"]*"|'[^']*'|[^"'>])*>/g;

/**
 * Lets pictures shrink with the screen: MJML writes the height into the style, where it must be
 * `auto`; the attribute keeps the number. Outlook's conditional comments stay as they are.
 */
export function fluidImages(html: string): string {
  return html.replace(COMMENT_OR_IMG, (found) =>
    found.startsWith('<!--')
      ? found
      : found.replace(/(\sstyle="[^"]*?(?<![\w-]))height:\s*\d+(?:px)?/, '$1height:auto'),
  );
}
