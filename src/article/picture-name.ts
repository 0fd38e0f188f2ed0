import { webUrl } from '../base/url.ts';
import { hasCrop, splitCrop, type CroppedFile } from './crop.ts';

/** Reads the name of a picture in front matter: a URL, or the path of a file next to the article. */
export function pictureNamed(
  text: string,
): { readonly source: string } | CroppedFile | { readonly fault: string } {
  const source = webUrl(text);
  if (source !== undefined) return hasCrop(source) ? { fault: WEB_CROP } : { source };
  if (/^[a-z][a-z\d+.-]*:|^[/\\]/i.test(text)) return { fault: NO_PICTURE };
  const split = splitCrop(text);
  return 'fault' in split ? { fault: `${split.fault}; ${HOW_TO_CROP}` } : split;
}

const NO_PICTURE =
  'must be an http or https URL, or the relative path of a file next to the article';
const WEB_CROP = "a picture on the web can't be cropped; save it next to the article";
const HOW_TO_CROP =
  'write left, top, width and height in percent, such as #xywh=percent:10,0,80,60';
