/** What stands in each <style> of the letter; Outlook's comments are not part of it. */
export function styleSheets(document: Document): readonly string[] {
  return Array.from(document.querySelectorAll('style'), (style) => style.textContent);
}

/** CSS without its comments, and with its strings emptied: what braces and rules are counted in. */
export function bareCss(css: string): string {
  return css.replace(/\/\*[\s\S]*?\*\//g, '').replace(/"[^"\n]*"|'[^'\n]*'/g, '""');
}
