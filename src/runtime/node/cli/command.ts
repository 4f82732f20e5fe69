import type { ParseArgsConfig } from 'node:util'

/** Values of a command's options as `parseArgs` gives them. */
export type Values = Record<string, string | boolean | (string | boolean)[] | undefined>

export type CommandInput = {
  values: Values
  positionals: string[]
  /** The result goes to `out` (standard output); progress and messages to `err`. */
  out: (text: string) => void
  err: (text: string) => void
  /** True when progress on `err` goes to a terminal. */
  terminal: boolean
  stdin: () => Promise<string>
  env: Record<string, string | undefined>
}

/**
 * One command of `telltale`. `--data DIR`, `--json`, `--now ISO` and `--help` are known to all and need not be listed.
 * `run` answers the exit code: 0 fine, 1 failed, 2 wrong usage (throw `Usage` for that).
 */
export type Command = {
  name: string
  summary: string
  /** Lines shown by `--help`, beginning with the synopsis. */
  usage: string
  options: NonNullable<ParseArgsConfig['options']>
  /** True when it takes arguments without a name; otherwise one is wrong usage. */
  positionals?: true
  run: (input: CommandInput) => Promise<number>
}

/** Wrong usage: the message is printed with a hint at `--help`, exit code 2. */
export class Usage extends Error {}

/** Something expected went wrong: the message is printed without a stack, exit code 1. */
export class Failure extends Error {}

export const text = (values: Values, name: string): string | undefined => {
  const value = values[name]
  return typeof value === 'string' ? value : undefined
}

/** A whole number option within bounds; `Usage` names the option otherwise. */
export function number(
  values: Values,
  name: string,
  { fallback, min = 0, max = Number.MAX_SAFE_INTEGER }: { fallback: number; min?: number; max?: number },
): number {
  const value = text(values, name)
  if (value === undefined) return fallback
  const parsed = Number(value)
  if (!Number.isInteger(parsed) || parsed < min || parsed > max)
    throw new Usage(`--${name} takes a whole number from ${min} to ${max}, not "${value}"`)
  return parsed
}
