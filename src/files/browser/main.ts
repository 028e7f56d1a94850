import { startHashing } from './hash-field.ts'
import { startUploads } from './upload-list.ts'

/** Fields for files that are sent before their form, and for the hash of one that is not sent (`src/ui/upload-field.tsx`). */
for (const field of document.querySelectorAll<HTMLElement>('.upload-field')) startUploads(field)
for (const field of document.querySelectorAll<HTMLElement>('.hash-of-file')) startHashing(field)
