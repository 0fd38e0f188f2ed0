import { editionId } from '../../edition/name.ts';

const HEADLINE = 'Port Alder keeps its night ferry by one vote';

/** The town, the council and the ferry are fictional. */
const ARTICLE = `Politics

${HEADLINE}

Key Points
  • The council voted 9 to 8 to pay for the last crossing for another two years.
  • Shift workers at the hospital had said that they would lose their way home.
  • The money comes from parking fees, which rise from next spring.

PORT ALDER — The night ferry will go on crossing the Alder after all. The town council voted 9 to 8 on Tuesday to pay for the 1:15 a.m. sailing for another two years, a service that the port authority had meant to drop at the end of the month.

The vote turned on Councillor Marta Quill, who had spoken against the money in spring. She said that she had taken the late boat herself in the meantime, four nights in a row, and had counted the people on board.

"I expected a dozen," she told the chamber. "I stopped counting at ninety, and most of them were still in their work clothes."

What it costs

The crossing loses about 340,000 crowns a year. The council will cover it with higher fees in the two car parks at the harbour, where an hour will cost 30 crowns in place of 20 from next spring. Shopkeepers on the quay had asked for the rise to be put off until after the summer; the amendment failed by three votes.

The port authority said that it would respect the decision. Its director, Ansel Brook, warned that the older of the two boats needs a new engine within five years, and that nobody had yet said who would pay for it.

What happens next

The timetable stays as it is. A committee of the council, the hospital and the port is to report in the autumn of next year on whether a smaller boat would do.
`;

/** Returns the first edition of a newsletter created on a date (YYYY-MM-DD): its file and its text. */
export function sampleArticle(date: string): { readonly file: string; readonly text: string } {
  const file = `content/${editionId(date, HEADLINE) ?? date}.txt`;
  return { file, text: ARTICLE };
}
