import { answerFault, QUESTIONS, type Question } from '../../../app/init/answers.ts';
import type { Answers } from '../../../app/init/starter-files.ts';
import { UserError } from '../../../base/user-error.ts';
import type { Io } from '../../io.ts';
import type { InitOptions } from './init.ts';

/**
 * Returns what the options answer, and for the rest example values or what a person answers;
 * undefined if the person leaves. Throws UserError if an answer is missing or wrong.
 */
export async function collectAnswers(options: InitOptions, io: Io): Promise<Answers | undefined> {
  const answers: Partial<Record<keyof Answers, string>> = {};
  for (const question of QUESTIONS) {
    const given = options[question.key];
    const answer =
      given === undefined ? await ask(question, options, io) : checked(question, given);
    if (answer === undefined) return undefined;
    answers[question.key] = answer.trim();
  }
  return answers as Answers;
}

function checked({ key, option }: Question, given: string): string {
  const fault = answerFault(key, given);
  if (fault === undefined) return given;
  throw new UserError(`${option}: ${fault}.`, 'Nothing was written.');
}

async function ask(
  { key, message, example }: Question,
  { yes }: InitOptions,
  { interactive }: Io,
): Promise<string | undefined> {
  if (yes === true) return example;
  if (!interactive()) {
    const options = QUESTIONS.map(({ option }) => option).join(', ');
    throw new UserError(
      "Can't ask for the newsletter's name and sender: this is not an interactive terminal.",
      `Pass --yes to use example values, or set ${options}.`,
    );
  }
  const { isCancel, text } = await import('@clack/prompts');
  const validate = (value: string | undefined) => answerFault(key, value ?? '');
  const answer = await text({ message, placeholder: example, validate, output: process.stderr });
  return isCancel(answer) ? undefined : answer;
}
