import fc from 'fast-check';

/** A change breaks a property, not the day's luck: the same examples each time. `CRIBLE_SEED=7 npx vitest …` tries others. */
fc.configureGlobal({ seed: Number(process.env.CRIBLE_SEED ?? 2015) });

export default fc;
