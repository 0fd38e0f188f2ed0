/** What a newsletter's own files may import from "broadsheet". */
export { defineConfig } from './config/define.ts';
export type { ConfigInput } from './config/schema.ts';
