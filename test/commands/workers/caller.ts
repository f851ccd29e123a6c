/** Who the AWS SDK for JavaScript is, by its own chain of credentials: ARN and key id. */
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'

const client = new STSClient({})
const { Arn } = await client.send(new GetCallerIdentityCommand({}))
const { accessKeyId } = await client.config.credentials()
process.stdout.write(`${Arn} ${accessKeyId}`)
