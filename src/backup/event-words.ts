import { type Instant, toWordsInJapan } from '../kernel/instant.ts'
import type { FeatureWording, LogEvent } from '../log/index.ts'

/** What the installation's log is told of backups. */
type BackupEvent = LogEvent<'backup.make', { file: string }> | LogEvent<'backup.restore', { at: Instant; sha256: string }>

export function backupMade(file: string): BackupEvent {
  return { act: 'backup.make', subject: BACKUP, details: { file } }
}

/** What followed the backup is gone. */
export function backupRestored(at: Instant, sha256: string): BackupEvent {
  return { act: 'backup.restore', subject: BACKUP, details: { at, sha256 } }
}

/** How the log says it. */
export const backupWording: FeatureWording<BackupEvent> = {
  acts: {
    'backup.make': ({ details: { file } }) => ({ ja: `バックアップを作りました(${file})`, en: `Made a backup (${file})` }),
    'backup.restore': ({ details: { at, sha256 } }) => ({
      ja: `${toWordsInJapan(at)} のバックアップから戻しました。そのあとの記録はありません(SHA-256 ${sha256})`,
      en: `Restored from the backup of ${toWordsInJapan(at, 'en')}. What followed it is not here (SHA-256 ${sha256})`,
    }),
  },
  fields: {},
}

const BACKUP = { kind: 'backup', id: '', name: '' }
