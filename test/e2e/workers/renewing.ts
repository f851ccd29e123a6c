/** The same with the SDK for JavaScript. */
import { setTimeout } from 'node:timers/promises'
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'

const client = new STSClient({})
for (const pause of process.argv.slice(2)) {
  await setTimeout(Number(pause) * 1000)
  const { Arn } = await client.send(new GetCallerIdentityCommand({}))
  const { accessKeyId } = await client.config.credentials()
  process.stdout.write(`${accessKeyId} ${Arn}\n`)
}
