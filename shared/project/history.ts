/** An edit's place in time. `label` is the French name of the action that led to `state`. */
type Moment<T> = { label: string; state: T };

/** Immutable do / undo / redo over whole states. */
export type History<T> = { past: Moment<T>[]; present: Moment<T>; future: Moment<T>[] };

const longest = 500;

export function begin<T>(state: T): History<T> {
  return { past: [], present: { label: '', state }, future: [] };
}

/** A new present; what was undone is forgotten. An edit that changes nothing leaves no trace. */
export function act<T>(history: History<T>, label: string, state: T): History<T> {
  if (Object.is(state, history.present.state)) return history;
  return { past: [...history.past, history.present].slice(-longest), present: { label, state }, future: [] };
}

export function undo<T>(history: History<T>): History<T> {
  const previous = history.past.at(-1);
  if (!previous) return history;
  return { past: history.past.slice(0, -1), present: previous, future: [history.present, ...history.future] };
}

export function redo<T>(history: History<T>): History<T> {
  const [next, ...future] = history.future;
  if (!next) return history;
  return { past: [...history.past, history.present], present: next, future };
}
