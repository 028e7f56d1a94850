import { startPasskeys } from '../../account/factors/browser/passkeys.ts'
import { startRecovery } from '../../account/factors/browser/recovery.ts'
import '../../assessment/browser/main.ts'
import { startFilling } from '../../documents/browser/fill.ts'
import '../../quick/browser/main.ts'
import { startCard } from '../../incidents/browser/card.ts'
import { startBell } from '../../notices/browser/bell.ts'
import { startGrid } from '../../registers/browser/grid.ts'
import { startSlash } from '../../search/browser/slash.ts'
import '../../tasks/browser/main.ts'
import '../../ui/browser/buttons.ts'
import '../../ui/browser/file-field.ts'
import '../../ui/browser/forms.ts'
import { startSession } from '../../ui/browser/session.ts'
import '../../ui/browser/toast.ts'

startSession()
startPasskeys()
startRecovery()
startSlash()
startBell()
startFilling()
startCard()
for (const table of document.querySelectorAll<HTMLTableElement>('table[data-grid]')) startGrid(table)
