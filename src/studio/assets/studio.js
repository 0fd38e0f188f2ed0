// @ts-check
'use strict';
/**
 * The studio's script. Without it every page can be read; with it the view switches in place, the
 * keys work, and what changes on the disk changes on the screen. The block keeps its names inside.
 */
{
  const { root = './', edition = '' } = document.body.dataset;
  const served = location.protocol !== 'file:';

  // Small tools

  /** @template {Element} T @param {string} selector @param {new () => T} type @returns {T[]} */
  const all = (selector, type) =>
    [...document.querySelectorAll(selector)].flatMap((each) =>
      each instanceof type ? [each] : [],
    );
  /** @param {string} selector */
  const first = (selector) => all(selector, HTMLElement)[0];
  /** @param {string} name @param {Record<string, string>} attributes @param {(Node | string)[]} children */
  const make = (name, attributes, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  };
  /** @param {Event} event @param {string} selector The element around what was clicked, if any. */
  const around = (event, selector) => {
    const found = event.target instanceof Element ? event.target.closest(selector) : null;
    return found instanceof HTMLElement ? found : undefined;
  };

  let forgetting = 0;
  /** @param {string} text Said to eyes and to screen readers, for a while. */
  const say = (text) => {
    const toast = first('#toast');
    if (toast) toast.textContent = text;
    clearTimeout(forgetting);
    forgetting = window.setTimeout(() => toast && (toast.textContent = ''), 8000);
  };
  /** @param {string} path @param {RequestInit} [how] */
  const ask = (path, how) =>
    fetch(path, how).catch(() => {
      say('The studio does not answer. Is “broadsheet preview” running?');
      return undefined;
    });
  /** @param {string} path */
  const textOf = async (path) => {
    const answer = await ask(path);
    return answer?.ok === true ? answer.text() : '';
  };
  /** @param {string} text */
  const parse = (text) => new DOMParser().parseFromString(text, 'text/html');

  /**
   * Makes an element like another one and keeps what stays, so that nothing flashes and focus,
   * scroll positions and frames survive. Its nodes may be another window's: no instanceof here.
   * @param {Element} from @param {Element} to
   */
  const morph = (from, to) => {
    for (const old of [...from.attributes])
      if (!to.hasAttribute(old.name) && old.name !== 'open') from.removeAttributeNode(old);
    for (const { name, value } of to.attributes) {
      // A frame has gone on from the letter that it began with.
      const begun = from.nodeName === 'IFRAME' && name === 'src';
      if (!begun && from.getAttribute(name) !== value) copyAttribute(name, from, to);
    }
    // What this script has filled: the server shows it empty.
    if (!(from instanceof HTMLElement && from.dataset.summary !== undefined)) morphInside(from, to);
  };
  /** @param {Element} from @param {Element} to */
  const morphInside = (from, to) => {
    let at = from.firstChild;
    for (const wanted of [...to.childNodes]) {
      const match = matching(at, wanted);
      if (match === null) from.insertBefore(wanted, at);
      else {
        while (at !== null && at !== match) at = removed(at);
        if (match.nodeType === Node.ELEMENT_NODE)
          morph(/** @type {Element} */ (match), /** @type {Element} */ (wanted));
        else if (match.nodeValue !== wanted.nodeValue) match.nodeValue = wanted.nodeValue;
        at = match.nextSibling;
      }
    }
    while (at !== null) at = removed(at);
  };
  /** @param {string} name @param {Element} from @param {Element} to Names that only a parser takes, too. */
  const copyAttribute = (name, from, to) => {
    const copy = to.getAttributeNode(name)?.cloneNode();
    if (copy) from.setAttributeNode(/** @type {Attr} */ (copy));
  };
  /** @param {ChildNode} node @returns {ChildNode | null} What came after it. */
  const removed = (node) => {
    const after = node.nextSibling;
    node.remove();
    return after;
  };
  /** @param {ChildNode | null} at @param {ChildNode} wanted The same node, as it was; by its id, further on too. */
  const matching = (at, wanted) => {
    const idOf = (/** @type {ChildNode} */ node) => ('id' in node ? node.id : '');
    const id = idOf(wanted);
    const same = (/** @type {ChildNode} */ node) =>
      node.nodeName === wanted.nodeName && idOf(node) === id;
    if (id === '') return at !== null && same(at) ? at : null;
    while (at !== null && !same(at)) at = at.nextSibling;
    return at;
  };

  // What is seen. It stands in the URL, so that it can be shared and gone back to.

  const CHOICES = {
    view: ['desktop', 'tablet', 'phone', 'all'],
    mode: ['light', 'dark', 'partial', 'full'],
    pictures: ['on', 'off'],
    styles: ['on', 'off'],
    tab: ['letter', 'text', 'inbox', 'html', 'mjml', 'message', 'headers', 'size'],
  };
  /** @typedef {keyof typeof CHOICES} Part @typedef {Record<Part, string>} Look */
  const PARTS = /** @type {Part[]} */ (Object.keys(CHOICES));
  /** It may come later, with the first letter that can be built. */
  const form = () => all('#view', HTMLFormElement)[0];
  /** @param {(part: Part) => unknown} get @returns {Look} Only what there is, whatever is asked. */
  const lookOf = (get) => {
    const pick = (/** @type {Part} */ part) =>
      CHOICES[part].find((choice) => choice === get(part)) ?? usual[part];
    return {
      view: pick('view'),
      mode: pick('mode'),
      pictures: pick('pictures'),
      styles: pick('styles'),
      tab: pick('tab'),
    };
  };
  const lookInUrl = () => {
    const query = new URLSearchParams(location.search);
    return lookOf((part) => query.get(part));
  };
  const lookInForm = () => {
    const data = new FormData(form());
    return lookOf((part) => data.get(part) ?? (part === 'tab' ? look.tab : undefined));
  };
  /** Left out of the URL. @type {Look} */
  const usual = {
    view: 'desktop',
    mode: 'light',
    pictures: 'on',
    styles: 'on',
    tab: 'letter',
  };
  let look = lookInUrl();

  /** @param {Partial<Look>} change */
  const turn = (change) => {
    look = { ...look, ...change };
    const query = new URLSearchParams(location.search);
    for (const part of PARTS) {
      if (look[part] === usual[part]) query.delete(part);
      else query.set(part, look[part]);
    }
    const search = query.size > 0 ? `?${query}` : location.pathname;
    // A page that was opened from a folder may not change its URL.
    if (served && search !== location.search) history.pushState(null, '', search);
    showLook();
  };
  /** @param {Part} part To the choice after the one that is made. */
  const turnOn = (part) => {
    const after = CHOICES[part].indexOf(look[part]) + 1;
    turn({ [part]: CHOICES[part][after % CHOICES[part].length] ?? '' });
  };

  const showLook = () => {
    if (!form()) return;
    for (const part of PARTS) {
      for (const input of all(`#view input[name="${part}"]`, HTMLInputElement))
        input.checked = input.value === look[part];
      for (const button of all(`button[name="${part}"]`, HTMLButtonElement))
        button.setAttribute('aria-pressed', String(button.value === look[part]));
    }
    // On a narrow screen the row of tabs is longer than the page.
    const tab = first('button[name="tab"][aria-pressed="true"]');
    const row = tab?.parentElement;
    if (tab && row) row.scrollLeft = tab.offsetLeft - row.offsetLeft - 16;
    for (const panel of all('section[data-tab]', HTMLElement))
      panel.hidden = panel.dataset.tab !== look.tab;
    for (const frame of frames()) {
      const { frame: width } = frame.dataset;
      (frame.closest('figure') ?? frame).hidden = look.view !== 'all' && look.view !== width;
      show(frame, variant());
    }
  };

  // The letter in its frames

  const frames = () => all('iframe.letter', HTMLIFrameElement);
  const variant = () => {
    const without = (/** @type {Part} */ part) => (look[part] === 'off' ? `-no-${part}` : '');
    return `${look.mode}${without('pictures')}${without('styles')}.html`;
  };
  /** Which variant a frame shows. @type {WeakMap<HTMLIFrameElement, string>} */
  const shown = new WeakMap();
  /** @param {HTMLIFrameElement} frame */
  const fileOf = (frame) => shown.get(frame) ?? frame.getAttribute('src') ?? '';
  /** @param {HTMLIFrameElement} frame @param {string} file @param {string} [hash] */
  const show = (frame, file, hash = '') => {
    if (fileOf(frame) === file && hash === '') return;
    shown.set(frame, file);
    // Once it is loaded, a new src would be a step for the back button.
    if (frame.contentDocument?.URL === 'about:blank') frame.src = file + hash;
    else frame.contentWindow?.location.replace(new URL(file + hash, location.href));
  };

  /**
   * Puts the letter that there is now where the old one stands.
   * @param {HTMLIFrameElement[]} which
   */
  const swapLetters = async (which) => {
    /** @type {Map<string, Promise<string>>} */
    const texts = new Map();
    for (const file of new Set(which.map(fileOf))) texts.set(file, textOf(file));
    for (const frame of which) {
      const file = fileOf(frame);
      const text = (await texts.get(file)) ?? '';
      if (text !== '' && file === fileOf(frame)) swapLetter(frame, text);
    }
  };
  /** @param {HTMLIFrameElement} frame @param {string} text */
  const swapLetter = (frame, text) => {
    const letter = frame.contentDocument;
    if (letter?.URL === 'about:blank') return;
    if (letter?.readyState === 'loading' || !letter) frame.contentWindow?.location.reload();
    else morph(letter.documentElement, parse(text).documentElement);
  };

  /** @param {string} id An element of the letter: every frame goes there, and outlines it. */
  const showInLetter = (id) => {
    turn({ tab: 'letter' });
    for (const frame of frames()) show(frame, fileOf(frame), `#${id}`);
    const seen = frames().find((frame) => frame.offsetParent !== null);
    seen?.scrollIntoView({ block: 'nearest' });
    const missing = seen?.contentDocument && !seen.contentDocument.getElementById(id);
    say(missing ? 'The letter that is shown has no such element.' : '');
  };

  // What happens on the disk

  /** @type {Set<string>} */
  const stale = new Set();
  /** @type {Promise<void> | undefined} */
  let refreshing;
  /** @param {string} kind Fetches the page again, and brings the regions that live by this up to date. */
  const refresh = (kind) => {
    stale.add(kind);
    refreshing ??= renewStale().finally(() => (refreshing = undefined));
    return refreshing;
  };
  const renewStale = async () => {
    while (stale.size > 0) {
      const lives = [...stale].map((kind) => `[id][data-live~="${kind}"]`).join();
      stale.clear();
      if (first(lives)) await renew(lives);
    }
  };
  /** @param {string} selector */
  const renew = async (selector) => {
    const text = await textOf(location.href);
    if (text === '') return;
    const now = parse(text);
    const focused = document.activeElement;
    for (const region of all(selector, HTMLElement)) {
      const fresh = now.getElementById(region.id);
      if (fresh && region.isConnected) morph(region, fresh);
      if (focused && !focused.isConnected) first(focused.id ? `#${focused.id}` : '#main')?.focus();
    }
    showLook();
    watchSummaries();
  };

  const summaries = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries)
      if (isIntersecting && target instanceof HTMLElement) void fillSummary(target);
  });
  /** Fetches what a row says of its edition, once it comes into view. */
  const watchSummaries = () => {
    for (const row of all('[data-summary]', HTMLElement)) {
      summaries.unobserve(row);
      summaries.observe(row);
    }
  };
  /** @param {HTMLElement} row */
  const fillSummary = async (row) => {
    summaries.unobserve(row);
    const text = await textOf(root + row.dataset.summary);
    if (text === '') return;
    morphInside(row, parse(text).body);
    await swapLetters([...row.querySelectorAll('iframe')]);
  };

  /** @param {boolean} here */
  const showPulse = (here) => {
    const dot = first('#pulse') ?? make('span', { id: 'pulse', role: 'img' });
    first('.masthead')?.append(dot);
    dot.className = here ? 'here' : 'gone';
    dot.title = here ? 'Live: what you save shows here' : 'The studio has ended; waiting for it';
    dot.ariaLabel = dot.title;
    if (!here) say('The studio has ended. This page goes on when it is there again.');
  };
  const hear = () => {
    const query = edition === '' ? '' : `?edition=${encodeURIComponent(edition)}`;
    const events = new EventSource(`${root}events${query}`);
    /** @param {string} kind @param {() => unknown} then */
    const on = (kind, then) => {
      events.addEventListener(kind, ({ data }) => {
        const about = JSON.parse(data).edition ?? edition;
        if (about === edition) void then();
        else fillSummaryOf(about);
      });
    };
    on('letter', () => swapLetters(frames()).then(() => refresh('letter')));
    // The elements that it found something in have names by then.
    on('problems', () => refresh('problems').then(() => swapLetters(frames())));
    for (const kind of ['broken', 'editions', 'run', 'mailbox']) on(kind, () => refresh(kind));
    let gone = false;
    events.onopen = () => {
      showPulse(true);
      if (gone) for (const kind of ['editions', 'run', 'mailbox', 'problems']) void refresh(kind);
      if (gone) say('The studio is there again.');
      gone = false;
    };
    events.onerror = () => {
      gone = true;
      showPulse(false);
      // It tries again by itself, unless somebody else has answered.
      if (events.readyState === EventSource.CLOSED) setTimeout(hear, 2000);
    };
  };
  /** @param {string} id */
  const fillSummaryOf = (id) => {
    const row = all('[data-summary]', HTMLElement).find(
      ({ dataset }) => dataset.summary === `editions/${encodeURIComponent(id)}/summary.html`,
    );
    if (row) void fillSummary(row);
  };

  // Keys

  const KEYS = [
    ['j, k', 'the next and the previous edition'],
    ['1, 2, 3, 4', 'desktop, tablet, phone, all three'],
    ['d', 'light, dark, partly and fully inverted'],
    ['i', 'pictures on and off'],
    ['t', 'the plain text, and the letter again'],
    ['p', 'the problems'],
    ['?', 'these keys'],
    ['Esc', 'closes what is open'],
  ];
  const help = () => {
    const list = make('dl', { class: 'keys' });
    for (const [keys = '', what = ''] of KEYS) {
      const caps = keys.split(', ').flatMap((key) => [make('kbd', {}, key), ' ']);
      list.append(make('div', {}, make('dt', {}, ...caps), make('dd', {}, what)));
    }
    const close = make('form', { method: 'dialog' }, make('button', {}, 'Close'));
    const heading = make('h2', { id: 'help-name' }, 'Keys');
    const dialog = make(
      'dialog',
      { id: 'help', class: 'dialog', 'aria-labelledby': 'help-name' },
      heading,
      list,
      close,
    );
    if (!first('#help')) document.body.append(dialog);
    open('help');
  };
  /** @param {string} id */
  const open = (id) => {
    const dialog = all(`dialog#${id}`, HTMLDialogElement)[0];
    if (dialog && !dialog.open) dialog.showModal();
  };
  /** @param {number} step */
  const move = (step) => {
    const rows = all('[data-row]', HTMLElement);
    const here = rows.findIndex((row) => row.contains(document.activeElement));
    const row = rows[here < 0 ? (step > 0 ? 0 : -1) : here + step];
    if (row) (row.querySelector('a') ?? row).focus();
    else if (rows.length === 0) first(step > 0 ? 'a[rel="next"]' : 'a[rel="prev"]')?.click();
  };
  const toProblems = () => {
    const problems = first('#problems');
    if (!problems) return;
    problems.tabIndex = -1;
    problems.focus();
  };
  /** @type {Record<string, () => void>} */
  const ACTIONS = {
    j: () => move(1),
    k: () => move(-1),
    d: () => turnOn('mode'),
    i: () => turnOn('pictures'),
    t: () => turn({ tab: look.tab === 'text' ? 'letter' : 'text' }),
    p: toProblems,
    '?': help,
    ...Object.fromEntries(CHOICES.view.map((view, at) => [at + 1, () => turn({ view })])),
  };
  const TYPED = 'textarea, select, [contenteditable], input:not([type="radio"], [type="checkbox"])';
  /** @param {KeyboardEvent} event */
  const pressed = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || around(event, TYPED)) return;
    if (first('dialog[open]') || !Object.hasOwn(ACTIONS, event.key)) return;
    event.preventDefault();
    ACTIONS[event.key]?.();
  };

  // Buttons and forms

  /** @param {HTMLElement} button Its data-copy names what is copied. */
  const copy = async ({ dataset }) => {
    const source = document.getElementById(dataset.copy ?? '');
    if (!source) return;
    // A page that comes from a folder, or over a network without TLS, has no clipboard.
    if (navigator.clipboard) await navigator.clipboard.writeText(source.textContent);
    else {
      getSelection()?.selectAllChildren(source);
      document.execCommand('copy');
      getSelection()?.removeAllRanges();
    }
    say('Copied.');
  };
  /** @param {HTMLElement} button */
  const openInEditor = async ({ dataset }) => {
    const { openFile = '', openLine = '1' } = dataset;
    const answer = await post(`${root}open`, { file: openFile, line: openLine });
    if (answer) say(answer.ok ? `Opened ${openFile}.` : `${openFile} cannot be opened from here.`);
  };
  /** @param {HTMLFormElement} sent */
  const sendTest = async (sent) => {
    const button = sent.querySelector('button:not([formmethod])');
    button?.setAttribute('disabled', '');
    say('Sending …');
    const fields = Object.fromEntries(new FormData(sent));
    const answer = await post(sent.action, /** @type {Record<string, string>} */ (fields));
    button?.removeAttribute('disabled');
    const said = await answer?.json().catch(() => undefined);
    if (said?.ok === true) sent.closest('dialog')?.close();
    if (answer)
      say(said?.ok === true ? `Sent: ${said.where}` : (said?.message ?? 'It was not sent.'));
  };
  /** @param {string} path @param {Record<string, string>} fields */
  const post = (path, fields) => ask(path, { method: 'POST', body: new URLSearchParams(fields) });

  document.addEventListener('click', (event) => {
    const button = around(event, 'button, a');
    if (!button) return;
    const { do: task, show: id, openFile, copy: copied, dialog } = button.dataset;
    if (task === 'help') help();
    if (dialog) open(dialog);
    if (id) showInLetter(id);
    if (openFile !== undefined) void openInEditor(button);
    if (copied !== undefined) void copy(button);
    if (button instanceof HTMLButtonElement && button.name === 'tab') turn({ tab: button.value });
    // To another edition, or to another reader's letter: seen in the same way.
    if (
      button instanceof HTMLAnchorElement &&
      button.matches('[rel="next"], [rel="prev"], [data-keep]')
    )
      button.search = location.search;
  });
  document.addEventListener('submit', (event) => {
    const sent = event.target;
    if (!(sent instanceof HTMLFormElement)) return;
    const question = sent.dataset.confirm;
    const button = event.submitter instanceof HTMLButtonElement ? event.submitter : undefined;
    if (question !== undefined && !confirm(question)) {
      event.preventDefault();
      return;
    }
    const test = sent.getAttribute('action')?.endsWith('test') === true;
    if (sent !== form() && !(test && button?.formMethod !== 'dialog')) return;
    event.preventDefault();
    if (test) void sendTest(sent);
  });
  document.addEventListener('keydown', pressed);
  document.addEventListener('change', (event) => {
    if (around(event, '#view')) turn(lookInForm());
  });
  addEventListener('popstate', () => {
    look = lookInUrl();
    showLook();
  });
  // A letter that has the focus hears the keys too. Loading does not bubble.
  const loaded = (/** @type {Event} */ { target }) => {
    if (target instanceof HTMLIFrameElement)
      target.contentDocument?.addEventListener('keydown', pressed);
  };
  document.addEventListener('load', loaded, true);

  /** @param {HTMLInputElement} input Whose letter: whoever is chosen of those that were found. */
  const searchReaders = (input) => {
    const list = make('datalist', { id: 'readers' });
    input.after(list);
    input.setAttribute('list', 'readers');
    input.autocomplete = 'off';
    /** @type {Map<string, number>} */
    let found = new Map();
    /** @param {number | undefined} who */
    const choose = (who) => {
      if (who !== undefined) location.href = `../${who}/${location.search}`;
    };
    const search = async () => {
      choose(found.get(input.value));
      const asked = input.value;
      const text = await textOf(`${root}readers.json?q=${encodeURIComponent(asked)}`);
      if (text === '' || asked !== input.value) return;
      /** @type {{ id: number, label: string }[]} */
      const readers = JSON.parse(text);
      found = new Map(readers.map(({ id, label }) => [label, id]));
      list.replaceChildren(...readers.map(({ label }) => make('option', { value: label })));
    };
    input.addEventListener('input', search);
    input.addEventListener('focus', search, { once: true });
    input.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter') return;
      event.preventDefault();
      choose(found.get(input.value) ?? [...found.values()][0]);
    });
  };
  for (const input of all('input[data-readers]', HTMLInputElement)) searchReaders(input);

  showLook();
  if (served) watchSummaries();
  if (served && 'EventSource' in window) hear();
}
