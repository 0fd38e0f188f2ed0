/** What `import … from 'broadsheet/site'` gives: the site as a function, for serverless hosts. */
export { defineConfig } from './config/define.ts';
export { createSite, type CreateSiteOptions, type SiteHandler } from './app/site/create-site.ts';
export { UserError } from './base/user-error.ts';

export type { ConfigInput } from './config/schema.ts';
export type { Environment } from './config/environment.ts';
export type { SiteEvent } from './site/options.ts';
