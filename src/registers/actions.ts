export { addColumn, changeColumn } from './column-actions.ts'
export { exportRegister } from './export-actions.ts'
export { loadRegister, loadRow, type Opened, type RegistersContext, readRegisters, readRows } from './read-actions.ts'
export { addRow, changeCells, changeRow, leaveRow } from './row-actions.ts'
