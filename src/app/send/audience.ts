/** The one audience there is so far: the whole list. */
export const AUDIENCE = 'all';
