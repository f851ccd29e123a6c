/**
 * Opens a link as the add-on does (https://github.com/honsiorovskyi/open-url-in-container): one decoding of the address, and
 * one of its fields. Unlike the add-on, it asks nobody.
 */
async function open() {
  const link = decodeURIComponent(location.hash.slice(1))
  const { name, color, icon, url } = Object.fromEntries(new URLSearchParams(link.replace(/^ext\+container:/, '')))
  const [found] = await browser.contextualIdentities.query({ name })
  const container = found ?? (await browser.contextualIdentities.create({ name, color, icon }))
  await browser.tabs.create({ url, cookieStoreId: container.cookieStoreId })
}

open()
