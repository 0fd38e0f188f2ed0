/** What pages put behind a caption, a credit or a link: "hide caption", ", opens new tab". */

const TAIL =
  /(?:\s*,?\s*opens (?:in )?(?:a )?new (?:tab|window)|\s*(?:purchase|acquire) licensing rights|\s*hide caption|\s*toggle caption|\s*enlarge(?: this)? image|\s*view (?:image|gallery)(?: in fullscreen)?|\s*open image in gallery|\s*read more|\s*show more|\s*click to enlarge|\s*bild vergrößern|\s*agrandir|\s*ampliar(?: foto)?|\s*ingrandisci|\s*vergroten)\s*$/iu;

/** Splits such words from the end of a line. `tail` is empty if there are none. */
export function splitCreditTail(text: string): { readonly text: string; readonly tail: string } {
  let end = text.length;
  for (let count = 0; count < 4; count++) {
    const start = Math.max(0, end - 60);
    const match = TAIL.exec(text.slice(start, end));
    if (!match || start + match.index === 0) break;
    end = start + match.index;
  }
  return { text: text.slice(0, end).trimEnd(), tail: text.slice(end).trim() };
}
