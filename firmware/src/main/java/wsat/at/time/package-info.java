/**
 * The clock: SNTP and time stamps (ESP-AT, TCP/IP AT Commands, Basic AT Commands).
 */
package wsat.at.time;
