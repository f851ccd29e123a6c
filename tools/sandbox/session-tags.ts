import { invalidParameterValue } from './errors.ts'
import { members, type Parameters } from './query.ts'
import { faultsOf, report, tooMany } from './validation.ts'

/** @throws ApiError for tags that AssumeRole refuses */
export function validateTags(parameters: Parameters): void {
  const tags = members(parameters, 'Tags')
  const transitive = members(parameters, 'TransitiveTagKeys').map(({ '': key = '' }) => key)
  report([
    ...tooMany('tags', tags.length, 50),
    ...tooMany('transitiveTagKeys', transitive.length, 50),
    ...tags.flatMap(({ Key, Value }, index) => [
      ...faultsOf(`Tags.${index + 1}.member.key`, Key, { required: true, min: 1, max: 128, pattern: TAG_KEY }),
      ...faultsOf(`Tags.${index + 1}.member.value`, Value, { required: true, min: 0, max: 256, pattern: TAG_VALUE }),
    ]),
  ])
  const keys = new Set(tags.map(({ Key = '' }) => Key.toLowerCase()))
  if (keys.size < tags.length)
    throw invalidParameterValue('Duplicate tag keys found. Please note that Tag keys are case insensitive.')
  if (transitive.some(key => !keys.has(key.toLowerCase())))
    throw invalidParameterValue('The specified transitive tag key must be included in the requested tags.')
}

const TAG_KEY = /[\p{L}\p{Z}\p{N}_.:/=+\-@]+/u
const TAG_VALUE = /[\p{L}\p{Z}\p{N}_.:/=+\-@]*/u
