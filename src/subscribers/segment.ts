/**
 * Who a segment is: conditions over a subscriber, written in the config. Texts are compared without
 * regard to case; dates are `2026-11-02`, or ISO 8601 with a time.
 */
import * as z from 'zod';

const text = z.string().trim().min(1, 'must not be empty').max(500);
const texts = z.array(text).min(1, 'must contain at least one value').max(1000);
const day = z
  .string()
  .refine(
    (written) => /^\d{4}-\d\d-\d\d/.test(written) && !Number.isNaN(Date.parse(written)),
    'must be a date such as 2026-11-02',
  );

/** How a value is compared; all that are given must hold. */
const comparison = z.strictObject({
  is: text.optional(),
  in: texts.optional(),
  /** Compared as dates if the value is one, otherwise as texts. */
  before: text.optional(),
  after: text.optional(),
});

const condition = z.union([
  comparison.extend({ attribute: text }),
  z.strictObject({ topic: text }),
  z.strictObject({ timeZone: z.union([text, texts]) }),
  /** Of the address; a name also stands for the names below it. */
  z.strictObject({ domain: z.union([text, texts]) }),
  z.strictObject({ signedUp: z.strictObject({ before: day, after: day }).partial() }),
  /** An edition whose letter was accepted, or how many were. */
  z.strictObject({ received: z.union([text, z.strictObject({ atLeast: z.int().min(1) })]) }),
]);

type Condition = z.output<typeof condition>;

export type Segment =
  | Readonly<Condition>
  | { readonly all: readonly Segment[] }
  | { readonly any: readonly Segment[] }
  | { readonly not: Segment };

const several = z.lazy(() => z.array(segmentSchema).min(1, 'must contain at least one condition'));

/** A segment of the config; documented in docs/readers.md. */
export const segmentSchema: z.ZodType<Segment> = z.union([
  condition,
  z.strictObject({ all: several }),
  z.strictObject({ any: several }),
  z.strictObject({ not: z.lazy(() => segmentSchema) }),
]);
