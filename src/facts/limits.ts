const MIB = 1024 * 1024

/** The largest file of facts, in bytes. A Nessus report of a thousand devices has some 40 MB. */
export const MAX_FACT_BYTES = 64 * MIB
/** The most tags of an XML file. */
export const MAX_FACT_TAGS = 5_000_000
/** How deep elements may stand in each other. */
export const MAX_DEPTH = 200
/** The longest text that is kept of a field, in characters. */
export const MAX_TEXT = 8000
/** The most lines of a CSV file. */
export const MAX_FACT_ROWS = 500_000
/** The most findings, and the most devices, of one file. */
export const MAX_FINDINGS = 500_000
/** How much of what was not understood is told one by one; the rest is counted. */
export const MAX_NOTES = 200
