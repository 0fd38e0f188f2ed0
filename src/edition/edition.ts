import type { Article } from '../article/article.ts';
import type { SendTime } from '../schedule/send-time.ts';

/** One number of the newsletter. */
export interface Edition {
  /** Its name in content/, such as 2023-06-14-blinken-beijing. */
  readonly id: string;
  /** YYYY-MM-DD */
  readonly date: string;
  /** When it is published: the letter's Date. */
  readonly publishedAt: Date;
  /** When it goes out by itself, where that is set. */
  readonly when?: SendTime;
  readonly subject: string;
  readonly preheader: string;
  readonly lead: Article;
  readonly further: readonly Article[];
  readonly wordCount: number;
  readonly readingMinutes: number;
}
