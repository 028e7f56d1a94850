import { accept, type Outcome, refuse } from '../kernel/refusal.ts'
import { NotWellFormed, readXml, TooManyTags } from '../sheets/xml.ts'
import { openZip } from '../sheets/zip.ts'

/** A paragraph of a document: a heading or not; its text without fields, comments and what was struck out of it. */
type Paragraph = { heading: boolean; text: string }

const MOST_TAGS = 500_000
const MOST_PARAGRAPHS = 2000

/**
 * The text of a .docx, paragraph by paragraph; the cells of a row of a table stand apart by tabs. Nothing in it is run or followed.
 * Refuses what is no such document, is broken or encrypted, or would inflate beyond the limits of a ZIP.
 */
export async function readDocument(bytes: Uint8Array): Promise<Outcome<{ paragraphs: Paragraph[]; cut: boolean }>> {
  const zip = await openZip(bytes)
  if (!zip.ok) return zip
  const part = await zip.value.read('word/document.xml')
  if (!part.ok) return part
  if (!part.value) return unreadable()
  try {
    const paragraphs = paragraphsOf(part.value)
    return accept({ paragraphs: paragraphs.slice(0, MOST_PARAGRAPHS), cut: paragraphs.length > MOST_PARAGRAPHS })
  } catch (fault) {
    if (fault instanceof TooManyTags || fault instanceof NotWellFormed) return unreadable()
    throw fault
  }
}

function paragraphsOf(xml: Uint8Array): Paragraph[] {
  const paragraphs: Paragraph[] = []
  let text = ''
  let heading = false
  let reads = false
  let removed = 0
  let rows = 0
  const end = () => {
    if (text.trim() !== '') paragraphs.push({ heading, text: text.trimEnd() })
    text = ''
    heading = false
  }
  readXml(
    xml,
    { left: MOST_TAGS },
    {
      open(name, attributes) {
        if (name === 'tr') rows += 1
        if (name === 'del') removed += 1
        if (name === 'pStyle') heading = /^(heading|title|見出し|[1-9]$)/i.test(attributes['w:val'] ?? '')
        if (name === 't') reads = true
        if (removed > 0) return
        if (name === 'tab') text += '\t'
        if (name === 'br' || name === 'cr') text += '\n'
      },
      text(words) {
        if (reads && removed === 0) text += words
      },
      close(name) {
        if (name === 't') reads = false
        if (name === 'del') removed -= 1
        if (name === 'tc' && rows > 0) text = `${text.trimEnd()}\t`
        if (name === 'p' && rows > 0) text += ' '
        if (name === 'p' && rows === 0) end()
        if (name === 'tr') {
          rows -= 1
          if (rows === 0) end()
        }
      },
    },
  )
  end()
  return paragraphs
}

function unreadable(): ReturnType<typeof refuse> {
  return refuse('evidence.no-preview', {
    ja: 'この文書は、中身を読み取れないため、画面に表示できません。ダウンロードして確かめてください。',
    en: 'This document cannot be read, and is not shown here. Download it to look at it.',
  })
}
