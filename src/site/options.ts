/** What the site is made of: ports, settings, and what the world outside hands in. */
import type { Context } from 'hono';
import type { Secret } from '../base/secrets.ts';
import type { SiteSettings } from '../config/site.ts';
import type { Outbox } from '../subscribers/outbox.ts';
import type { Limits } from '../subscribers/limits.ts';
import type { Readers } from '../subscribers/readers.ts';
import type { Bursts } from '../subscribers/bursts.ts';
import type { Suppressions } from '../subscribers/suppression.ts';
import type { SignUps } from '../subscribers/sign-ups.ts';
import type { FindMailRoute } from './sign-up/mail-route.ts';

export interface SitePalette {
  readonly ground: string;
  readonly paper: string;
  readonly panel: string;
  readonly ink: string;
  readonly muted: string;
  readonly rule: string;
  readonly accent: string;
}

/** What the pages say of the newsletter. */
export interface Newsletter {
  readonly name: string;
  readonly locale: string;
  readonly timeZone: string;
  readonly listId: string;
  /** By their short names: the words that readers see. */
  readonly topics: Readonly<Record<string, string>>;
  readonly postalAddress: string;
  /** Where a reader can write to. */
  readonly contact: string;
  readonly home?: string;
  readonly colors: { readonly light: SitePalette; readonly dark: SitePalette };
}

export interface SitePorts {
  readonly readers: Readers;
  readonly outbox: Pick<Outbox, 'add'>;
  readonly suppressions: Pick<Suppressions, 'find'>;
  readonly bursts: Bursts;
  readonly limits: Limits;
  readonly signUps: Pick<SignUps, 'ask' | 'find' | 'confirm' | 'isBusy'>;
  /** Rejects if the database can't be used, or its tables are of another version. */
  readonly ready: () => Promise<void>;
  /** Finds the reader id for the id in a token of a letter from before reader ids. */
  readonly findByEarlierId: (id: string) => Promise<string | undefined>;
}

/** What happens on the site and is worth a line in a log; names no reader and no token. */
export type SiteEvent =
  /** A request was answered; the route is a pattern such as `POST /u/:token`. */
  | {
      readonly kind: 'request';
      readonly route: string;
      readonly status: number;
      readonly ms: number;
    }
  /** So many readers of one domain left within minutes that a scanner may have done it. */
  | { readonly kind: 'burst'; readonly domain: string; readonly left: number; readonly of: number }
  /** So many signed up that confirmations have to wait; at most once an hour. */
  | { readonly kind: 'sign-up-cap' }
  /**
   * A network signs up more people than it may; at most once an hour. If it is a private one, a proxy
   * is probably not named in the settings.
   */
  | { readonly kind: 'sign-up-limit'; readonly isPrivate: boolean }
  /** The database was unavailable. */
  | { readonly kind: 'unavailable'; readonly route: string; readonly error: Error }
  /** A bug. */
  | { readonly kind: 'fault'; readonly route: string; readonly error: Error };

export interface SiteOptions {
  readonly ports: SitePorts;
  readonly newsletter: Newsletter;
  readonly settings: SiteSettings;
  readonly secrets: readonly Secret[];
  readonly clock: () => Date;
  readonly onEvent: (event: SiteEvent) => void;
  /** Returns the address of the socket. Default: what @hono/node-server knows of it. */
  readonly peerOf?: (context: Context) => string | undefined;
  /** Finds out whether a domain accepts mail. Default: nothing is looked up. */
  readonly mailRoute?: FindMailRoute;
}

/** What every route and page gets: the options, and what is worked out once. */
export interface Site extends SiteOptions {
  /** The path of `settings.url`, which every path of a link begins with; '' if it has none. */
  readonly base: string;
  /** Returns the client's IP address, by the proxies that are trusted. */
  readonly clientOf: (context: Context) => string | undefined;
  readonly styleSheet: { readonly path: string; readonly css: string };
}
