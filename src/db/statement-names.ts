/** So many statements are kept prepared on a connection; the texts of the product are fewer. */
const MOST = 500
/** A longer text is a bulk insert, which hardly comes twice. */
const LONGEST = 10_000

/**
 * Names for statements that are worth preparing: parsed and planned once, then only run. A text has a name from its second time on,
 * and `most` of them have one: a text that depends on how many values it holds must not fill the memory of the database.
 */
export function statementNames(most = MOST): StatementNames {
  let given = 0
  const names = new Map<string, string>()
  const once = new Set<string>()
  return {
    nameOf: (sql) => {
      const known = names.get(sql)
      if (known !== undefined || names.size >= most || sql.length > LONGEST) return known
      if (!once.delete(sql)) {
        if (once.size >= most) once.clear()
        once.add(sql)
        return undefined
      }
      const name = `s${given}`
      given += 1
      names.set(sql, name)
      return name
    },
    afterFault: (sql, fault) => {
      if (fault instanceof Error && 'code' in fault && fault.code === RESULT_CHANGED) names.delete(sql)
    },
  }
}

type StatementNames = {
  nameOf(sql: string): string | undefined
  /** A statement that was prepared before the columns of its table changed fails from then on: it gets another name. */
  afterFault(sql: string, fault: unknown): void
}

/** `cached plan must not change result type` */
const RESULT_CHANGED = '0A000'
