import { configureGlobal } from 'fast-check'

/** Laws are tried with the same examples in every run, so that a run can be repeated; `FC_SEED=random npm test` looks for new ones. */
const given = process.env.FC_SEED
if (given !== 'random') configureGlobal({ seed: Number(given ?? 20261121) })
