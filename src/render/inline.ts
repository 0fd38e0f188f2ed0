import juice from 'juice';

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
