/**
 * A running module at the end of a line, wsat or ESP-AT alike: its partition and its slots by {@code AT+SYSFLASH} and
 * {@code AT+SYSMFG}.
 */
package wsat.pki.module;
