import { DEFAULT_EDITION, EditionId } from '../catalogue/index.ts'
import type { Lang } from '../kernel/refusal.ts'
import { toCsvFile } from '../sheets/csv.ts'
import type { Routes, WebContext } from '../web/app.tsx'
import { file } from '../web/file.ts'
import { type Crosswalk, type CrosswalkContext, controlsFor, type LinkedControl } from './crosswalk.ts'
import { CrosswalkPage } from './pages/crosswalk.tsx'
import { toCrosswalkRecord, toCrosswalkTable } from './table.ts'

/** The crosswalk from ISO/IEC 27001, for anyone: to read, and as a file. */
export const crosswalkRoutes: Routes<CrosswalkContext> = (router, context) => {
  /** The same objects each time, so that what is made of them is kept. */
  const known = new Map<string, LinkedControl[]>()

  router.get('/crosswalk/iso-27001', 'anyone', (c) => {
    const { edition, controls, themes } = asked(c)
    const open = c.req.query('open') !== undefined
    return c.html(<CrosswalkPage view={c.get('view')} edition={edition} themes={themes} controls={controls} open={open} />)
  })

  router.get('/crosswalk/iso-27001.csv', 'anyone', (c) => {
    const { edition, controls, lang } = asked(c)
    const csv = toCsvFile(toCrosswalkTable(controls, edition, lang))
    return file(new TextEncoder().encode(csv), 'text/csv; charset=utf-8', `iso-27001_${edition.id}.csv`, 'attachment')
  })

  router.get('/crosswalk/iso-27001.json', 'anyone', (c) => {
    const { edition, controls, lang } = asked(c)
    const json = JSON.stringify(toCrosswalkRecord(controls, edition, lang), null, 2)
    return file(new TextEncoder().encode(json), 'application/json', `iso-27001_${edition.id}.json`, 'attachment')
  })

  /** The controls with their edges to the edition that the address names, or to the final one. */
  function asked(c: WebContext) {
    const { lang } = c.get('view')
    const id = EditionId.options.find((one) => one === c.req.query('edition')) ?? DEFAULT_EDITION
    const crosswalk = context.crosswalk()
    const { themes } = lang === 'en' ? crosswalk.english : crosswalk
    return { edition: context.edition(id), controls: controlsIn(crosswalk, id, lang), themes, lang }
  }

  function controlsIn(crosswalk: Crosswalk, id: EditionId, lang: Lang): LinkedControl[] {
    const key = `${id} ${lang}`
    const controls = known.get(key) ?? controlsFor(crosswalk, id, context.changes(id, DEFAULT_EDITION), lang)
    known.set(key, controls)
    return controls
  }
}
