import juice from 'juice';

// juice would leave whatever stands between "{{" and "}}" as it is, and a story may contain both.
// It shares this object with the part that reads it, so that another one has no effect.
for (const name of Object.keys(juice.codeBlocks)) Reflect.deleteProperty(juice.codeBlocks, name);

const COMMENT_OR_IMG = /<!--[^]*?-->|<img\b(?:"[^"]*"|'[^']*'|[^"'>])*>/g;

/** Inlines our CSS into style attributes; MJML's own styles and <style> elements stay unchanged. */
export function inlineCss(html: string, css: string): string {
  return juice.inlineContent(html, css, {
    inlinePseudoElements: false,
    preserveImportant: true,
    applyWidthAttributes: false,
    applyHeightAttributes: false,
    applyAttributesTableElements: false,
  });
}

/** Removes indentation and empty lines, which only add to the size. */
export function dropIndentation(html: string): string {
  return html.replace(/\s*\n\s*/g, '\n').trim() + '\n';
}

/**
 * Makes pictures scale with the screen: MJML writes a fixed height into the style, where it must be
 * `auto`; the attribute keeps the number. Conditional comments for Outlook stay unchanged.
 */
export function fluidImages(html: string): string {
  return html.replace(COMMENT_OR_IMG, (found) =>
    found.startsWith('<!--')
      ? found
      : found.replace(/(\sstyle="[^"]*?(?<![\w-]))height:\s*\d+(?:px)?/, '$1height:auto'),
  );
}
