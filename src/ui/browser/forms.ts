/** Puts the reader where the refusals are, as soon as a refused form comes back. */
document.getElementById('refusals')?.focus()

export {}
