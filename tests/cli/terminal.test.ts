import { describe, expect, test } from 'vitest';
import { marked } from '../../src/cli/style.ts';
import { terminalIo } from '../../src/cli/terminal.ts';
import type { Environment } from '../../src/config/environment.ts';

/** What arrives at each stream, of which each is a terminal or not. */
function write(terminals: { readonly out: boolean; readonly err: boolean }, env: Environment) {
  const written = { out: '', err: '' };
  const streams = {
    stdin: { isTTY: true },
    stdout: { isTTY: terminals.out, write: (text: string) => (written.out += text) },
    stderr: { isTTY: terminals.err, write: (text: string) => (written.err += text) },
  };
  const surroundings = { cwd: '/', env, clock: () => new Date() };
  const io = terminalIo(surroundings, streams, () => new AbortController().signal);
  io.out(marked('done', 'result'));
  io.note(marked('warning', 'note'));
  return written;
}

const TERM = 'xterm-256color';
const GREEN = '\u001b[32m✓\u001b[39m result\n';
const YELLOW = '\u001b[33m!\u001b[39m note\n';

describe('the streams of a process', () => {
  test('have colours on a terminal, each for itself', () => {
    expect(write({ out: true, err: true }, { TERM })).toEqual({ out: GREEN, err: YELLOW });
  });

  test('have no colours in a file, while the other one has them', () => {
    expect(write({ out: false, err: true }, { TERM })).toEqual({ out: '✓ result\n', err: YELLOW });
    expect(write({ out: true, err: false }, { TERM })).toEqual({ out: GREEN, err: '! note\n' });
  });

  test.each<[string, Environment]>([
    ['NO_COLOR', { TERM, NO_COLOR: '1' }],
    ['a dumb terminal', { TERM: 'dumb' }],
    ['FORCE_COLOR=0', { TERM, FORCE_COLOR: '0' }],
  ])('have no colours with %s', (_, env) => {
    expect(write({ out: true, err: true }, env)).toEqual({ out: '✓ result\n', err: '! note\n' });
  });

  test('always have colours with FORCE_COLOR', () => {
    const env = { FORCE_COLOR: '1' };
    expect(write({ out: false, err: false }, env)).toEqual({ out: GREEN, err: YELLOW });
  });
});
