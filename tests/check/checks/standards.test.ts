import { rawData } from 'caniemail';
import { HtmlValidate, StaticConfigLoader } from 'html-validate/browser';
import { describe, expect, test } from 'vitest';
import { ALLOWED, reasonAllowed } from '../../../src/check/caniemail-allowed.ts';
import { checkC1Character } from '../../../src/check/checks/c1-character.ts';
import { checkInvalid, HTML_VALIDATE_RULES } from '../../../src/check/checks/invalid.ts';
import { checkUnsupported } from '../../../src/check/checks/unsupported.ts';
import { editionWith } from '../../support/sample.ts';
import { changed, findings, sampleLetter, sampleHtml, withMarkup } from './sample-letter.ts';

test.each([checkInvalid, checkUnsupported, checkC1Character])(
  'the sample letter passes %o',
  (check) => {
    expect(findings(check)).toEqual([]);
  },
);

describe('an unsupported feature', () => {
  test('is reported in a style attribute, with the mail programs and the tag', () => {
    const html = withMarkup('<p style="color:red;\n display:flex">A</p>');
    expect(findings(checkUnsupported, html)).toEqual([
      'html/unsupported | display:flex in outlook.windows | <p style="color:red;display:flex"></p>',
    ]);
  });

  test('is reported in a style sheet, with its line', () => {
    const html = changed('</head>', '<style>\n.grid { display: grid; }\n</style></head>');
    const [found] = findings(checkUnsupported, html);
    expect(found).toMatch(
      /^html\/unsupported \| display:grid in .*\| \.grid \{ display: grid; \}$/,
    );
  });

  test('is reported in a style sheet with word-wrap, for which caniemail throws', () => {
    const html = changed('</head>', '<style>a { word-wrap: normal; display: grid }</style></head>');
    expect(findings(checkUnsupported, html)).toHaveLength(1);
  });

  test('is reported for an element', () => {
    const found = findings(checkUnsupported, withMarkup('<video src="a.mp4"></video>'));
    expect(found.join('\n')).toContain('<video> element in');
  });

  test('is not reported in conditional comments', () => {
    const html = withMarkup('<!--[if mso]><p style="display:flex">A</p><![endif]-->');
    expect(findings(checkUnsupported, html)).toEqual([]);
  });

  test.each(['style="color"', 'style="color:red; 5"', 'style="/* x"', 'style="word-wrap:normal"'])(
    'is not reported for %s, on which caniemail throws',
    (style) => {
      expect(findings(checkUnsupported, withMarkup(`<p ${style}>A</p>`))).toEqual([]);
    },
  );
});

describe('the list of allowed features', () => {
  const stats = new Map(rawData.data.map(({ title, stats }) => [title, stats]));

  test('has only features and mail programs that caniemail knows', () => {
    for (const { features, clients } of ALLOWED) {
      for (const feature of features) {
        for (const client of clients) {
          const [provider = '', platform = ''] = client.split('.');
          const known: unknown = stats.get(feature);
          expect(known, feature).toHaveProperty([provider, platform]);
        }
      }
    }
  });

  test('allows what it lists, and only in its place', () => {
    const line = '<td style="cursor:auto"></td>';
    expect(reasonAllowed('cursor', 'gmail.ios', line)).toMatch(/^MJML writes cursor:auto/);
    expect(reasonAllowed('cursor', 'gmail.ios', '<td style="cursor:pointer"></td>')).toBe(
      undefined,
    );
    expect(reasonAllowed('cursor', 'apple-mail.macos', line)).toBe(undefined);
  });

  test('tells two classes of an element from a descendant', () => {
    const allowed = (line: string) =>
      reasonAllowed('Chaining selectors', 'outlook.windows', line) !== undefined;
    expect(allowed('.body .label { letter-spacing: 0.5px }')).toBe(true);
    expect(allowed('.body.label { color: red }')).toBe(false);
  });
});

describe('invalid HTML', () => {
  test.each([
    [
      'MJML’s height="auto"',
      '<img src="https://example.com/a.jpg" alt="A" height="auto">',
      'height',
    ],
    ['a tag that is not closed', '<div><b>A</div>', 'close-order'],
    ['a duplicate attribute', '<p class="a" class="b">A</p>', 'no-dup-attr'],
    ['an unknown element', '<blurb>A</blurb>', 'element-name'],
    [
      'a block in a paragraph',
      '<p><table role="none"><tr><td>A</td></tr></table></p>',
      'close-order',
    ],
    ['an empty heading', '<h2></h2>', 'empty-heading'],
  ])('is reported: %s', (_, markup, finding) => {
    expect(findings(checkInvalid, withMarkup(markup)).join('\n')).toContain(finding);
  });

  test.each([
    [
      'attributes that Outlook needs for layout',
      '<table role="none" align="center" cellpadding="0"><tr><td bgcolor="#fff">A</td></tr></table>',
    ],
    ['conditional comments', '<!--[if mso]><table role="none"><![endif]-->'],
    ['a style attribute', '<p style="color:#900">A</p>'],
    ['a self-closing tag', '<p>A<br />B</p>'],
  ])('does not include %s', (_, markup) => {
    expect(findings(checkInvalid, withMarkup(markup))).toEqual([]);
  });

  test.each(Object.keys(HTML_VALIDATE_RULES.rules ?? {}))(
    'would include more if the rule %s were on',
    (rule) => {
      const all = Object.entries(HTML_VALIDATE_RULES.rules ?? {});
      const rules = Object.fromEntries(all.filter(([name]) => name !== rule));
      const strict = new StaticConfigLoader({ ...HTML_VALIDATE_RULES, rules });
      const html = sampleHtml
        .replace('</h1>', '</h1><img src="a.jpg"><a href="a"><img src="a.jpg" alt=""></a>')
        .replace(/<title>.*?<\/title>/, '<title></title>');
      const { results } = new HtmlValidate(strict).validateStringSync(html);
      const met = results.flatMap(({ messages }) => messages).map(({ ruleId }) => ruleId);
      expect(met).toContain(rule);
    },
  );
});

describe('a C1 character', () => {
  test('is reported with the text before it', () => {
    const html = withMarkup('<p>Wait\u0085</p>');
    expect(findings(checkC1Character, html)).toEqual([
      'html/c1-character | U+0085 after " balloon</h1><p>Wait"',
    ]);
  });

  test('is reported at the article that contains it', () => {
    const edition = editionWith({ headline: 'Wait\u0085' });
    const [found] = checkC1Character(sampleLetter({ edition, html: withMarkup('\u0085') }));
    expect(found?.place).toEqual({ file: edition.lead.file });
  });
});
