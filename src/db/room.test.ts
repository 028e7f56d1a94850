import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { weaknessesOfDisk } from './room.ts'

const folder = mkdtempSync(join(tmpdir(), 'hoshitori-room-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test.each([
  ['with room', folder, 0, []],
  ['with little room', folder, Number.POSITIVE_INFINITY, ['disk-low']],
  ['that cannot be written to', join(folder, 'gone'), 0, ['disk-full']],
])('a disk %s, and nothing is left behind', async (_, path, little, found) => {
  expect(await weaknessesOfDisk(path, little)).toEqual(found)
  expect(readdirSync(folder)).toEqual([])
})
