/**
 * Partition images as files: read, changed and written whole with the firmware's own NVS code, built from the inputs of
 * Espressif's generator, and looked at page by page.
 */
package wsat.pki.image;
