/** The binary and a real Secret Service with items as aws-vault's keyring library makes them. */
import * as assert from 'uvu/assert'
import { has } from '../../tools/shells/real-shells.ts'
import { describe, needing } from '../support/describe.ts'
import { onStage } from './stage.ts'

describe('e2e: import', suite => {
  const programs = ['dbus-run-session', 'gnome-keyring-daemon', 'secret-tool']
  const test = needing(suite, programs.join(', '), programs.every(has))

  test(
    "finds aws-vault's keys in the keychain by the names of the profiles, and no other item",
    onStage(async stage => {
      const item = (name: string, key: object, label: string) => {
        const Data = Buffer.from(JSON.stringify(key)).toString('base64')
        return `printf %s '${JSON.stringify({ Key: name, Data, Label: label })}' | secret-tool store --label='${name}' profile '${name}'`
      }
      const key = { AccessKeyID: 'AKIAWORKWORKWORKWORK', SecretAccessKey: 'workWORKwork/WORKwork+WORKworkWORKworkWO' }
      const names = ['my prof', 'work', 'session', 'theirs']
      stage.write('.aws/config', names.map(name => `[profile "${name}"]\nregion = eu-west-1\n`).join(''))
      const script = [
        'printf pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1',
        item('my prof', key, 'aws-vault (my prof)'),
        item('work', { ...key, AccessKeyID: 'AKIAWORKWORKWORKWOR2' }, 'aws-vault (work)'),
        item('session', { ...key, SessionToken: 'tokenTOKENtokenTOKEN' }, 'aws-vault (session)'),
        "printf password | secret-tool store --label=x profile 'theirs'",
        'exec awsenv import aws-vault --dry-run',
      ].join('\n')
      const { status, stdout, stderr } = await stage.run(['dbus-run-session', '--', 'sh', '-c', script])
      assert.equal([status, stdout], [0, ''], stderr)
      const found = [...stderr.matchAll(/the key "(.*)", \*{4}(\w+),/g)].map(([, name, id]) => [name, id])
      assert.equal(found.sort(), [
        ['my prof', 'WORK'],
        ['work', 'WOR2'],
      ])
      assert.not.match(stderr, key.SecretAccessKey)
    }),
  )
})
