/** The options that the policy commands share. */
import { Option } from 'clipanion'

export const accountOption = () => Option.String('--account', { description: "the account's id, where USER is a name" })

export const partitionOption = () =>
  Option.String('--partition', 'aws', { description: 'aws, aws-cn, aws-us-gov, aws-eusc' })

export const policyFormOption = () => Option.String('--as', 'json', { description: 'json, cloudformation, terraform' })
