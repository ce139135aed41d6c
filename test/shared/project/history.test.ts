import { expect, test } from 'vitest';
import { act, begin, type History, redo, undo } from '../../../shared/project/history.ts';
import fc from '../../tools/property.ts';

type Move = { kind: 'act'; state: number } | { kind: 'undo' } | { kind: 'redo' };
const move: fc.Arbitrary<Move> = fc.oneof(
  fc.record({ kind: fc.constant('act' as const), state: fc.nat(5) }),
  fc.constant<Move>({ kind: 'undo' }),
  fc.constant<Move>({ kind: 'redo' }),
);

function play(moves: readonly Move[]): History<number> {
  return moves.reduce((history, one) => {
    if (one.kind === 'undo') return undo(history);
    if (one.kind === 'redo') return redo(history);
    return act(history, `état ${one.state}`, one.state);
  }, begin(0));
}

/** The same, as a list of every state reached and a position in it. */
function model(moves: readonly Move[]): { states: number[]; at: number } {
  const line = { states: [0], at: 0 };
  for (const one of moves) {
    if (one.kind === 'undo') line.at = Math.max(0, line.at - 1);
    else if (one.kind === 'redo') line.at = Math.min(line.states.length - 1, line.at + 1);
    else if (one.state !== line.states[line.at]) {
      line.states = [...line.states.slice(0, line.at + 1), one.state];
      line.at += 1;
    }
  }
  return line;
}

const moves = fc.array(move, { maxLength: 60 });

test('a history is a line of states and a position in it', () => {
  fc.assert(
    fc.property(moves, (played) => {
      const { past, present, future } = play(played);
      const states = [...past, present, ...future].map(({ state }) => state);
      expect({ states, at: past.length }).toEqual(model(played));
    }),
  );
});

test('undo then redo changes nothing, unless there was nothing to undo', () => {
  fc.assert(
    fc.property(moves, (played) => {
      const history = play(played);
      expect(history.past.length === 0 ? undo(history) : redo(undo(history))).toEqual(history);
    }),
  );
});

test('redo then undo changes nothing, unless there was nothing to redo', () => {
  fc.assert(
    fc.property(moves, (played) => {
      const history = play(played);
      expect(history.future.length === 0 ? redo(history) : undo(redo(history))).toEqual(history);
    }),
  );
});

test('an action undone gives the state before it back, with its own name', () => {
  fc.assert(
    fc.property(moves, fc.integer({ min: 6, max: 9 }), (played, state) => {
      const history = play(played);
      expect(undo(act(history, 'nouveau', state)).present).toEqual(history.present);
    }),
  );
});

test('an edit that changes nothing leaves no trace, and keeps what can be redone', () => {
  const history = undo(act(act(begin(0), 'un', 1), 'deux', 2));
  expect(act(history, 'rien', 1)).toBe(history);
});

test('a new action forgets what was undone', () => {
  expect(act(undo(act(begin('a'), 'vers b', 'b')), 'vers c', 'c')).toEqual({
    past: [{ label: '', state: 'a' }],
    present: { label: 'vers c', state: 'c' },
    future: [],
  });
});

test('the oldest of more than 500 actions are forgotten', () => {
  const history = Array.from({ length: 700 }, (_, n) => n + 1).reduce((line, n) => act(line, '', n), begin(0));
  expect([history.past.length, history.past[0]!.state, history.present.state]).toEqual([500, 200, 700]);
});
