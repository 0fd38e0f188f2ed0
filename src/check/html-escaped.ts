import Handlebars from 'handlebars';

/** A text as the templates write it into HTML. */
export function htmlEscaped(text: string): string {
  return Handlebars.escapeExpression(text);
}
