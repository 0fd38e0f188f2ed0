import juice from 'juice';

const COMMENT_OR_IMG = /<!--[^]*?-->|<img\b(?:"[^"]*"|'[^']*'|[^"'>])*>/g;

/** Writes our CSS into the style attributes; what MJML wrote there, and <style>, stay as they are. */
export function inlineCss(html: string, css: string): string {
  return juice.inlineContent(html, css, {
    inlinePseudoElements: false,
    preserveImportant: true,
    applyWidthAttributes: false,
    applyHeightAttributes: false,
    applyAttributesTableElements: false,
  });
}

/** Drops indentation and empty lines, which a reader pays for and never sees. */
export function dropIndentation(html: string): string {
  return html.replace(/\s*\n\s*/g, '\n').trim() + '\n';
}

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
