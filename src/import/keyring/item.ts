/**
 * The entries of Go's keyring library, in which aws-vault and granted keep their keys: an item in JSON, whose Data is JSON in
 * base64. https://github.com/99designs/keyring/blob/v1.2.2/keyring.go
 */
import { checkedAccessKey } from '../../aws/checked-key.ts'
import { AwsenvError } from '../../errors.ts'
import type { AccessKey } from '../../model/credentials.ts'

export type Item = {
  readonly name: string
  /** What the tool calls it; aws-vault's begins with its name. */
  readonly label: string
  readonly accessKey: AccessKey
}

/** @throws AwsenvError, which names the place, unless the text is an item with a key. */
export function itemIn(text: string, place: string): Item {
  const refuse = (what: string): never => {
    throw new AwsenvError(`${place} is not an access key: ${what}`)
  }
  const { Key, Label, Data } = tableIn(text) ?? refuse("it isn't an item of a keyring")
  if (typeof Key !== 'string' || typeof Data !== 'string') return refuse("it isn't an item of a keyring")
  const { AccessKeyID, SecretAccessKey, SessionToken } =
    tableIn(Buffer.from(Data, 'base64').toString('utf8')) ?? refuse("its data isn't JSON")
  const accessKey = checkedAccessKey({ AccessKeyId: AccessKeyID, SecretAccessKey, SessionToken }, refuse)
  return { name: Key, label: typeof Label === 'string' ? Label : '', accessKey }
}

function tableIn(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}
