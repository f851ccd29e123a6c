import { wayToBinary } from '../../install/own-path.ts'
import type { Check } from './finding.ts'

/** Whether a shell finds this binary by its name. */
export const binary: Check = {
  name: 'binary',
  ok: 'your shell finds this binary on PATH',
  find(context) {
    const way = wayToBinary(context)
    if (way.kind === 'found') return []
    if (way.kind === 'add')
      return [{ state: 'warning', what: `"${way.folder}" is not on PATH`, remedy: `add "${way.folder}" to PATH` }]
    return [
      {
        state: 'warning',
        what: `"${way.executable}" is not on PATH, and its folder or name is not fit for that`,
        remedy: 'move it to a folder on PATH that only you can write to, under the name awsenv',
      },
    ]
  },
}
