import type { ConfigInput } from './schema.ts';

/**
 * Returns the config unchanged; gives broadsheet.config.ts its types:
 *
 *     import { defineConfig } from 'broadsheet';
 *     export default defineConfig({ name: 'The Briefing', from: 'news@example.com', … });
 */
export function defineConfig(config: ConfigInput): ConfigInput {
  return config;
}
