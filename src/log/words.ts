import type { Words } from '../kernel/refusal.ts'
import { isRole, ROLES } from '../roles/permissions.ts'
import type { Author } from './entry.ts'
import type { Change } from './wording.ts'

/** Who did it, in words. */
export function nameOf(by: Author): Words {
  switch (by.kind) {
    case 'person':
      return by.name === '' ? { ja: '名前のわからない人', en: 'Somebody without a name' } : { ja: by.name, en: by.name }
    case 'account':
      return { ja: by.name, en: by.name }
    case 'command':
      return { ja: `サーバー (${by.command})`, en: `The server (${by.command})` }
    case 'unknown':
      return { ja: 'サインインしていない人', en: 'Somebody not signed in' }
    default:
      return noName(by)
  }
}

/** As what they did it: their roles, and for an engaged expert the firm. */
export function capacityOf(by: Author): Words[] {
  if (by.kind !== 'person') return []
  const roles = by.roles.map((role) => (isRole(role) ? { ja: ROLES[role].ja, en: ROLES[role].en } : { ja: role, en: role }))
  return by.firm === undefined ? roles : [...roles, { ja: by.firm, en: by.firm }]
}

/** What a change says of before or after; nothing where nothing was there. */
export function toSaid(said: Change['before'], lang: 'ja' | 'en'): string {
  return said === null ? '' : typeof said === 'string' ? said : said[lang]
}

function noName(by: never): never {
  throw new Error(`no words for ${JSON.stringify(by)}`)
}
