import type { Problem } from '../base/problem.ts';
import { checkAlignment } from './checks/alignment.ts';
import { checkAlt } from './checks/alt.ts';
import { checkButton } from './checks/button.ts';
import { checkC1Character } from './checks/c1-character.ts';
import { checkCharacters } from './checks/characters.ts';
import { checkColorScheme } from './checks/color-scheme.ts';
import { checkContrast } from './checks/contrast.ts';
import { checkCssNested } from './checks/css-nested.ts';
import { checkCssSize } from './checks/css-size.ts';
import { checkExampleAddress } from './checks/example-address.ts';
import { checkPostalAddress, checkUnsubscribe } from './checks/footer.ts';
import { checkHeadings } from './checks/headings.ts';
import { checkImage } from './checks/image.ts';
import { checkInvalid } from './checks/invalid.ts';
import { checkLangDir } from './checks/lang-dir.ts';
import { checkLayoutRole } from './checks/layout-role.ts';
import { checkLeftover } from './checks/leftover.ts';
import { checkLineLength } from './checks/line-length.ts';
import { checkLinkName } from './checks/link-name.ts';
import { checkLinkUnderline } from './checks/link-underline.ts';
import { checkLinks } from './checks/links.ts';
import { checkMarkup } from './checks/markup.ts';
import { checkMeta } from './checks/meta.ts';
import { checkOrder } from './checks/order.ts';
import { checkOutlookComments } from './checks/outlook-comments.ts';
import { checkPlaceholder } from './checks/placeholder.ts';
import { checkPreheader } from './checks/preheader.ts';
import { checkReaderLinks, checkSiteAddress } from './checks/reader-link.ts';
import { checkSize } from './checks/size.ts';
import { checkStory } from './checks/story.ts';
import { checkSubject } from './checks/subject.ts';
import { checkTextPart } from './checks/text-part.ts';
import { checkTitle } from './checks/title.ts';
import { checkTypeSize } from './checks/type-size.ts';
import { checkUnsupported } from './checks/unsupported.ts';
import { checkWebFont } from './checks/web-font.ts';
import { checkWrapper } from './checks/wrapper.ts';
import { parseLetter, type Check, type FinishedLetter } from './parsed-letter.ts';
import { applyCheckSettings } from './settings.ts';

/** Every check, in the order in which their problems are shown. */
const CHECKS: readonly Check[] = [
  checkStory,
  checkLeftover,
  checkUnsubscribe,
  checkPostalAddress,
  checkSize,
  checkLineLength,
  checkSubject,
  checkPreheader,
  checkTextPart,
  checkOrder,
  checkPlaceholder,
  checkCharacters,
  checkMarkup,
  checkExampleAddress,
  checkLinks,
  checkReaderLinks,
  checkSiteAddress,
  checkContrast,
  checkTypeSize,
  checkAlignment,
  checkLangDir,
  checkLayoutRole,
  checkHeadings,
  checkTitle,
  checkAlt,
  checkLinkName,
  checkLinkUnderline,
  checkWrapper,
  checkCssSize,
  checkCssNested,
  checkC1Character,
  checkOutlookComments,
  checkButton,
  checkImage,
  checkWebFont,
  checkColorScheme,
  checkMeta,
  checkUnsupported,
  checkInvalid,
];

/** Returns the problems of a finished letter, with the config's severities and exceptions. */
export function checkLetter(finished: FinishedLetter): readonly Problem[] {
  const letter = parseLetter(finished);
  const found = CHECKS.flatMap((check) => check(letter));
  return applyCheckSettings(found, finished.config.check, finished.edition.id);
}
