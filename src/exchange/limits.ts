const MIB = 1024 * 1024

/** The largest file that is taken in, in bytes. The official workbook, filled in, has about 0.1 MB. */
export const MAX_FILE_BYTES = 10 * MIB

/** The most entries that a workbook's ZIP may list. */
export const MAX_ENTRIES = 2000
/** The most bytes that all entries together may claim to inflate to. */
export const MAX_INFLATED_BYTES = 100 * MIB
/** The most bytes that are inflated and parsed in fact: the sheets, the shared strings, the styles. */
export const MAX_XML_BYTES = 32 * MIB
/** How many times its packed size one entry may inflate to, once it passes `RATIO_FROM_BYTES`. */
export const MAX_RATIO = 250
export const RATIO_FROM_BYTES = 4 * MIB

/** The most tags in all parsed parts together: half a million cells or so, read in some two seconds. */
export const MAX_TAGS = 2_000_000
/** The most texts that a workbook may share between its cells, and the longest text of a cell (in characters; the rest is cut). */
export const MAX_STRINGS = 500_000
export const MAX_CELL = 32_767

export const MAX_SHEETS = 100
/** Rows and columns past these are not read, and the reader says so. */
export const MAX_ROWS = 5000
export const MAX_COLUMNS = 100
export const MAX_MERGES = 20_000
/** The longest cell of a CSV file, in characters; a longer one means a quotation mark that was never closed. */
export const MAX_CSV_CELL = 100_000
