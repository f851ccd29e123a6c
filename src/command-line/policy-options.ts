/** The options of both policy commands. */
import { Option } from 'clipanion'
import { taking } from './options.ts'

export const accountOption = () =>
  taking('ACCOUNT', Option.String('--account', { description: "the account's id, where USER is a name" }))

export const partitionOption = () =>
  taking('PARTITION', Option.String('--partition', 'aws', { description: 'aws, aws-cn, aws-us-gov, aws-eusc' }))

export const policyFormOption = () =>
  taking('FORM', Option.String('--as', 'json', { description: 'json, cloudformation, terraform' }))
