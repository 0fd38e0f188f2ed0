import { firstHead, type ViewSettings } from './view.ts';

/** Returns what a frame shows in place of a letter that takes too long to parse. */
export function tooComplex({ variant, online }: ViewSettings): string {
  const scheme = variant.mode === 'light' ? 'light' : 'dark';
  return `<!doctype html>${firstHead(online)}<html lang="en"><head><title>Too complex</title><style>
:root { color-scheme: ${scheme}; }
body { max-width: 32em; margin: 15vh auto 0; padding: 0 24px; font: 16px/1.5 system-ui, sans-serif; }
</style></head><body><h1>Too complex for this view</h1>
<p>This message is so large, or its styles so complex, that it can’t be repainted in a few seconds. Show it in Light or Dark with its pictures and styles, where it is shown as it is.</p>
</body></html>`;
}
