/**
 * The software bill of materials: what the binary contains, by the bundles and not by node_modules. It has no time and
 * no serial number, so that two builds of one commit give the same bytes. Pure. https://cyclonedx.org/docs/1.6/json/
 */
import type { Part } from './parts.ts'

export function sbomOf(version: string, parts: readonly Part[]): string {
  const root = `pkg:generic/awsenv@${version}`
  const document = {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: {
      component: {
        type: 'application',
        'bom-ref': root,
        name: 'awsenv',
        version,
        purl: root,
        licenses: [{ license: { id: 'MIT' } }],
      },
    },
    components: parts.map(component),
    dependencies: [{ ref: root, dependsOn: parts.map(({ purl }) => purl) }],
  }
  return `${JSON.stringify(document, null, 2)}\n`
}

function component({ name, version, license, purl }: Part) {
  const terms = /^[\w.+-]+$/.test(license) ? { license: { id: license } } : { expression: license }
  return {
    type: ['node', 'bun'].includes(name) ? 'platform' : 'library',
    'bom-ref': purl,
    name,
    version,
    purl,
    licenses: [terms],
  }
}
