import { addressFault } from '../../base/address.ts';
import { configSchema } from '../../config/schema.ts';
import type { Answers } from './starter-files.ts';

/** What only the user can say of a newsletter, and how to ask for it. */
export interface Question {
  readonly key: keyof Answers;
  /** The option of the command line that answers it. */
  readonly option: string;
  readonly message: string;
  readonly example: string;
}

export const QUESTIONS: readonly Question[] = [
  {
    key: 'name',
    option: '--name',
    message: 'What is the newsletter called?',
    example: 'The Daily Briefing',
  },
  {
    key: 'from',
    option: '--from',
    message: 'Which address does it come from?',
    example: 'briefing@example.com',
  },
  {
    key: 'postalAddress',
    option: '--postal-address',
    message: 'What is the postal address of the sender? The law requires one in every letter.',
    example: 'The Daily Briefing, 1 Example Square, Springfield',
  },
];

/** Returns what is wrong with an answer; undefined if nothing is. */
export function answerFault(key: keyof Answers, text: string): string | undefined {
  if (key === 'from') {
    const fault = addressFault(text.trim());
    return fault === undefined ? undefined : `must be an email address: ${fault}`;
  }
  return configSchema.shape[key].safeParse(text).error?.issues[0]?.message;
}
