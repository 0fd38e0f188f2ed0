/**
 * The rules of the style sheet. Sides are logical, so that they fit both directions of writing;
 * whatever is pressed is at least 44 px high.
 */
export const RULES = `
:root {
  --sans: -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, 'Noto Sans Arabic', sans-serif;
  --serif: Georgia, 'Times New Roman', 'Noto Serif', 'Noto Naskh Arabic', serif;
  --edge: color-mix(in srgb, var(--muted) 82%, var(--paper));
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0;
  padding-inline: 1rem;
  background: var(--ground);
  color: var(--ink);
  font: 1.0625rem/1.55 var(--sans);
  overflow-wrap: anywhere;
}
.masthead, main, .colophon { max-width: 35rem; margin-inline: auto; }
h1, h2, p, fieldset, legend { margin: 0; padding: 0; border: 0; }
h1, h2, .paper-name { font-family: var(--serif); font-weight: bold; text-wrap: balance; }
h1 { font-size: 1.625rem; line-height: 1.25; letter-spacing: -0.01em; }
h2 { font-size: 1.1875rem; line-height: 1.3; }
.quiet { color: var(--muted); font-size: 0.9375rem; line-height: 1.5; }
a { color: var(--accent); text-underline-offset: 0.15em; }
:focus { outline: none; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; border-radius: 2px; }
/* It has the focus so that it is read out, and no control is there. */
[role='status']:focus-visible { outline: none; }
.skip { position: absolute; inset-inline-start: 1rem; inset-block-start: -6rem; }
.skip:focus { inset-block-start: 1rem; padding: 0.75rem 1rem; background: var(--paper); z-index: 1; }

.masthead { padding-block: 1.75rem 1.5rem; }
.paper-name {
  border-block-start: 5px double var(--ink);
  border-block-end: 1px solid var(--rule);
  padding-block: 0.875rem 0.8125rem;
  font-size: clamp(1.5rem, 6vw, 2.125rem);
  line-height: 1.15;
  letter-spacing: -0.015em;
  text-align: center;
}
.paper-name a { color: inherit; text-decoration: none; }
.paper-name a:hover { text-decoration: underline; text-decoration-thickness: 2px; }

main { display: grid; grid-template-columns: minmax(0, 1fr); gap: 1rem; }
.card, .rows { background: var(--paper); border: 1px solid var(--rule); border-radius: 6px; }
.card { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0.75rem; padding: 1.375rem 1.25rem; }
.card.lead { gap: 1.125rem; padding-block: 1.75rem 1.625rem; }
.card.lead [role='status'] { display: grid; gap: 0.625rem; }
.card.lead .quiet { text-align: center; }
/* A long one in a heading must fit a phone. */
.address { display: inline-block; max-width: 100%; }
h1 .address { font-size: 0.8em; }
.card form, details form { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0.75rem; }
fieldset { display: grid; gap: 0.25rem; min-width: 0; }
legend { display: contents; }

button {
  min-height: 3rem;
  padding: 0.625rem 1.25rem;
  border: 1px solid var(--edge);
  border-radius: 5px;
  background: var(--paper);
  color: var(--ink);
  font: 600 1rem/1.4 var(--sans);
  text-align: center;
  cursor: pointer;
}
button:hover { background: var(--panel); border-color: var(--ink); }
button.primary {
  min-height: 3.375rem;
  border-color: var(--accent);
  background: var(--accent);
  color: var(--paper);
  font-size: 1.125rem;
}
button.primary:hover { background: color-mix(in srgb, var(--accent) 88%, var(--ink)); }
.card .side-by-side { display: flex; flex-wrap: wrap; gap: 0.625rem; }
.side-by-side button { flex: 1 1 0; min-width: min-content; padding-inline: 0.25rem; font-size: 0.9375rem; line-height: 1.3; overflow-wrap: normal; }

label { font-weight: 600; font-size: 0.9375rem; }
input[type='email'], input[type='text'], select, textarea {
  width: 100%;
  min-height: 3rem;
  padding: 0.625rem 0.75rem;
  border: 1px solid var(--edge);
  border-radius: 5px;
  background: var(--paper);
  color: var(--ink);
  font: 1.0625rem/1.4 var(--sans);
}
textarea { resize: vertical; }
[aria-invalid='true'] { border: 2px solid var(--accent); }
.fault { color: var(--accent); font-weight: 600; }
.choice {
  display: flex;
  align-items: center;
  gap: 0.75rem;
  min-height: 2.875rem;
  font-weight: normal;
  font-size: 1.0625rem;
  cursor: pointer;
}
.choice + .choice { border-block-start: 1px solid var(--rule); }
.choice input { flex: none; width: 1.375rem; height: 1.375rem; margin: 0; accent-color: var(--accent); }
.field { display: grid; gap: 0.375rem; }
.card.lead form { gap: 1.125rem; }
.card.lead .quiet.start { text-align: start; }
.legend { font-weight: 600; font-size: 0.9375rem; }
pre {
  margin: 0;
  padding: 0.875rem 1rem;
  overflow-x: auto;
  border: 1px solid var(--rule);
  border-radius: 5px;
  background: var(--ground);
  font-size: 0.8125rem;
  line-height: 1.5;
  text-align: start;
}
/* Nobody sees it; a program can't tell. */
.away { position: absolute; inset-inline-start: -200vw; width: 1px; height: 1px; overflow: hidden; }
.typed { font-weight: 600; overflow-wrap: anywhere; }
.action { display: inline-flex; align-items: center; min-height: 2.75rem; font-weight: 600; }

.rows { overflow: hidden; }
details + details { border-block-start: 1px solid var(--rule); }
details form { padding: 0.25rem 1.25rem 1.375rem; }
summary {
  display: flex;
  align-items: center;
  justify-content: space-between;
  gap: 1rem;
  min-height: 3.5rem;
  padding: 0.75rem 1.25rem;
  cursor: pointer;
  list-style: none;
}
summary::-webkit-details-marker { display: none; }
summary::after {
  content: '';
  flex: none;
  width: 0.5rem;
  height: 0.5rem;
  margin-inline-end: 0.25rem;
  border-inline-end: 2px solid var(--muted);
  border-block-end: 2px solid var(--muted);
  rotate: 45deg;
  translate: 0 -0.125rem;
}
[dir='rtl'] summary::after { rotate: -45deg; }
details[open] > summary::after { rotate: 225deg; translate: 0 0.125rem; }
[dir='rtl'] details[open] > summary::after { rotate: 135deg; }
summary:hover { background: var(--panel); }
summary:focus-visible { outline-offset: -4px; }
summary h2 { font: 600 1.0625rem/1.4 var(--sans); letter-spacing: 0; }

.notice {
  padding: 0.875rem 1.25rem;
  border: 1px solid var(--rule);
  border-inline-start: 4px solid var(--accent);
  border-radius: 6px;
  background: var(--paper);
  font-weight: 600;
}
.colophon { padding-block: 1.75rem 2.5rem; color: var(--muted); font-size: 0.875rem; text-align: center; }
`;
