import type { Article } from '../article/article.ts';
import type { SendTime } from '../schedule/send-time.ts';
import type { Hold } from './hold.ts';

/** One issue of the newsletter. */
export interface Edition {
  /** Its name in content/, such as 2023-06-14-blinken-beijing. */
  readonly id: string;
  /** YYYY-MM-DD */
  readonly date: string;
  /** When it is published: the Date of the letter until it is sent. */
  readonly publishedAt: Date;
  /** When it is sent automatically, if that is set. */
  readonly when?: SendTime;
  /** That it must not go out yet. */
  readonly hold?: Hold;
  /** Who it is for: a segment's name, or "all". */
  readonly audience: string;
  readonly subject: string;
  readonly preheader: string;
  readonly lead: Article;
  readonly further: readonly Article[];
  readonly wordCount: number;
  readonly readingMinutes: number;
}
