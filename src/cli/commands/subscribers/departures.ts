import type { Departure } from '../../../app/subscribers/leave.ts';
import { printable } from '../../../base/printable.ts';
import { EXIT } from '../../io.ts';
import type { Presenter } from '../../present.ts';
import { marked } from '../../style.ts';

/** Presents what came of readers who were removed or suppressed. */
export function departurePresenter(
  done: 'removed' | 'suppressed',
): Presenter<readonly Departure[]> {
  return {
    exitCode: (departures) =>
      done === 'removed' && departures.some(({ wasOnList }) => !wasOnList)
        ? EXIT.failed
        : EXIT.done,
    json: (departures) => ({
      [done]: departures.map(({ email, wasOnList, before }) => ({
        email,
        wasOnList,
        suppressedBefore: before ?? null,
      })),
    }),
    text: (departures) =>
      departures.map(({ email, wasOnList, isSuppressed, before }) => {
        const now = isSuppressed ? '; it is suppressed now' : '';
        const earlier = before === undefined ? '' : ` It was suppressed before: ${before}.`;
        return done === 'removed' && !wasOnList
          ? marked('warning', printable(`${email} was not on the list${now}.${earlier}`))
          : marked('done', printable(`${email} is ${done}.${earlier}`));
      }),
  };
}
