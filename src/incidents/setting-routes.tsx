import { decideForm, type Typed, typedOf } from '../kernel/form.ts'
import type { Refusal } from '../kernel/refusal.ts'
import type { Viewer } from '../roles/viewer.ts'
import { goTo } from '../web/address.ts'
import type { Routes, WebContext } from '../web/app.tsx'
import { formOf } from '../web/form.ts'
import { statusOf } from '../web/status.ts'
import * as actions from './actions.ts'
import { CONTACTS, decideContacts, decideLevels, decideSteps, FIRST_HOUR, LEVELS } from './forms.ts'
import { ContactsPage, FirstHourPage, LevelsPage } from './pages/settings.tsx'
import { type Contact, GROUPS, type Level } from './settings.ts'

type Shown<Sent> = { typed?: Sent; saved?: boolean; refusals?: readonly Refusal[] }

/** What an organisation decides before anything happens: whom to call, how serious what is, what to do in the first hour. */
export const incidentSettingRoutes: Routes = (router, context) => {
  router.get('/incidents/settings/contacts', 'incident.read', (c, viewer) => contacts(c, viewer, { saved: isSaved(c) }))

  router.post('/incidents/settings/contacts', 'incident.handle', async (c, viewer) => {
    const typed = typedOf(CONTACTS, formOf(c))
    const read = decideForm(CONTACTS, typed)
    const content = read.ok ? decideContacts(read.value) : read
    const wish = content.ok && read.ok ? { content: content.value, number: read.value.number } : undefined
    const outcome = wish ? await actions.changeIncidentSetting(context, viewer, 'contacts', wish) : content
    if (outcome.ok) return goTo(c, '/incidents/settings/contacts?saved=1')
    return contacts(c, viewer, { typed, refusals: outcome.refusals })
  })

  router.get('/incidents/settings/levels', 'incident.read', (c, viewer) => levels(c, viewer, { saved: isSaved(c) }))

  router.post('/incidents/settings/levels', 'incident.handle', async (c, viewer) => {
    const typed = typedOf(LEVELS, formOf(c))
    const read = decideForm(LEVELS, typed)
    const content = read.ok ? decideLevels(read.value) : read
    const wish = content.ok && read.ok ? { content: content.value, number: read.value.number } : undefined
    const outcome = wish ? await actions.changeIncidentSetting(context, viewer, 'levels', wish) : content
    if (outcome.ok) return goTo(c, '/incidents/settings/levels?saved=1')
    return levels(c, viewer, { typed, refusals: outcome.refusals })
  })

  router.get('/incidents/settings/first-hour', 'incident.read', (c, viewer) => firstHour(c, viewer, { saved: isSaved(c) }))

  router.post('/incidents/settings/first-hour', 'incident.handle', async (c, viewer) => {
    const typed = typedOf(FIRST_HOUR, formOf(c))
    const read = decideForm(FIRST_HOUR, typed)
    const content = read.ok ? decideSteps(read.value) : read
    const wish = content.ok && read.ok ? { content: content.value, number: read.value.number } : undefined
    const outcome = wish ? await actions.changeIncidentSetting(context, viewer, 'first-hour', wish) : content
    if (outcome.ok) return goTo(c, '/incidents/settings/first-hour?saved=1')
    return firstHour(c, viewer, { typed, refusals: outcome.refusals })
  })

  async function contacts(c: WebContext, viewer: Viewer, { typed, ...shown }: Shown<Typed<typeof CONTACTS>>) {
    const props = await propsOf(c, viewer, shown)
    const rows = typed ? typed.name.map((name, at): Contact => contactAt(typed, name, at)) : props.settings.contacts.content
    return c.html(<ContactsPage {...props} rows={rows} />, statusOf(c, props.refusals))
  }

  async function levels(c: WebContext, viewer: Viewer, { typed, ...shown }: Shown<Typed<typeof LEVELS>>) {
    const props = await propsOf(c, viewer, shown)
    const rows = typed ? typed.name.map((name, at): Level => levelAt(typed, name, at)) : props.settings.levels.content
    return c.html(<LevelsPage {...props} rows={rows} />, statusOf(c, props.refusals))
  }

  async function firstHour(c: WebContext, viewer: Viewer, { typed, ...shown }: Shown<Typed<typeof FIRST_HOUR>>) {
    const props = await propsOf(c, viewer, shown)
    const steps = typed?.steps ?? props.settings['first-hour'].content.join('\n')
    return c.html(<FirstHourPage {...props} steps={steps} />, statusOf(c, props.refusals))
  }

  async function propsOf(c: WebContext, viewer: Viewer, { saved = false, refusals = [] }: Omit<Shown<unknown>, 'typed'>) {
    const view = c.get('view')
    return { view, settings: await actions.readIncidentSettings(context, viewer, view.lang), saved, refusals }
  }
}

function isSaved(c: WebContext): boolean {
  return c.req.query('saved') === '1'
}

function contactAt({ group, phone, email, when }: Typed<typeof CONTACTS>, name: string, at: number): Contact {
  const own = GROUPS.find((one) => one === group[at]) ?? 'internal'
  return { group: own, name, phone: phone[at] ?? '', email: email[at] ?? '', when: when[at] ?? '' }
}

function levelAt({ level, covers, act }: Typed<typeof LEVELS>, name: string, at: number): Level {
  return { level: Number(level[at]) || 0, name, covers: covers[at] ?? '', act: act[at] ?? '' }
}
