import type { Command } from './command'

/** One line a command; loaded when it is called, so that each start pays for what it runs. */
export const commands: Record<string, () => Promise<Command>> = {
  start: async () => (await import('./start')).startCommand,
  tick: async () => (await import('./tick')).tickCommand,
  body: async () => (await import('./body')).bodyCommand,
  ingest: async () => (await import('./ingest')).ingestCommand,
  storage: async () => (await import('./storage')).storageCommand,
  try: async () => (await import('./try')).tryCommand,
  poll: async () => (await import('./poll')).pollCommand,
  replay: async () => (await import('./replay')).replayCommand,
  explain: async () => (await import('./explain')).explainCommand,
  decide: async () => (await import('./decide')).decideCommand,
  catalogue: async () => (await import('./catalogue')).catalogueCommand,
  verify: async () => (await import('./verify')).verifyCommand,
  user: async () => (await import('./user')).userCommand,
  token: async () => (await import('./token')).tokenCommand,
  import: async () => (await import('./import')).importCommand,
  demo: async () => (await import('./demo')).demoCommand,
  export: async () => (await import('./export')).exportCommand,
  seed: async () => (await import('./seed')).seedCommand,
  retention: async () => (await import('./retention')).retentionCommand,
  backup: async () => (await import('./backup')).backupCommand,
  restore: async () => (await import('./restore')).restoreCommand,
}
