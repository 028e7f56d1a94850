import { z } from 'zod'
import { readDay } from '../kernel/calendar.ts'
import { fileField, plainField } from '../kernel/form.ts'
import { HANDLED } from './kept.ts'

/** A file of a tool that is brought. */
export const UPLOAD = z.object({
  file: fileField({
    code: 'register.no-file',
    words: { ja: '取り込むファイルを選んでください。', en: 'Choose the file to import.' },
  }),
})

/** What was done about a finding. */
export const HANDLING = z.object({
  handled: plainField((sent) => HANDLED.find((one) => one === sent) ?? null),
  on: plainField((sent) => readDay(sent.trim()) ?? null),
  revision: plainField((sent) => (/^[0-9]{1,7}$/.test(sent) ? Number(sent) : 0)),
})
