/** What `import … from 'broadsheet'` gives: the config's helper, and the API of docs/api.md. */
export { defineConfig } from './config/define.ts';
export { openNewsletter } from './app/newsletter/newsletter.ts';
export { describe as describeProblem } from './base/problem.ts';
export { UserError } from './base/user-error.ts';
export { ProblemsError } from './app/problems-error.ts';
export { DatabaseUnavailableError } from './base/database-unavailable.ts';

export type { ConfigInput } from './config/schema.ts';
export type { Environment } from './config/environment.ts';
export type { Place, Problem, ProblemCode, DescribedProblem } from './base/problem.ts';
export type { Severity } from './base/problem-texts.ts';
export type { Newsletter, NewsletterOptions } from './app/newsletter/newsletter.ts';
export type {
  BuiltEdition,
  CheckedEdition,
  CheckOptions,
  CompareOptions,
  ListedEdition,
} from './app/newsletter/letters.ts';
export type {
  DryRunOptions,
  DueOptions,
  SendOptions,
  TestOptions,
} from './app/newsletter/sending.ts';
export type { LetterPicture, LetterReport, PreparedLetter } from './app/prepare/prepared-letter.ts';
export type { BuildOptions } from './app/build.ts';
export type { Approved } from './app/approval/approve.ts';
export type { Comparison, Unapproved } from './app/approval/compare.ts';
export type { LetterChange, LetterDiff } from './app/approval/letter-diff.ts';
export type { LetterFacts } from './app/approval/letter-facts.ts';
export type { Destination } from './app/send/destination.ts';
export type { DryRun, DryRunResult } from './app/send/dry-run.ts';
export type { DueEvent, DueResult, TakenTurn, TurnOutcome } from './app/send/due.ts';
export type {
  Addressed,
  Refused,
  RunStanding,
  SendEvent,
  SendQuestion,
  SendResult,
  TakeOverQuestion,
} from './app/send/result.ts';
export type { Turn } from './app/send/turns.ts';
export type { TestSent } from './studio/desk.ts';
export type { DestinationKind } from './deliver/destination.ts';
export type { DeliveryEvent, RunResult } from './deliver/events.ts';
export type { Run } from './deliver/ledger.ts';
export type { DomainTally, RefusalCount, Undelivered, UndeliveredState } from './deliver/runs.ts';
export type { DeliveryState, Tally } from './deliver/state.ts';
export type { Reply } from './smtp/reply.ts';
export type { SmtpFailure } from './smtp/transport.ts';
export type { Status } from './app/status.ts';
export type { SchedulePlan, Upcoming } from './app/schedule.ts';
export type { ClockChange } from './schedule/clock-changes.ts';
export type { Firing } from './schedule/firings.ts';
export type { Hold } from './edition/hold.ts';
export type { SendTime } from './schedule/send-time.ts';
export type { ImportOptions } from './app/subscribers/import-rows.ts';
export type { ImportCounts, ImportReport, RowRemark } from './app/subscribers/import-report.ts';
export type { Added, AddOptions } from './app/subscribers/add.ts';
export type { ReaderDownload } from './app/subscribers/export.ts';
export type { ForgetOptions, Forgotten } from './app/subscribers/forget.ts';
export type { ReaderListOptions } from './app/subscribers/list.ts';
export type {
  Restored,
  RestoredSince,
  RestoreOptions,
  RestoreSinceOptions,
} from './app/subscribers/restore.ts';
export type { Stats, StatsOptions } from './app/subscribers/stats.ts';
export type { Growth } from './subscribers/growth.ts';
export type { Departure } from './app/subscribers/leave.ts';
export type { ReaderRecord } from './app/subscribers/show.ts';
export type { Migrated } from './app/migrate.ts';
export type { AudienceCount, LeftOut } from './subscribers/audiences.ts';
export type { ReceivedEdition } from './subscribers/list.ts';
export type { Suppression } from './subscribers/suppression.ts';
export type { Segment } from './subscribers/segment.ts';
export type { NewSubscriber, Subscriber } from './subscribers/subscriber.ts';
export type {
  AgentClass,
  Consent,
  Reader,
  RecordedDeparture,
  Standing,
} from './subscribers/reader.ts';
