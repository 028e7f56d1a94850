import { NotWellFormed, readXml, TooManyTags } from '../sheets/xml.ts'
import { MAX_DEPTH, MAX_FACT_TAGS, MAX_TEXT } from './limits.ts'
import { toLine } from './lines.ts'
import { NOT_UNDERSTOOD, type Notes } from './notes.ts'

/** An element of XML with what stands in it. */
export type XmlNode = {
  name: string
  attributes: Readonly<Record<string, string>>
  text: string
  children: XmlNode[]
  line: number
}

/** What a reader of a format is told, in the order of the file. */
type Listener = {
  /** The elements that are handed over whole, once they are closed: those whose name and parent's name stand here. */
  records: ReadonlySet<string>
  record(node: XmlNode): void
  /** An element outside of all records begins. */
  enter?(node: XmlNode): void
}

/**
 * Reads an XML file record by record, so that it is never in memory as a whole. A record is named `parent/name`, or `name` wherever it
 * stands. Where the file breaks off, what came before stays read, and the note says in which line.
 */
export function readRecords(bytes: Uint8Array, notes: Notes, listener: Listener): void {
  const open: XmlNode[] = []
  let within = 0
  let too = 0
  try {
    readXml(
      bytes,
      { left: MAX_FACT_TAGS },
      {
        open: (name, attributes, line) => {
          const parent = open.at(-1)
          const node: XmlNode = { name, attributes, text: '', children: [], line }
          if (open.length >= MAX_DEPTH) {
            if (too++ === 0) notes.add(toLine(line), name, NOT_UNDERSTOOD.deep)
          } else if (within > 0) parent?.children.push(node)
          else if (isRecord(listener.records, parent, name)) within = open.length + 1
          else listener.enter?.(node)
          open.push(node)
        },
        text: (text) => {
          const node = open.at(-1)
          if (node && within > 0 && node.text.length < MAX_TEXT) node.text += text.slice(0, MAX_TEXT)
        },
        close: () => {
          const node = open.pop()
          if (!node || within !== open.length + 1) return
          within = 0
          listener.record(node)
        },
        unknownEntity: (line) => notes.add(toLine(line), '&…;', NOT_UNDERSTOOD.entity),
      },
      { lines: true },
    )
  } catch (fault) {
    const last = open.at(-1)
    if (fault instanceof TooManyTags) notes.add(toLine(last?.line ?? 1), '', NOT_UNDERSTOOD.many)
    else if (fault instanceof NotWellFormed) notes.add(toLine(last?.line ?? 1), last?.name ?? '', NOT_UNDERSTOOD.broken)
    else throw fault
  }
}

/** The first child of that name. */
export function childOf(node: XmlNode | undefined, name: string): XmlNode | undefined {
  return node?.children.find((child) => child.name === name)
}

export function childrenOf(node: XmlNode | undefined, name: string): XmlNode[] {
  return node?.children.filter((child) => child.name === name) ?? []
}

/** The text of an element within others, without blanks around it; nothing where there is none. */
export function textOf(node: XmlNode | undefined, ...path: string[]): string | undefined {
  const text = path.reduce<XmlNode | undefined>(childOf, node)?.text.trim()
  return text === '' ? undefined : text
}

function isRecord(records: ReadonlySet<string>, parent: XmlNode | undefined, name: string): boolean {
  return records.has(name) || records.has(`${parent?.name}/${name}`)
}
