import { startWorkbench } from './workbench.ts'

const panel = document.getElementById('panel')
const workbench = document.getElementById('workbench')
if (workbench && panel) startWorkbench(workbench, panel)
