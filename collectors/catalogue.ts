import { type CatalogueVendor, catalogueVendor } from '../src/core/catalogue'
import { vendorFiles } from './vendors'

let cached: Map<string, CatalogueVendor> | null = null

/** The vendors that we know, by id, in alphabetical order. Parsed at first use. */
export function catalogue(): Map<string, CatalogueVendor> {
  cached ??= new Map(vendorFiles.map((file) => catalogueVendor.parse(file)).map((vendor) => [vendor.id, vendor]))
  return cached
}
