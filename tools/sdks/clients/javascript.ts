/** Says who it is after each pause, as a program that outlasts a session does. */
import { setTimeout } from 'node:timers/promises'
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'

const client = new STSClient({})
for (const pause of process.argv.slice(2)) {
  await setTimeout(Number(pause) * 1000)
  const { Arn } = await client.send(new GetCallerIdentityCommand({}))
  process.stdout.write(`${Arn}\n`)
}
