import { describe, expect, test } from 'vitest';
import { reviewPlace } from '../../../src/app/git/pull-request.ts';
import { shownUrl } from '../../../src/app/git/server.ts';

const ASKED = { branch: 'review-2023-06-14-café', base: 'main' };
const place = (url: string, said = '') => reviewPlace(url, { ...ASKED, said });
const BRANCH = 'review-2023-06-14-caf%C3%A9';

describe('the page of a pull request', () => {
  test.each([
    [
      'https://github.com/desk/briefing.git',
      `https://github.com/desk/briefing/compare/main...${BRANCH}?expand=1`,
    ],
    [
      'git@github.com:desk/briefing.git',
      `https://github.com/desk/briefing/compare/main...${BRANCH}?expand=1`,
    ],
    [
      'ssh://git@ssh.github.com:443/desk/briefing',
      `https://github.com/desk/briefing/compare/main...${BRANCH}?expand=1`,
    ],
    [
      'https://ada:secret@gitlab.com/news/desk/briefing.git',
      `https://gitlab.com/news/desk/briefing/-/merge_requests/new?merge_request%5Bsource_branch%5D=${BRANCH}&merge_request%5Btarget_branch%5D=main`,
    ],
    [
      'ssh://git@gitlab.example.com:2222/desk/briefing.git',
      `https://gitlab.example.com/desk/briefing/-/merge_requests/new?merge_request%5Bsource_branch%5D=${BRANCH}&merge_request%5Btarget_branch%5D=main`,
    ],
    [
      'git@codeberg.org:desk/briefing.git',
      `https://codeberg.org/desk/briefing/compare/main...${BRANCH}`,
    ],
    [
      'http://gitea.example.com:3000/desk/briefing.git',
      `http://gitea.example.com:3000/desk/briefing/compare/main...${BRANCH}`,
    ],
    [
      'git@bitbucket.org:desk/briefing.git',
      `https://bitbucket.org/desk/briefing/pull-requests/new?source=${BRANCH}&dest=main`,
    ],
  ])('of %s is a form', (url, page) => {
    expect(place(url)).toEqual({ url: page, isForm: true });
  });

  test('is the page of the repository where the form of the server is not known', () => {
    expect(place('git@git.example.com:desk/briefing.git')).toEqual({
      url: 'https://git.example.com/desk/briefing',
      isForm: false,
    });
  });

  test.each([
    '/srv/git/briefing.git',
    '../briefing.git',
    'file:///srv/git/briefing.git',
    'C:\\git\\briefing',
    'C:/git/briefing',
    'javascript://example.com/a/b',
    '',
  ])('does not exist for %s', (url) => {
    expect(place(url)).toBeUndefined();
  });

  test('is what the server printed, if that is its own', () => {
    const url = 'https://git.example.com/desk/briefing/compare/main...x';
    const said = `remote: Create a new pull request for 'x':\nremote:   ${url}\nTo git.example.com`;
    expect(place('git@git.example.com:desk/briefing.git', said)).toEqual({ url, isForm: true });
  });

  test('is never on another host than the repository', () => {
    const said =
      'remote: visit https://evil.example.net/pull/new/x\nhttps://git.example.com/pull/1';
    expect(place('git@git.example.com:desk/briefing.git', said)?.url).toBe(
      'https://git.example.com/desk/briefing',
    );
  });
});

test.each([
  ['https://ada:secret@example.com/desk/briefing.git', 'example.com/desk/briefing'],
  ['git@example.com:desk/briefing.git', 'example.com:desk/briefing'],
  ['ssh://git@example.com:2222/desk/briefing.git', 'example.com:2222/desk/briefing'],
  ['/srv/git/briefing.git', '/srv/git/briefing'],
])('the server %s is shown as %s', (url, shown) => {
  expect(shownUrl(url)).toBe(shown);
});
