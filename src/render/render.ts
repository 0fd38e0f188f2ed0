import type { Config } from '../config/schema.ts';
import type { Edition } from '../edition/edition.ts';
import { failed, ok, problem, type Result } from '../base/problem.ts';
import { fillTheme, traceLines } from './fill.ts';
import { dropIndentation, fluidImages, inlineCss } from './inline.ts';
import { compileMjml } from './mjml.ts';
import { slotRegister, type Slot, type SlotTable } from './slots.ts';
import { renderText } from './text.ts';
import type { Theme } from './theme.ts';
import { richHtml, type Html } from './rich-html.ts';
import { richPlain } from './rich-plain.ts';
import type { StorySetting } from './story-view.ts';
import { typeset, typesetRich } from './typography.ts';
import { viewOf } from './view.ts';

/** A rendered edition, in which the slots are still tokens. */
export interface Rendered {
  readonly html: string;
  readonly text: string;
  readonly mjml: string;
  readonly slots: SlotTable;
}

/** Renders an edition once for all subscribers. Fails with the template's file and line. */
export async function renderEdition(
  edition: Edition,
  config: Config,
  theme: Theme,
): Promise<Result<Rendered>> {
  // When an edition is sent, and to whom, changes nothing in its letter.
  const seed = { ...edition, publishedAt: undefined, when: undefined, audience: undefined };
  const register = slotRegister(JSON.stringify(seed));
  const view = viewOf(edition, config, register.token, htmlSetting(config));
  const rendered = await renderHtml(theme, view, register.token);
  if (!rendered.ok) return rendered;
  return ok({
    ...rendered.value,
    text: renderText(viewOf(edition, config, register.token, TEXT_SETTING)),
    slots: register.table(),
  });
}

/** Fills a theme with a view, and compiles it. Fails with the template's file and line. */
export async function renderHtml(
  theme: Theme,
  view: object,
  token: (slot: Slot) => string,
): Promise<Result<Pick<Rendered, 'mjml' | 'html'>>> {
  const filled = fillTheme(theme, view, token);
  if (!filled.ok) return filled;
  const { mjml } = filled.value;
  const compiled = await compileMjml(mjml);
  if (!compiled.ok) {
    const lines = compiled.faults.map(({ line }) => line);
    const places = traceLines(theme, view, token, lines);
    return failed(
      ...compiled.faults.map(({ message }, index) =>
        problem('template/mjml', places[index], message),
      ),
    );
  }
  const html = dropIndentation(fluidImages(inlineCss(compiled.html, filled.value.inlineCss)));
  return ok({ mjml, html });
}

type TextSetting<Rich> = Pick<StorySetting<Rich>, 'text' | 'rich'>;

function htmlSetting({ typography, locale }: Config): TextSetting<Html> {
  if (!typography) return { text: (text) => text, rich: richHtml };
  return {
    text: (text) => typeset(text, locale),
    rich: (rich, marks) => richHtml(typesetRich(rich, locale), marks),
  };
}

/** Plain text keeps its quotation marks as typed. */
const TEXT_SETTING: TextSetting<string> = { text: (text) => text, rich: richPlain };
