import { join } from 'node:path'
import { accept, type Outcome, refuse } from './kernel/refusal.ts'

/** The settings of a running server, from the environment. */
export type Config = {
  port: number
  /** Folder of the embedded database and of files. */
  data: string
  /** PostgreSQL instead of the embedded database. */
  databaseUrl: string | undefined
}

/** Reads PORT, HOSHITORI_DATA and DATABASE_URL; refuses a value that cannot work, saying which. */
export function readConfig(env: Record<string, string | undefined>, home: string): Outcome<Config> {
  const given = env.PORT || '8080'
  const port = Number(given)
  if (!/^\d{1,5}$/.test(given) || port > 65535) {
    return refuse('config.port', {
      ja: `PORT は 0〜65535 の整数で指定してください (いまの値: ${env.PORT})`,
      en: `Set PORT to a whole number from 0 to 65535 (now: ${env.PORT})`,
    })
  }
  if (env.DATABASE_URL && !/^postgres(ql)?:\/\//.test(env.DATABASE_URL)) {
    return refuse('config.database', {
      ja: 'DATABASE_URL は postgresql:// で始まるアドレスで指定してください',
      en: 'Set DATABASE_URL to an address that begins with postgresql://',
    })
  }
  return accept({
    port,
    data: env.HOSHITORI_DATA || join(home, 'data'),
    databaseUrl: env.DATABASE_URL || undefined,
  })
}
