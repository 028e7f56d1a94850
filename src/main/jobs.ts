import { tellUnseen } from '../account/attempts/actions.ts'
import { saveSeen, tidyAccounts } from '../account/sign-in/jobs.ts'
import { makeAllAnew } from '../admin/jobs.ts'
import { sealAnswers } from '../assessment/actions.ts'
import type { LogLetter } from '../config-values.ts'
import type { Context } from '../context.ts'
import { remindReaders } from '../documents/actions.ts'
import { forgetDrafts } from '../exchange/jobs.ts'
import { removeOrphans } from '../files/jobs.ts'
import { HOUR, MINUTE, SECOND } from '../kernel/calendar.ts'
import { flushRefused, forwardLogs, keepAnchors, writeAnchorLetter } from '../log/actions.ts'
import type { Collector } from '../log/index.ts'
import { endRetention } from '../log/jobs.ts'
import type { Transport } from '../mail/index.ts'
import { deliverMail, forgetMail, showMail } from '../mail/jobs.ts'
import { forgetRegisterImports } from '../registers/jobs.ts'
import { forgetStatements } from '../statement/jobs.ts'
import type { Job, Signals } from './schedule.ts'

/** Where features name the contents of files: what none of them names goes. */
export const NAME_FILES = [{ table: 'evidence_version', column: 'file_id' }] as const

/**
 * Everything that the server does by itself. Without a mail server, letters are shown on the page of this machine. `digests` writes the
 * letters about what waits for people, `doubts` says which answers lack a record: both have to know the catalogue.
 */
export function serverJobs(
  transport: Transport | undefined,
  {
    digests,
    doubts,
    collector,
    logLetter,
  }: {
    digests: (stopping: AbortSignal) => Promise<{ letters: number }>
    doubts: (stopping: AbortSignal) => Promise<{ organisations: number }>
    collector?: Collector | undefined
    logLetter?: LogLetter | undefined
  },
): Job[] {
  return [
    {
      name: 'mail',
      everyMs: 10 * SECOND,
      run: async (context, signals) => (transport ? deliverMail(context, transport, signals) : void (await showMail(context))),
    },
    { name: 'digests', everyMs: 10 * MINUTE, run: (_context, { stopping }) => digests(stopping) },
    { name: 'records-doubts', everyMs: HOUR, run: (_context, { stopping }) => doubts(stopping) },
    { name: 'documents-remind', everyMs: HOUR, run: (context, { stopping }) => remindReaders(context, stopping) },
    { name: 'mail-forget', everyMs: HOUR, run: async (context) => void (await forgetMail(context)) },
    {
      name: 'sign-in-refusals',
      everyMs: 60 * SECOND,
      run: async (context) => ({ entries: await tellUnseen(context) }),
      atEnd: (context) => tellUnseen(context, { all: true }),
    },
    {
      name: 'requests-refused',
      everyMs: 60 * SECOND,
      run: async (context) => ({ entries: await flushRefused(context) }),
      atEnd: (context) => flushRefused(context, { all: true }),
    },
    {
      name: 'sessions-seen',
      everyMs: 60 * SECOND,
      run: async (context) => void (await saveSeen(context)),
      atEnd: (context) => saveSeen(context),
    },
    {
      name: 'secret',
      everyMs: HOUR,
      run: async (context) => {
        const { anew, logs } = await makeAllAnew(context)
        return { anew, logs }
      },
    },
    { name: 'drafts-forget', everyMs: HOUR, run: async (context) => void (await forgetDrafts(context)) },
    { name: 'statements-forget', everyMs: HOUR, run: async (context) => void (await forgetStatements(context)) },
    { name: 'register-imports-forget', everyMs: HOUR, run: async (context) => void (await forgetRegisterImports(context)) },
    { name: 'files-orphans', everyMs: HOUR, run: async (context) => ({ removed: await removeOrphans(context, NAME_FILES) }) },
    { name: 'accounts-tidy', everyMs: HOUR, run: async (context) => void (await tidyAccounts(context)) },
    { name: 'log-retention', everyMs: 24 * HOUR, run: async (context) => ({ shortened: await endRetention(context) }) },
    ...(collector
      ? [
          {
            name: 'log-syslog',
            everyMs: 5 * SECOND,
            run: async (context: Context, { cut }: Signals) => ({ sent: await forwardLogs(context, collector, cut) }),
            atEnd: (context: Context) => forwardLogs(context, collector),
          },
        ]
      : []),
    ...(logLetter
      ? [
          {
            name: 'log-letter',
            everyMs: HOUR,
            run: async (context: Context) => ({ letters: await writeAnchorLetter(context, logLetter) }),
          },
        ]
      : []),
    // Last, so that it vouches for what the others leave for the end.
    {
      name: 'log-anchor',
      everyMs: 10 * SECOND,
      run: async (context) => ({ anchored: await keepAnchors(context, { first: sealAnswers }) }),
      atEnd: (context) => keepAnchors(context, { all: true }),
    },
  ]
}
