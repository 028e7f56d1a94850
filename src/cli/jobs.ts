import { flushRefusals } from '../account/actions.ts'
import { tidyAccounts } from '../account/jobs.ts'
import { endRetention } from '../audit-log/jobs.ts'
import { HOUR, SECOND } from '../kernel/calendar.ts'
import { deliverMail, forgetMail, showMail } from '../mail/jobs.ts'
import type { Transport } from '../mail/transport.ts'
import type { Job } from './schedule.ts'

/** Everything that the server does by itself. Without a mail server, letters are shown on the page of this machine. */
export function serverJobs(transport: Transport | undefined): Job[] {
  return [
    {
      name: 'mail',
      everyMs: 10 * SECOND,
      run: async (ground, signals) => (transport ? deliverMail(ground, transport, signals) : void (await showMail(ground))),
    },
    { name: 'mail-forget', everyMs: HOUR, run: async (ground) => void (await forgetMail(ground)) },
    {
      name: 'sign-in-refusals',
      everyMs: 60 * SECOND,
      run: async (ground) => ({ entries: await flushRefusals(ground) }),
      atEnd: (ground) => flushRefusals(ground, { all: true }),
    },
    { name: 'accounts-tidy', everyMs: HOUR, run: async (ground) => void (await tidyAccounts(ground)) },
    { name: 'log-retention', everyMs: 24 * HOUR, run: async (ground) => ({ shortened: await endRetention(ground) }) },
  ]
}
