/** What a register file may hold: one noun, or `register`, a row a deployment with the columns of all three. */
export const registerNouns = ['vendors', 'systems', 'deployments', 'sources', 'register'] as const
export type RegisterNoun = (typeof registerNouns)[number]

export const fileFormats = ['csv', 'xlsx', 'json'] as const
export type FileFormat = (typeof fileFormats)[number]
