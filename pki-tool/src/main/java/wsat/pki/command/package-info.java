/**
 * The commands of {@code wsat pki}, a file each, and what they share: options, tables, words.
 */
package wsat.pki.command;
