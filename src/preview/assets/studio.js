// @ts-check
/** The studio's script. Without it every page can be read; with it the pages are live. */
