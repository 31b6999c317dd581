/**
 * ESP-IDF's Non-Volatile Storage over a {@link wsat.port.Flash}: the very format of the partitions of an ESP32
 * (ESP-IDF, Non-Volatile Storage). A power cut at any write leaves the old value or the new one.
 *
 * <pre>
 * Slots            certificate slots: values by namespace and number
 *   Nvs              values under keys in namespaces
 *     ValueWriter      a value that arrives in pieces
 *     Items            the newest of each key, over all pages
 *     Recovery         what a mount finishes or takes back
 *       Pages            pages in use and free; makes room
 *         Page             one sector: header, entry states, entries
 *           PageHeader Entry   their bytes
 * ImageBuilder     an image as Espressif's generator makes it
 * </pre>
 */
package wsat.nvs;
