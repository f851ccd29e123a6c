import * as assert from 'uvu/assert'
import { elvish } from '../../src/shells/elvish.ts'
import { nushell } from '../../src/shells/nushell.ts'
import { xonsh } from '../../src/shells/xonsh.ts'
import { describe } from '../support/describe.ts'

describe('shells: nushell, elvish and xonsh', test => {
  const change = { AWS_PROFILE: undefined, AWS_REGION: 'a"\\é😀' }

  test('each writes a change in one piece, in ASCII', () => {
    assert.is(nushell.render(change), '{"AWS_PROFILE":null,"AWS_REGION":"a\\"\\\\\\u00e9\\ud83d\\ude00"}\n')
    assert.is(elvish.render(change), '{ unset-env AWS_PROFILE; set-env AWS_REGION "a\\"\\\\\\u00e9\\U0001f600" }\n')
    assert.is(
      xonsh.render(change),
      '(lambda env: (env.pop("AWS_PROFILE", None), env.__setitem__("AWS_REGION", "a\\"\\\\\\u00e9\\U0001f600"), None))(__import__("builtins").__xonsh__.env)\n',
    )
    for (const { renderForHook } of [elvish, xonsh, nushell]) assert.is(renderForHook(change), nushell.render(change))
  })

  test('a path is quoted as each quotes', () => {
    const path = `/a b/it's "x"\\`
    assert.is(nushell.quoted('/a b'), "'/a b'")
    assert.is(nushell.quoted(path), `"/a b/it's \\"x\\"\\\\"`)
    assert.is(elvish.quoted(path), `'/a b/it''s "x"\\'`)
    assert.is(xonsh.quoted(path), `"/a b/it's \\"x\\"\\\\"`)
  })
})
