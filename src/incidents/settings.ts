import { z } from 'zod'
import type { Lang, Words } from '../kernel/refusal.ts'
import proposals from './proposals.json'

/** Whom a contact is of. Partners come from here until their register names whom to call. */
export const GROUPS = ['internal', 'customer', 'authority', 'support'] as const
export const GROUP_WORDS: Record<(typeof GROUPS)[number], Words> = {
  internal: { ja: '社内', en: 'Inside' },
  customer: { ja: '取引先・顧客', en: 'Partners and customers' },
  authority: { ja: '当局・所管省庁', en: 'Authorities' },
  support: { ja: '委託先・専門家', en: 'Contractors and experts' },
}

const Level = z.object({ level: z.number().int().min(1).max(9), name: z.string(), covers: z.string(), act: z.string() })
const Contact = z.object({
  ...{ group: z.enum(GROUPS), name: z.string(), phone: z.string(), email: z.string(), when: z.string() },
})
const SCHEMAS = { levels: z.array(Level), contacts: z.array(Contact), 'first-hour': z.array(z.string()) }

/** What an organisation decides before anything happens. */
export type Settings = { [Name in keyof typeof SCHEMAS]: z.output<(typeof SCHEMAS)[Name]> }
export type SettingName = keyof Settings
export type Level = Settings['levels'][number]
export type Contact = Settings['contacts'][number]

/** A setting as it stands. `number` is its version, 0 for our proposal, which nobody of the organisation has looked at. */
export type Standing<Name extends SettingName> = { content: Settings[Name]; number: number }
export type Standings = { [Name in SettingName]: Standing<Name> }

/** What the organisation decided, and our proposal in its place where it has not. */
export function settingsFrom(decided: ReadonlyMap<string, { content: unknown; number: number }>, lang: Lang): Standings {
  const of = <Name extends SettingName>(name: Name): Standing<Name> => {
    const own = decided.get(name)
    const content = SCHEMAS[name].parse(own?.content ?? proposals[name][lang]) as Settings[Name]
    return { content, number: own?.number ?? 0 }
  }
  return { levels: of('levels'), contacts: of('contacts'), 'first-hour': of('first-hour') }
}

/** A level as people say it: its number and its name. */
export function levelWords({ level, name }: Pick<Level, 'level' | 'name'>): Words {
  return { ja: `レベル${level}(${name})`, en: `Level ${level} (${name})` }
}
