import { addressFault } from '../../base/address.ts';
import { configSchema } from '../../config/schema.ts';
import { UserError } from '../../base/user-error.ts';
import type { Io } from '../../cli/io.ts';
import type { Answers } from './starter-files.ts';

export type AnswerOptions = Partial<Answers> & { readonly yes?: boolean };

interface Question {
  readonly key: keyof Answers;
  readonly option: string;
  readonly message: string;
  readonly example: string;
}

const QUESTIONS: readonly Question[] = [
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
    message: 'What is the postal address of the sender? The law asks for it in every letter.',
    example: 'The Daily Briefing, 1 Example Square, Springfield',
  },
];

/**
 * What the options say, and for the rest example values or what a person answers; undefined where
 * the person leaves. Throws UserError where an answer is missing or would not do.
 */
export async function answersOf(options: AnswerOptions, io: Io): Promise<Answers | undefined> {
  const answers: Partial<Record<keyof Answers, string>> = {};
  for (const question of QUESTIONS) {
    const { key } = question;
    const given = options[key];
    const answer =
      given === undefined ? await ask(question, options, io) : checked(question, given);
    if (answer === undefined) return undefined;
    answers[key] = answer.trim();
  }
  return answers as Answers;
}

function checked({ key, option }: Question, given: string): string {
  const fault = faultOf(key, given);
  if (fault === undefined) return given;
  throw new UserError(`${option}: ${fault}.`, 'Nothing was written.');
}

async function ask(
  { key, message, example }: Question,
  { yes }: AnswerOptions,
  { interactive }: Io,
): Promise<string | undefined> {
  if (yes === true) return example;
  if (!interactive) {
    const options = QUESTIONS.map(({ option }) => option).join(', ');
    throw new UserError(
      'Nobody can be asked what the newsletter is called and who sends it.',
      `Say --yes for example values, or set ${options}.`,
    );
  }
  const { isCancel, text } = await import('@clack/prompts');
  const validate = (value: string | undefined) => faultOf(key, value ?? '');
  const answer = await text({ message, placeholder: example, validate, output: process.stderr });
  return isCancel(answer) ? undefined : answer;
}

function faultOf(key: keyof Answers, text: string): string | undefined {
  if (key === 'from') {
    const fault = addressFault(text.trim());
    return fault === undefined ? undefined : `must be an e-mail address: ${fault}`;
  }
  return configSchema.shape[key].safeParse(text).error?.issues[0]?.message;
}
