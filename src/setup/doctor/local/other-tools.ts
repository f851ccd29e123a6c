import type { Context } from '../../../context/context.ts'
import { awsCli } from '../../../import/aws-cli.ts'
import { scripts } from '../../../import/scripts.ts'
import { otherTools as tools } from '../../../import/tools.ts'
import { type Check, type Finding, known, warning, words } from '../../finding.ts'

/** Keys and sessions that other tools keep on this machine. The checks of plain keys and caches tell what two of them left. */
export const otherTools: Check<Context> = {
  name: 'other-tools',
  ok: 'no other tool has left anything that awsenv could take over',
  async find(context) {
    const findings: Finding[] = []
    for (const tool of tools.filter(one => one !== scripts && one !== awsCli)) {
      const found = await tool.find(context)
      findings.push(
        ...found.map(({ what }) => warning(words`${known(tool.name)}: ${what}`, `awsenv import ${tool.name}`)),
      )
    }
    return findings
  },
}
