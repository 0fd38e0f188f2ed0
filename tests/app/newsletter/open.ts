/** A newsletter with a server of its own, opened from code. */
import { openNewsletter, type Newsletter, type NewsletterOptions } from '../../../src/index.ts';
import { useDesk, type Desk } from '../../support/schedule-desk.ts';

export const ID = '2023-06-14-one';
export const NOW = new Date('2023-06-14T12:00Z');

/** A setting that lets no letter pass the checks. */
export const TOO_LARGE =
  "check: { severities: { 'letter/size': 'error' }, budgets: { htmlBytes: 9, htmlWarningBytes: 9 } }";

export interface Opening {
  readonly desk: () => Desk;
  /** Opens the newsletter of the test, which sends to the test's own server. */
  readonly open: (options?: NewsletterOptions) => Newsletter;
  /** Opens it with an edition and three subscribers. */
  readonly openWithList: (options?: NewsletterOptions) => Promise<Newsletter>;
}

/** Gives each test of the file a newsletter of its own. */
export function useNewsletter(): Opening {
  const desk = useDesk();
  const open = (options: NewsletterOptions = {}) => {
    const env = { SMTP_URL: desk().sink.url };
    return openNewsletter({ folder: desk().newsletter.folder, env, clock: () => NOW, ...options });
  };
  return {
    desk,
    open,
    openWithList: async (options) => {
      desk().edition(ID);
      await desk().subscribe('email\nada@example.com\nbob@example.com\neve@example.com\n');
      return open(options);
    },
  };
}
