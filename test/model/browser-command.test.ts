import * as assert from 'uvu/assert'
import { browserCommand, type Page } from '../../src/model/browser-command.ts'
import { describe } from '../support/describe.ts'

describe('model/browser-command', test => {
  const url = 'https://signin.aws.amazon.com/federation?Action=login&SigninToken=a%2Bb#x'
  const page: Page = { url, place: 'production', account: '123456789012', role: 'Admin', name: 'prod' }
  const words = (template: string, more: Partial<Page> = {}) => browserCommand(template, { ...page, ...more }, '/state')

  test('a word may name the page, and whose it is; what it stands for stays in it', () => {
    assert.equal(words("firefox -P '{account} {role}' {name} {url}", { name: '{url} x' }), [
      ...['firefox', '-P', '123456789012 Admin', '{url} x', url],
    ])
  })

  test('a container has its place for a name, and takes the page as one value', () => {
    const [, link = '', ...more] = words('firefox {container}', { place: 'Admin@a&b=c d' })
    assert.equal(more, [])
    assert.match(link, /^ext\+container:name=Admin%40a%26b%3Dc%20d&icon=briefcase&url=https%3A/)
    assert.equal(Object.fromEntries(new URLSearchParams(link.replace('ext+container:', ''))), {
      ...{ name: 'Admin@a&b=c d', icon: 'briefcase', url },
    })
  })

  for (const [colour, inFirefox] of [
    ['red', 'red'],
    ['magenta', 'purple'],
    ['cyan', 'turquoise'],
    ['constructor', undefined],
    [undefined, undefined],
  ] as const) {
    test(`a container in the colour ${colour} is ${inFirefox ?? 'of no colour'} in Firefox`, () => {
      const [, link = ''] = words('firefox {container}', { colour })
      assert.is(new URLSearchParams(link.replace('ext+container:', '')).get('color') ?? undefined, inFirefox)
    })
  }

  for (const [place, profile] of [
    ['production', 'production'],
    ['Admin@123456789012', 'Admin@123456789012'],
    ['..', '=2e.'],
    ['.x/../y', '=2ex=2F..=2Fy'],
    ['a b*c:d', 'a=20b=2ac=3Ad'],
    ['\u00e9t\u00e9', '=C3=A9t=C3=A9'],
  ] as const) {
    test(`the profile for "${place}" is "${profile}", in a directory of its own`, () => {
      assert.equal(words('chrome --profile-directory={profile} --user-data-dir={directory} {url}', { place }), [
        ...['chrome', `--profile-directory=${profile}`, `--user-data-dir=/state/${profile}`, url],
      ])
    })
  }
})
