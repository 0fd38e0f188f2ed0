import type { AudienceCount } from '../../subscribers/audiences.ts';
import type { Reader } from '../../subscribers/reader.ts';
import type { ReaderDownload } from '../subscribers/export.ts';
import type { ReaderListOptions } from '../subscribers/list.ts';
import type { ReaderRecord } from '../subscribers/show.ts';
import type { Stats, StatsOptions } from '../subscribers/stats.ts';
import type { Workspace } from '../workspace.ts';

/** What a newsletter reads of its list. */
export interface ReadingMethods {
  /** Lists readers. Default: all who have not left. */
  subscribers(options?: ReaderListOptions): AsyncIterable<Reader>;

  /**
   * Reads what is known of a reader: by address, or by the id in the subject of an unsubscribe
   * email. Rejects with UserError if it is neither.
   */
  findReader(reader: string): Promise<ReaderRecord>;

  /** Reads all that is kept about a reader, to hand over. Rejects with UserError if there is none. */
  exportReader(reader: string): Promise<ReaderDownload>;

  /**
   * Counts who would get an edition for an audience (default: all, the whole list), and who would
   * not and why. Rejects with UserError if the config has no such segment.
   */
  countAudience(audience?: string): Promise<AudienceCount>;

  /** Counts readers by state, and how many came and left. */
  listStats(options?: StatsOptions): Promise<Stats>;
}

/** Returns the methods that read the list of a workspace. */
export function readingMethods(workspace: Workspace): ReadingMethods {
  return {
    subscribers: async function* (options) {
      const { listReaders } = await import('../subscribers/list.ts');
      yield* listReaders(workspace, options);
    },
    findReader: async (reader) => {
      const { readReader } = await import('../subscribers/show.ts');
      return readReader(workspace, reader);
    },
    exportReader: async (reader) => {
      const { exportReader } = await import('../subscribers/export.ts');
      return exportReader(workspace, reader);
    },
    countAudience: async (audience) => {
      const { countAudience } = await import('../subscribers/count.ts');
      return countAudience(workspace, audience);
    },
    listStats: async (options) => {
      const { readStats } = await import('../subscribers/stats.ts');
      return readStats(workspace, options);
    },
  };
}
